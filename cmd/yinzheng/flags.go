package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// choice is a flag that takes one of a few words.
type choice struct {
	value   string
	allowed []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.allowed, "|") }

func (c *choice) Set(s string) error {
	if !slices.Contains(c.allowed, s) {
		return fmt.Errorf("write %s", strings.Join(c.allowed, ", "))
	}
	c.value = s
	return nil
}

// addChoice adds the flag with its completion; the first word is what holds
// without it.
func addChoice(cmd *cobra.Command, flags *pflag.FlagSet, name, help string, allowed ...string) *choice {
	c := &choice{allowed[0], allowed}
	flags.Var(c, name, help)
	complete(cmd, name, allowed)
	return c
}

// complete lets the shell offer words for a flag.
func complete(cmd *cobra.Command, flag string, words []string) {
	// It fails only for a flag that does not exist, or is completed twice.
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}

// addOptional is addChoice for a flag without which nothing is chosen.
func addOptional(cmd *cobra.Command, flags *pflag.FlagSet, name, help string, allowed ...string) *choice {
	c := addChoice(cmd, flags, name, help, allowed...)
	c.value = ""
	flags.Lookup(name).DefValue = ""
	return c
}

// number is a flag that takes a whole number from low to high; without high
// there is no end.
type number struct {
	value     int
	set       bool
	low, high int
}

func (n *number) Type() string { return "N" }

func (n *number) String() string {
	if !n.set && n.value == 0 {
		return ""
	}
	return strconv.Itoa(n.value)
}

func (n *number) Set(s string) error {
	value, err := strconv.ParseUint(s, 10, 31)
	switch {
	case err == nil && int(value) >= n.low && (n.high == 0 || int(value) <= n.high):
		n.value, n.set = int(value), true
		return nil
	case n.high > 0:
		return fmt.Errorf("write a number from %d to %d", n.low, n.high)
	}
	return fmt.Errorf("write a number from %d on", n.low)
}

// window is which part of a list is shown.
type window struct{ limit, offset number }

func (w *window) add(cmd *cobra.Command) {
	cmd.Flags().Var(&w.limit, "limit", "show at most `N`, 0 for all (default 20 as text, else 0)")
	cmd.Flags().Var(&w.offset, "offset", "pass over the first `N`")
}

// textLimit is how many a list shows to people who don't say.
const textLimit = 20

func (w *window) limitFor(a *app) int {
	if !w.limit.set && a.format.value == "text" {
		return textLimit
	}
	return w.limit.value
}

// readable lets an exclusion be an argument: -人才 is no row of flags, whose
// letters are all ASCII. The query language reads － as it reads -.
func readable(args []string) []string {
	if !slices.Contains(args, "search") {
		return args
	}
	out := slices.Clone(args)
	for i, arg := range out {
		if arg == "--" {
			break
		}
		rest, dash := strings.CutPrefix(arg, "-")
		r, _ := utf8.DecodeRuneInString(rest)
		if dash && rest != "" && (r >= utf8.RuneSelf || r == '"' || r == '(') {
			out[i] = fullMinus + rest
		}
	}
	return out
}

const fullMinus = "－"

// queryOf joins the arguments of a verb as the shell has parted them.
func queryOf(args []string) string { return strings.Join(args, " ") }

// share is a flag that takes a likeness from low to 1, or off.
type share struct{ value, low float64 }

func (s *share) Type() string { return "SHARE" }

func (s *share) String() string {
	if s.value == 0 {
		return "off"
	}
	return strconv.FormatFloat(s.value, 'g', -1, 64)
}

func (s *share) Set(text string) error {
	if text == "off" {
		s.value = 0
		return nil
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || !(value >= s.low && value <= 1) {
		return fmt.Errorf("write a share from %g to 1, or off", s.low)
	}
	s.value = value
	return nil
}
