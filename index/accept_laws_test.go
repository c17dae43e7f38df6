package index_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// laws compares raw counts in the laws with those of the files, and explains
// each hit that only one of raw and exact mode has.
func (j *judged) laws(t *testing.T, folder string) {
	for _, term := range [...]string{"科技创新", "人民政府", "应当", "共同富裕", "中华人民共和国行政处罚法"} {
		raw, exact := j.literal(t, term, match.Raw, "laws/"), j.literal(t, term, match.Exact, "laws/")
		got := count(raw)
		if want := j.countFiles(t, folder, term); got != want || got == 0 {
			t.Errorf("%s: %d raw hits, the files hold it %d times", term, got, want)
		}
		if want, ok := ripgrep(t, folder, term); ok && got != want {
			t.Errorf("%s: %d raw hits, rg -o --fixed-strings counts %d", term, got, want)
		}
		j.explain(t, term, raw, exact)
	}
	// in all documents, where lines wrap and scripts differ, and with edges
	// that matter
	for _, term := range [...]string{"科技创新", "人民政府", "应当", "社会主义现代化建设", "法律", "2021年", "35", "10%", "1000", "a"} {
		j.explain(t, term, j.literal(t, term, match.Raw, ""), j.literal(t, term, match.Exact, ""))
	}
}

// literal is the hits of a term in the documents of a folder, in bytes, by
// document.
func (j *judged) literal(t *testing.T, term string, mode match.Mode, folder string) map[int][]match.Span {
	t.Helper()
	in := func(info corpus.Info) bool { return strings.HasPrefix(info.Path, folder) }
	found := map[int][]match.Span{}
	for hits, err := range j.ix.Find(t.Context(), match.Literal(term, mode), in) {
		if err != nil {
			t.Fatal(err)
		}
		if _, found[hits.Doc], err = j.ix.Load(hits); err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func count(found map[int][]match.Span) int {
	n := 0
	for _, spans := range found {
		n += len(spans)
	}
	return n
}

// countFiles counts a term in the bytes of all files.
func (j *judged) countFiles(t *testing.T, folder, term string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		n += bytes.Count(b, []byte(term))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// ripgrep counts with rg; not ok, and loud, where there is none.
func ripgrep(t *testing.T, folder, term string) (n int, ok bool) {
	t.Helper()
	rg, err := exec.LookPath("rg")
	if err != nil {
		t.Log("RIPGREP IS NOT INSTALLED: raw counts are compared with a count over the files only")
		return 0, false
	}
	out, err := exec.CommandContext(t.Context(), rg, "-o", "--fixed-strings", "--no-config", "-uuu", "--no-filename", "--", term, folder).Output()
	if exit := new(exec.ExitError); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		t.Fatal("rg: ", err)
	}
	return bytes.Count(out, []byte("\n")), true
}

// explain gives the reason why each hit of only one mode is none of the
// other, and fails for those that have none.
func (j *judged) explain(t *testing.T, term string, raw, exact map[int][]match.Span) {
	t.Helper()
	reasons := map[string]int{}
	unexplained := 0
	for n, doc := range j.docs {
		for _, x := range less(exact[n], raw[n]) {
			why := whyNotRaw(doc.Text[x.Start:x.End], term)
			if why == "" {
				if unexplained++; unexplained <= 3 {
					t.Errorf("%q in %s %v: exact finds %q, raw does not", term, doc.Path, x, doc.Text[x.Start:x.End])
				}
			}
			reasons["only exact: "+why]++
		}
		for _, x := range less(raw[n], exact[n]) {
			why := whyNotExact(doc.Text, x)
			if why == "" {
				if unexplained++; unexplained <= 3 {
					t.Errorf("%q in %s %v: raw finds it, exact does not: %q", term, doc.Path, x,
						doc.Text[back(doc.Text, x.Start, 6):forward(doc.Text, x.End, 6)])
				}
			}
			reasons["only raw: "+why]++
		}
	}
	if unexplained > 0 {
		t.Errorf("%q: %d hits are not explained", term, unexplained)
	}
	t.Logf("%s: raw %d, exact %d", term, count(raw), count(exact))
	for _, why := range slices.Sorted(maps.Keys(reasons)) {
		t.Logf("    %6d %s", reasons[why], why)
	}
}

// less is the spans of a that are not in b.
func less(a, b []match.Span) []match.Span {
	in := map[match.Span]bool{}
	for _, x := range b {
		in[x] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(x match.Span) bool { return in[x] })
}

// whyNotRaw names what of folding makes a text equal to the term; "" if the
// bytes are equal, letters or gaps differ, or it has marks at an edge.
func whyNotRaw(text, term string) string {
	f, g := analysis.Fold(text), analysis.Fold(term)
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if text == term || !slices.Equal(f.Units, g.Units) || lettersOnly(first) < 0 || lettersOnly(last) < 0 {
		return ""
	}
	for i := range f.Units {
		if f.Gap(i) != g.Gap(i) {
			return ""
		}
	}
	var why []string
	plain := strings.Map(withoutClass(analysis.Format), text)
	if plain != text {
		why = append(why, "format characters")
	}
	if s := strings.Map(withoutClass(analysis.Space), plain); s != plain {
		why, plain = append(why, "white space"), s
	}
	letters := strings.Map(lettersOnly, plain)
	if plain != letters && plain != strings.Map(withoutClass(analysis.Space), term) {
		why = append(why, "marks of one kind or between thousands")
	}
	if letters != strings.Map(lettersOnly, term) {
		why = append(why, "forms of letters")
	}
	return strings.Join(why, " and ")
}

func withoutClass(class analysis.Class) func(rune) rune {
	return func(r rune) rune {
		if c, _ := analysis.FoldRune(r); c == class {
			return -1
		}
		return r
	}
}

func lettersOnly(r rune) rune {
	if c, _ := analysis.FoldRune(r); c != analysis.Letter {
		return -1
	}
	return r
}

// whyNotExact tells which edge of a raw hit stands inside a number or a
// Latin word, or that the hit stands in the mark of a note.
func whyNotExact(text string, x match.Span) string {
	for start, end := range analysis.Notes(text) {
		if x.Start < end && start < x.End {
			return "in a note mark"
		}
	}
	for _, at := range [...]int{x.Start, x.End} {
		left, right := kindOf(utf8.DecodeLastRuneInString(text[:at])), kindOf(utf8.DecodeRuneInString(text[at:]))
		switch {
		case left == 'a' && right == 'a':
			return "an edge inside a Latin word"
		case left == '0' && (right == '0' || right == '%'):
			return "an edge inside a number"
		case left == '0' && right == '.' && at < len(text):
			_, size := utf8.DecodeRuneInString(text[at:])
			if kindOf(utf8.DecodeRuneInString(text[at+size:])) == '0' {
				return "an edge inside a number"
			}
		case left == '.' && right == '0':
			_, size := utf8.DecodeLastRuneInString(text[:at])
			if kindOf(utf8.DecodeLastRuneInString(text[:at-size])) == '0' {
				return "an edge inside a number"
			}
		}
	}
	return ""
}

// kindOf is 0 for a digit, a for a Latin letter, . for what may stand inside
// a number, % for what may end it, and a blank for everything else.
func kindOf(r rune, _ int) byte {
	switch folded := analysis.FoldString(string(r)); {
	case folded == "":
		return ' '
	case folded >= "0" && folded < ":":
		return '0'
	case folded[0] >= 'a' && folded[0] <= 'z':
		return 'a'
	case folded == "." || folded == ",":
		return '.'
	case folded == "%" || folded == "‰":
		return '%'
	}
	return ' '
}
