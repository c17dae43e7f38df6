// Yinzheng (引证) is a full-text search engine for Chinese policy documents.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a write to a closed pipe is an error that run knows
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second signal ends the program at once
	code := run(ctx, os.Args[1:], system{os.Stdin, os.Stdout, os.Stderr, os.Getenv, time.Now})
	stop()
	os.Exit(code)
}

// system is what the program has of the world besides files.
type system struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(name string) string
	now            func() time.Time
}

// run is the program: it obeys args, writes to sys, and gives the exit code.
func run(ctx context.Context, args []string, sys system) int {
	a := newApp(sys)
	root := newRoot(a)
	root.SetArgs(readable(args))
	err := root.ExecuteContext(ctx)
	if flushed := a.out.Flush(); err == nil {
		err = flushed
	}
	if err == nil || isClosedPipe(err) {
		return a.code
	}
	problem, code := describe(err, root, args)
	p := a.printer(a.stderr)
	if wantsJSON(args) {
		p.Format = "json"
	}
	if err := p.Problem(problem); err != nil {
		return exitTrouble
	}
	return code
}
