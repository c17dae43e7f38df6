package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"yinzheng/index"
	"yinzheng/internal/report"
)

// app is one run of the program: the world, the global flags, and what the
// verb leaves behind.
type app struct {
	system
	out *bufio.Writer // to stdout; flushed at the end

	indexDir      string
	format, color *choice
	quiet         bool

	code int // exit code of a verb that had no error
}

func newApp(sys system) *app {
	return &app{system: sys, out: bufio.NewWriterSize(sys.stdout, 64<<10)}
}

// dir is the folder of the index.
func (a *app) dir() string {
	if a.indexDir != "" {
		return a.indexDir
	}
	if dir := a.env("YINZHENG_INDEX"); dir != "" {
		return dir
	}
	return ".yinzheng"
}

// open opens the index; the caller closes it.
func (a *app) open() (*index.Index, error) {
	ix, err := index.Open(a.dir())
	if errors.Is(err, index.ErrNoIndex) {
		return nil, noIndex(a.dir())
	}
	if err == nil && ix.Outdated() {
		a.note("the index was built with another folding: answers come from a scan of all texts; yinzheng index brings it up to date")
	}
	return ix, err
}

func noIndex(dir string) error {
	return hinted{
		error: fmt.Errorf("there is no index in %s", dir),
		hint:  "yinzheng index PATH… makes one; --index DIR or $YINZHENG_INDEX says where it is",
		path:  dir,
	}
}

// note tells people something beside the answer.
func (a *app) note(format string, args ...any) {
	if !a.quiet {
		// Who doesn't read notes still gets the answer.
		_ = a.printer(a.stderr).Note(format, args...)
	}
}

// noteUnread says what an answer without a summary can't say. It is part of
// the answer, and no remark that --quiet takes away.
func (a *app) noteUnread(unread []index.Unread) {
	if len(unread) == 0 {
		return
	}
	p := a.printer(a.stderr)
	// Who doesn't read it still gets the answer.
	_ = p.Note("incomplete: %s could not be read (yinzheng status lists all)", report.Files(len(unread)))
	for _, u := range unread[:min(len(unread), 10)] {
		_ = p.Note("  %s: %s", u.Path, u.Reason)
	}
}

// noteRemarks says beside an answer without a summary what else is to be known
// of its counts. --quiet takes it away, but not where a zero hides something:
// then it is a part of the answer.
func (a *app) noteRemarks(hides bool, remarks []string) {
	if a.quiet && !hides {
		return
	}
	p := a.printer(a.stderr)
	for _, text := range remarks {
		// Who doesn't read it still gets the answer.
		_ = p.Note("%s", text)
	}
}

// besideCSV is noteRemarks for answers that have a summary but as CSV.
func (a *app) besideCSV(hides bool, remarks []string) {
	if a.format.value == string(report.CSV) {
		a.noteRemarks(hides, remarks)
	}
}

// list describes the window of an answer.
func (a *app) list(ix *index.Index, w *window) report.List {
	return report.NewList(ix.Generation(), ix.Unread(), w.limitFor(a), w.offset.value)
}

// answer is a printer to standard output.
func (a *app) answer() report.Printer {
	p := a.printer(a.stdout)
	p.W = a.out
	return p
}

// printer knows what w is: a terminal, with colors or not, or something else.
func (a *app) printer(w io.Writer) report.Printer {
	p := report.Printer{W: w, Format: report.Text}
	color := "auto"
	if a.format != nil {
		p.Format, color = report.Format(a.format.value), a.color.value
	}
	if fd, ok := terminal(w); ok {
		p.Terminal = true
		if width, _, err := term.GetSize(fd); err == nil {
			p.Columns = width
		}
		p.Color = color == "auto" && a.env("NO_COLOR") == "" && a.env("TERM") != "dumb"
	}
	p.Color = p.Color || color == "always"
	return p
}

// terminal is the descriptor of w if it is one.
func terminal(w io.Writer) (fd int, ok bool) {
	f, ok := w.(*os.File)
	if !ok {
		return 0, false
	}
	return int(f.Fd()), term.IsTerminal(int(f.Fd()))
}

// progress shows how far an update is, on a terminal, each time in the place
// of the last; done takes it away.
func (a *app) progress() (show func(index.Progress), done func()) {
	line, done := a.progressLine()
	if line == nil {
		return nil, done
	}
	return func(x index.Progress) { line(report.Progress(x)) }, done
}

// reading shows how many documents have been read, as progress does.
func (a *app) reading() (show func(documents, all int), done func()) {
	line, done := a.progressLine()
	if line == nil {
		return nil, done
	}
	return func(documents, all int) { line(report.Reading(documents, all)) }, done
}

func (a *app) progressLine() (line func(string), done func()) {
	if _, ok := terminal(a.stderr); !ok || a.quiet {
		return nil, func() {}
	}
	line = func(text string) { fmt.Fprintf(a.stderr, "\r\x1b[K%s", text) }
	return line, func() { fmt.Fprint(a.stderr, "\r\x1b[K") }
}
