package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"yinzheng/index"
)

// program runs yinzheng without the process around it.
type program struct {
	stdout, stderr bytes.Buffer
	env            map[string]string
}

func (p *program) run(ctx context.Context, stdout io.Writer, args ...string) int {
	return run(ctx, args, system{strings.NewReader(""), stdout, &p.stderr, func(name string) string { return p.env[name] }, time.Now})
}

// indexed is a program with an index of one document.
func indexed(t *testing.T) *program {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "甲.md"), []byte("# 溪流\n\n溪流清清，溪流长长。\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	p := &program{env: map[string]string{"YINZHENG_INDEX": filepath.Join(folder, ".yinzheng")}}
	if code := p.run(context.Background(), io.Discard, "index", folder); code != exitDone {
		t.Fatalf("exit code %d: %s", code, &p.stderr)
	}
	return p
}

// TestWithAnIndex makes one index for several tests: it takes a second.
func TestWithAnIndex(t *testing.T) {
	p := indexed(t)
	for name, test := range map[string]func(*testing.T, *program){
		"a closed pipe is silence":               aClosedPipeIsSilence,
		"a full disk is an error":                aFullDiskIsAnError,
		"interrupted is 130":                     interruptedIs130,
		"a very long query is refused in a line": aVeryLongQueryIsRefusedBriefly,
	} {
		p.stderr.Reset()
		t.Run(name, func(t *testing.T) { test(t, p) })
	}
}

type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}
}

func aClosedPipeIsSilence(t *testing.T, p *program) {
	for code, args := range map[int][]string{
		exitDone:    {"mentions", "溪流"},
		exitNothing: {"mentions", "大海"},
	} {
		if got := p.run(context.Background(), closedPipe{}, args...); got != code {
			t.Errorf("%v: exit code %d", args, got)
		}
	}
	if p.stderr.Len() > 0 {
		t.Errorf("stderr: %s", &p.stderr)
	}
}

type brokenDisk struct{}

func (brokenDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func aFullDiskIsAnError(t *testing.T, p *program) {
	if got := p.run(context.Background(), brokenDisk{}, "mentions", "溪流"); got != exitTrouble || p.stderr.Len() == 0 {
		t.Errorf("exit code %d: %s", got, &p.stderr)
	}
}

func interruptedIs130(t *testing.T, p *program) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, args := range [][]string{{"mentions", "溪流"}, {"mentions", "--brute", "溪流"}, {"index", filepath.Dir(p.env["YINZHENG_INDEX"])}} {
		p.stderr.Reset()
		if got := p.run(ctx, io.Discard, args...); got != exitInterrupted || p.stderr.String() != "yinzheng: interrupted\n" {
			t.Errorf("%v: exit code %d: %s", args, got, &p.stderr)
		}
	}
}

func aVeryLongQueryIsRefusedBriefly(t *testing.T, p *program) {
	long := strings.Repeat("溪", 100_000)
	for _, args := range [][]string{{"search", long}, {"search", `"` + long + `"`}, {"mentions", long}, {"mentions", "--pattern", long}} {
		p.stderr.Reset()
		if got := p.run(context.Background(), io.Discard, args...); got != exitTrouble || p.stderr.Len() > 300 || !strings.Contains(p.stderr.String(), "10") {
			t.Errorf("%v: exit code %d, %d bytes: %.300s", args[:1], got, p.stderr.Len(), &p.stderr)
		}
	}
}

func TestHelpOpensNothing(t *testing.T) {
	p := &program{env: map[string]string{"YINZHENG_INDEX": "/dev/null/nowhere"}}
	for _, verb := range newRoot(newApp(system{env: func(string) string { return "" }})).Commands() {
		p.stdout.Reset()
		if got := p.run(context.Background(), &p.stdout, verb.Name(), "--help"); got != exitDone || p.stderr.Len() > 0 {
			t.Errorf("%s: exit code %d: %s", verb.Name(), got, &p.stderr)
		}
		if !strings.Contains(p.stdout.String(), "yinzheng "+verb.Name()) {
			t.Errorf("%s: no usage in %q", verb.Name(), &p.stdout)
		}
	}
}

func TestExitCodesAndHints(t *testing.T) {
	tests := []struct {
		err  error
		code int
	}{
		{context.Canceled, exitInterrupted},
		{fmt.Errorf("reading: %w", context.Canceled), exitInterrupted},
		{&index.LockedError{PID: 7}, exitLocked},
		{&index.DamagedError{Path: "text", Reason: "short"}, exitDamaged},
		{fmt.Errorf("opening: %w", &index.LayoutError{Found: 2, Want: 1}), exitDamaged},
		{&index.WordsError{}, exitTrouble},
		{&index.MetadataError{Path: "表.csv", Err: fs.ErrNotExist}, exitTrouble},
		{usageError{errors.New("unknown flag: --x")}, exitTrouble},
		{&fs.PathError{Op: "open", Path: "甲", Err: fs.ErrPermission}, exitTrouble},
	}
	root := &cobra.Command{}
	for _, tt := range tests {
		x, code := describe(tt.err, root, nil)
		if code != tt.code {
			t.Errorf("%v: exit code %d, want %d", tt.err, code, tt.code)
		}
		if x.Error == "" || x.Hint == "" && code != exitInterrupted && x.Path == "" {
			t.Errorf("%v: told as %+v", tt.err, x)
		}
	}
}

func TestAnExclusionIsAnArgument(t *testing.T) {
	got := readable([]string{"search", "科技", "-人才", `-"试点"`, "-(甲", "--json", "-", "-h", "--", "-乙"})
	want := []string{"search", "科技", "－人才", `－"试点"`, "－(甲", "--json", "-", "-h", "--", "-乙"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := readable([]string{"mentions", "-人才"}); got[1] != "-人才" {
		t.Errorf("mentions: %q", got)
	}
}

func TestJSONErrorsAreKnownBeforeFlagsAreRead(t *testing.T) {
	for text, want := range map[string]bool{
		"search x --json": true, "--format json status": true, "--format=jsonl status": true,
		"search x": false, "search -- --json": false, "--format csv": false, "status --format": false,
	} {
		if got := wantsJSON(strings.Fields(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestWordsOfTheDemo(t *testing.T) {
	want := []string{"search", `"a b" c`, "--limit", "3"}
	if got := words(`search '"a b" c' --limit 3`); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
