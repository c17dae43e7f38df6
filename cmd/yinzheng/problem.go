package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"yinzheng/index"
	"yinzheng/internal/report"
)

// Exit codes. Where several hold, 130, 2, 5, 4, 1, 3 is the order.
const (
	exitDone        = 0
	exitNothing     = 1 // nothing found, or check found something wrong
	exitTrouble     = 2 // usage, input, I/O
	exitUnread      = 3 // index, check: done, but some inputs could not be read
	exitLocked      = 4 // another writer holds the index
	exitDamaged     = 5 // the index is damaged, or of a layout that can't be read
	exitInterrupted = 130
)

// hinted is an error with advice.
type hinted struct {
	error
	hint string
	path string // of what it is about, or empty
	code int    // exit code; 0: exitTrouble
}

func (h hinted) Unwrap() error { return h.error }

func usage(hint, format string, args ...any) error {
	return hinted{error: fmt.Errorf(format, args...), hint: hint}
}

// isClosedPipe tells that nobody reads our output any more: silence, and
// what was found so far decides the exit code.
func isClosedPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }

// describe makes of err what people are told and the exit code. An error
// that no verb has made is one of usage.
func describe(err error, root *cobra.Command, args []string) (report.Problem, int) {
	x := problemOf(err)
	var (
		locked   *index.LockedError
		damaged  *index.DamagedError
		layout   *index.LayoutError
		words    *index.WordsError
		metadata *index.MetadataError
		unread   *index.UnreadError
		unsteady *index.UnsteadyError
		advice   hinted
	)
	switch {
	case errors.Is(err, context.Canceled):
		return report.Problem{Error: "interrupted"}, exitInterrupted
	case errors.As(err, &advice):
		x.Hint, x.Path = report.Optional(advice.hint), report.Optional(advice.path)
		if advice.code != 0 {
			return x, advice.code
		}
	case errors.As(err, &locked):
		x.Hint = "--wait 30s waits until it has ended; what was there before can be searched meanwhile"
		return x, exitLocked
	case errors.As(err, &damaged):
		x.Path = report.Optional(damaged.Path)
		x.Hint = "build it anew: yinzheng index --rebuild PATH…"
		return x, exitDamaged
	case errors.As(err, &layout):
		x.Hint = "use the yinzheng that made it, or build it anew: yinzheng index --rebuild PATH…"
		return x, exitDamaged
	case errors.As(err, &unread):
		x.Hint = "they are listed above; without --fail-on-unreadable all others are indexed"
	case errors.As(err, &unsteady):
		x.Path = report.Optional(unsteady.Path)
		x.Hint = "index again when it has been written; what was there before can be searched meanwhile"
	case errors.As(err, &words):
		x.Path = report.Optional(words.Path)
		x.Hint = "yinzheng index --rebuild --words FILE PATH…"
	case errors.As(err, &metadata):
		x.Path = report.Optional(metadata.Path)
		x.Hint = "--metadata names another table, --metadata off does without; nothing was changed"
	case isFromCobra(err):
		x.Hint = report.Optional(usageHint(root, args, strings.HasPrefix(err.Error(), "unknown")))
	}
	return x, exitTrouble
}

// unwritten adds to an error of the file system what a writer can do about
// it.
func unwritten(err error) error {
	hint := ""
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		hint = "make room and try again; an index that was there before is as it was"
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		hint = "see who may write there, or name another folder with --index; an index that was there before is as it was"
	default:
		return err
	}
	x := problemOf(err)
	return hinted{error: errors.New(x.Error), hint: hint, path: string(x.Path)}
}

// problemOf is err in words, and the file it is about.
func problemOf(err error) report.Problem {
	if x, ok := report.QueryProblem(err); ok {
		return x
	}
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return report.Problem{Error: path.Path + ": " + path.Err.Error(), Path: report.Optional(path.Path)}
	}
	return report.Problem{Error: err.Error()}
}

// usageError marks what cobra finds wrong with flags and arguments.
type usageError struct{ error }

func isFromCobra(err error) bool {
	return errors.As(err, new(usageError)) || strings.HasPrefix(err.Error(), "unknown command")
}

// usageHint says what to read, or which verb was meant; unknown tells that a
// flag is not known, which may be none.
func usageHint(root *cobra.Command, args []string, unknown bool) string {
	if len(args) > 0 {
		if verb, _, err := root.Find(args); err == nil && verb != root {
			hint := fmt.Sprintf("see %s --help", verb.CommandPath())
			if unknown {
				hint += "; write -- before text that begins with -"
			}
			return hint
		}
		if close := root.SuggestionsFor(args[0]); len(close) > 0 {
			return "did you mean " + strings.Join(close, " or ") + "?"
		}
	}
	return "see yinzheng --help"
}

// wantsJSON tells whether errors are to be JSON, also where the arguments
// can't be read.
func wantsJSON(args []string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	for i, arg := range args {
		switch {
		case arg == "--json", arg == "--format=json", arg == "--format=jsonl":
			return true
		case arg == "--format" && i+1 < len(args) && strings.HasPrefix(args[i+1], "json"):
			return true
		}
	}
	return false
}
