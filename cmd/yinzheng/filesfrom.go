package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/encoding/unicode"

	"yinzheng/corpus"
)

// unlessListed demands arguments only where no list of files is given.
func unlessListed(args cobra.PositionalArgs) cobra.PositionalArgs {
	return unlessGiven(args, "files-from")
}

// unlessGiven demands arguments only where none of these flags is given.
func unlessGiven(args cobra.PositionalArgs, flags ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, list []string) error {
		if slices.ContainsFunc(flags, cmd.Flags().Changed) {
			return nil
		}
		return args(cmd, list)
	}
}

// draftsFrom is the documents of a list that are there, none where no list is
// given. What index passes over is passed over here too.
func (a *app) draftsFrom(ctx context.Context, name string) ([]string, error) {
	if name == "" {
		return nil, nil
	}
	list, err := a.filesFrom(ctx, name)
	if err != nil {
		return nil, err
	}
	drafts := []string{}
	for _, path := range list {
		st, err := os.Stat(path)
		if err != nil || st.IsDir() || isHidden(path) || corpus.KindOf(path) == corpus.KindOther {
			continue
		}
		drafts = append(drafts, path)
	}
	return drafts, nil
}

// isHidden tells whether a name in a relative path, or the last of an absolute
// one, begins with a dot.
func isHidden(path string) bool {
	if filepath.IsAbs(path) {
		path = filepath.Base(path)
	}
	for part := range strings.SplitSeq(filepath.ToSlash(path), "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." {
			return true
		}
	}
	return false
}

// filesFrom reads a list of paths: parted by NUL bytes if there is one, else
// a line each. It is never nil.
func (a *app) filesFrom(ctx context.Context, name string) ([]string, error) {
	b, err := a.readInput(ctx, name)
	if err != nil {
		return nil, err
	}
	if b, err = inUTF8(b); err != nil {
		return nil, usage("save the list as UTF-8", "%s: %v", name, err)
	}
	list := []string{}
	if bytes.IndexByte(b, 0) >= 0 {
		for p := range bytes.SplitSeq(b, []byte{0}) {
			if len(p) > 0 {
				list = append(list, string(p))
			}
		}
		return list, nil
	}
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			list = append(list, listed(line))
		}
	}
	return list, nil
}

// readInput reads a file, or standard input for -, until ctx is done.
func (a *app) readInput(ctx context.Context, name string) ([]byte, error) {
	if name != "-" {
		return os.ReadFile(name)
	}
	type input struct {
		data []byte
		err  error
	}
	read := make(chan input, 1)
	go func() {
		data, err := io.ReadAll(a.stdin)
		read <- input{data, err}
	}()
	select {
	case in := <-read:
		return in.data, in.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// inUTF8 takes the mark off the front of a list, and decodes one in UTF-16, as
// some shells write them. Without its mark that is refused: its NUL bytes would
// part single characters.
func inUTF8(b []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return b[3:], nil
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(b)
	case bytes.Contains(b, []byte("\n\x00")), bytes.Contains(b, []byte("\x00\n")):
		return nil, errors.New("this seems to be UTF-16")
	}
	return b, nil
}

// listed is the path of a line. Git puts names with anything but ASCII in
// quotes, with the escapes of C; a file that is really called so comes first.
func listed(line string) string {
	path, ok := unquoteC(line)
	if !ok {
		return line
	}
	if _, err := os.Lstat(line); err == nil {
		return line
	}
	return path
}

// unquoteC undoes quote_c_style of git's quote.c: \a \b \t \n \v \f \r \" \\
// and three octal digits for any other byte.
func unquoteC(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	s = s[1 : len(s)-1]
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			return "", false
		}
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		if i == len(s) {
			return "", false
		}
		if at := strings.IndexByte(`abtnvfr"\`, s[i]); at >= 0 {
			b.WriteByte("\a\b\t\n\v\f\r\"\\"[at])
			continue
		}
		if i+3 > len(s) || !isOctal(s[i:i+3]) {
			return "", false
		}
		b.WriteByte((s[i]-'0')<<6 | (s[i+1]-'0')<<3 | (s[i+2] - '0'))
		i += 2
	}
	return b.String(), true
}

// isOctal tells whether s is three octal digits of a byte.
func isOctal(s string) bool {
	return s[0] >= '0' && s[0] <= '3' && s[1] >= '0' && s[1] <= '7' && s[2] >= '0' && s[2] <= '7'
}
