package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"yinzheng/index"
	"yinzheng/internal/concord"
	"yinzheng/internal/server"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	addr      string
	tokenFile string
	public    bool
	hosts     []string
	concepts  string
}

func newServe(a *app) *cobra.Command {
	o := &serveOptions{}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "the HTTP API and the web page",
		Long: `Serve answers in the browser and over HTTP:

  /  /doc/ID  /mentions  /quote  /check  /status      pages, in Chinese and English
  /api/search  /api/mentions  /api/quote  /api/check
  /api/documents/ID  /api/status  /api/concepts       the JSON of the command line
  /api/openapi.json                                   what they take and give
  /healthz  /readyz  /metrics                         for those who watch over it

Parameters are named like flags and mean the same; format is json, jsonl or
csv. It answers to this machine alone. For others, --addr names another
address, and either --token-file a file of tokens, one a line, of which a
program sends one as "Authorization: Bearer TOKEN" and a person signs in with,
or --public lets everybody in. Connections are not encrypted: put a proxy that
does TLS before it, and name it with --host.

A new generation of the index is taken up by itself; the one before answers
for a minute more to those who page through its lists. Every request is a line
on standard error, unless --quiet. SIGINT and SIGTERM let the requests that
are under way end first.`,
		Example: `  yinzheng serve
  yinzheng serve --addr 127.0.0.1:9000 --host policy.example.org
  yinzheng serve --addr 0.0.0.0:8080 --token-file tokens.txt`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("yinzheng --index DIR serve --addr HOST:PORT", "serve takes no arguments")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), o) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8080", "listen on `HOST:PORT`; port 0 is any free one")
	flags.StringVar(&o.tokenFile, "token-file", "", "let in who has one of the tokens in `FILE`")
	flags.BoolVar(&o.public, "public", false, "let everybody in who reaches the address")
	flags.StringArrayVar(&o.hosts, "host", nil, "answer to this `NAME` too, besides localhost and addresses")
	flags.StringVar(&o.concepts, "concepts", "", "the concept `FILE` (default: concepts.yaml beside the index, else here)")
	return cmd
}

// serve answers until it is told to stop. An interrupt is an error, as it is
// to every verb; SIGTERM is the way to end a server.
func (a *app) serve(ctx context.Context, o *serveOptions) error {
	options, err := a.serverOptions(o)
	if err != nil {
		return err
	}
	ln, err := server.Listen(o.addr)
	if errors.Is(err, server.ErrAddress) {
		return badAddress(o.addr, err)
	}
	if err != nil {
		return usage("another program may listen there: take another port, or 0 for any that is free", "--addr %s: %w", o.addr, err)
	}
	defer ln.Close()
	s, err := server.Open(a.dir(), options)
	if errors.Is(err, index.ErrNoIndex) {
		return noIndex(a.dir())
	}
	if err != nil {
		return err
	}
	defer s.Close()
	a.spareMemory()
	a.watchNetwork()
	term := make(chan os.Signal, 1)
	signal.Notify(term, syscall.SIGTERM)
	running, stop := signal.NotifyContext(ctx, syscall.SIGTERM)
	defer stop()
	a.note("http://%s/ answers%s; Ctrl-C stops it", ln.Addr(), toWhom(options))
	if err := s.Serve(running, ln); err != nil {
		return err
	}
	signal.Stop(term) // from here on, what was signalled is in the channel
	if len(term) > 0 {
		return nil
	}
	return ctx.Err()
}

// What a server spends on garbage: its own data are small, for the index is
// mapped, so that the usual twofold heap would be collected at every request.
// A quarter more requests a second were measured with five times as much. The
// bound is soft; above it, garbage is collected as often as it takes.
const (
	gcPercent   = 400
	memoryBound = 1 << 30
)

// spareMemory sets it, unless the environment does.
func (a *app) spareMemory() {
	if a.env("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if a.env("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryBound)
	}
}

// watchNetwork gives the runtime one thread more than there are cores, unless
// the environment says how many. While all of them work, the network is looked
// at every 10 ms only, and those who ask next wait for that: at 8 connections
// p99 was 22 ms without it and 16 ms with it.
func (a *app) watchNetwork() {
	if a.env("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1)
	}
}

// toWhom says who is let in, if not this machine alone.
func toWhom(o server.Options) string {
	switch {
	case len(o.Tokens) > 0:
		return " who has a token"
	case !o.Local:
		return " everybody"
	}
	return ""
}

func badAddress(addr string, err error) error {
	return usage("write --addr 127.0.0.1:8080, localhost:8080 or [::1]:8080, or an address of this machine for others", "--addr %q: %w", addr, err)
}

// serverOptions reads the flags. Who opens the index to others must say to
// whom.
func (a *app) serverOptions(o *serveOptions) (server.Options, error) {
	options := server.Options{Log: a.accessLog(), Limits: server.DefaultLimits(), Version: version(), Hosts: o.hosts, Concepts: a.servedConcepts(o.concepts)}
	options.Limits.Connections = server.MostConnections(options.Limits.Connections)
	local, err := server.IsLocal(o.addr)
	if err != nil {
		return options, badAddress(o.addr, err)
	}
	options.Local = local
	for _, name := range o.hosts {
		if !server.IsHost(name) {
			return options, usage("name it without scheme and port: --host policy.example.org", "--host %q is no name of a host", name)
		}
	}
	switch {
	case o.public && o.tokenFile != "":
		return options, usage("leave one of them out", "--public and --token-file can't go together")
	case !local && !o.public && o.tokenFile == "":
		return options, usage("--token-file FILE lets in who has a token, --public everybody", "--addr %s lets others reach the index", o.addr)
	case o.tokenFile == "":
		return options, a.checkConcepts(o.concepts)
	}
	data, err := os.ReadFile(o.tokenFile)
	if err != nil {
		return options, err
	}
	if options.Tokens, err = server.ReadTokens(data); err != nil {
		return options, hinted{error: fmt.Errorf("%s: %w", o.tokenFile, err), path: o.tokenFile,
			hint: "write a line such as this one: head -c 24 /dev/urandom | base64"}
	}
	return options, a.checkConcepts(o.concepts)
}

// checkConcepts says at the start what is wrong with a file that is named.
func (a *app) checkConcepts(named string) error {
	if named == "" {
		return nil
	}
	_, _, err := a.readConcepts(named)
	return err
}

// servedConcepts reads the concept file anew for each request, so that it can
// be written while the server runs. There need not be one.
func (a *app) servedConcepts(named string) func() (*concord.Concepts, string, error) {
	return func() (*concord.Concepts, string, error) {
		file, path, err := a.readConcepts(named)
		if errors.Is(err, errNoConcepts) {
			return nil, "", nil
		}
		return file, filepath.Base(path), err
	}
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
