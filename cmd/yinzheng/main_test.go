package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the output that the scripts expect anew")

// TestMain makes the test binary the program too, with a clock that stands.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"yinzheng": func() {
		signal.Ignore(syscall.SIGPIPE)
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		noon := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
		os.Exit(run(ctx, os.Args[1:], system{os.Stdin, os.Stdout, os.Stderr, os.Getenv, func() time.Time { return noon }}))
	}})
}

// TestScripts runs testdata/script: each is a story with its documents in it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
		Setup: func(env *testscript.Env) error {
			indexes, err := filepath.Abs("../../index/testdata")
			env.Setenv("INDEXES", indexes)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"scrub": scrub,
			"exits": exits,
		},
	})
}

// unstable is what differs from run to run: times, sizes, hashes; and scores, which
// no promise fixes.
var unstable = []struct{ re, with string }{
	{`built \d{4}-\d\d-\d\d \d\d:\d\d`, "built DATE"},
	{`"built": "[^"]*"`, `"built": "DATE"`},
	{`(?m)^(index +).*`, "${1}SIZE"},
	{`(?m)^(dictionary +)[0-9a-f]+`, "${1}HASH"},
	{`"(index_bytes|text_bytes)": \d+`, `"$1": SIZE`},
	{`"score": ?[0-9.]+`, `"score": SCORE`},
	{`,\d+\.\d{4},`, ",SCORE,"},
	{`"(dictionary|fingerprint)": "[0-9a-f]+"`, `"$1": "HASH"`},
	{`(?m)^(content +)[0-9a-f]+`, "${1}HASH"},
	{`process \d+ has been writing this index since [-\d: ]+`, "process PID has been writing this index since DATE"},
	{`(?m)checked; (.*); [\d.]+ m?s$`, "checked; ${1}; TIME"},
	{`"took_ms": ?[\d.]+`, `"took_ms": TIME`},
	{`\$WORK|/tmp/[^/\s"]+/script-[^/\s"]+`, "WORK"},
}

// scrub FILE replaces what is unstable in the last output: scrub stdout out.txt
func scrub(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: scrub stdout|stderr|file file")
	}
	text := ts.ReadFile(args[0])
	for _, u := range unstable {
		text = regexp.MustCompile(u.re).ReplaceAllString(text, u.with)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o644))
}

// exits CODE ARG… runs yinzheng and wants this exit code; its output stands
// in the files out and err.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code arg…")
	}
	script := `code=$1; shift; yinzheng "$@" >out 2>err; got=$?; [ $got = $code ] || { echo "exit code $got, want $code" >&2; cat err >&2; exit 1; }`
	ts.Check(ts.Exec("sh", append([]string{"-c", script, "sh"}, args...)...))
}
