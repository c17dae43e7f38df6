package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"yinzheng/index"
	"yinzheng/internal/server"
)

func newServe(a *app) *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "the HTTP API and the web page, for this machine",
		Long: `Serve answers in the browser and over HTTP, to this machine alone:

  /                     a page to search with
  /api/search?q=…       q, sort, limit, offset
  /api/mentions?q=…     q, mode, pattern, limit, offset, and the filters
                        title, issuer, date, type, path

Parameters mean what the flags of search and mentions mean, answers are their
JSON. A list has 20 items without limit, and at most ` + strconv.Itoa(server.MaxLimit) + `.

A new generation of the index is taken up by itself. Every request is a line
on standard error, unless --quiet. SIGINT and SIGTERM let the requests that
are under way end first.`,
		Example: `  yinzheng serve
  yinzheng serve --addr 127.0.0.1:9000`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("yinzheng --index DIR serve --addr HOST:PORT", "serve takes no arguments")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), addr) },
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "listen on `HOST:PORT`, an address of this machine's loopback; port 0 is any free one")
	return cmd
}

// serve answers until it is told to stop. An interrupt is an error, as it is
// to every verb; SIGTERM is the way to end a server.
func (a *app) serve(ctx context.Context, addr string) error {
	ln, err := server.Listen(addr)
	if errors.Is(err, server.ErrAddress) {
		return usage("serve answers to this machine alone: --addr 127.0.0.1:8080, localhost:8080 or [::1]:8080", "--addr %q: %w", addr, err)
	}
	if err != nil {
		return usage("another program may listen there: take another port, or 0 for any that is free", "--addr %s: %w", addr, err)
	}
	defer ln.Close()
	s, err := server.Open(a.dir(), a.accessLog(), server.DefaultLimits())
	if errors.Is(err, index.ErrNoIndex) {
		return noIndex(a.dir())
	}
	if err != nil {
		return err
	}
	defer s.Close()
	term := make(chan os.Signal, 1)
	signal.Notify(term, syscall.SIGTERM)
	running, stop := signal.NotifyContext(ctx, syscall.SIGTERM)
	defer stop()
	a.note("http://%s/ answers; Ctrl-C stops it", ln.Addr())
	if err := s.Serve(running, ln); err != nil {
		return err
	}
	signal.Stop(term) // from here on, what was signalled is in the channel
	if len(term) > 0 {
		return nil
	}
	return ctx.Err()
}

// accessLog writes what happens to standard error; with --quiet, only what
// goes wrong.
func (a *app) accessLog() *slog.Logger {
	level := slog.LevelInfo
	if a.quiet {
		level = slog.LevelWarn
	}
	return slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: level}))
}
