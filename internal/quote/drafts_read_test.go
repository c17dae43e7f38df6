package quote

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"yinzheng/corpus/sample"
)

const draftsDir = "testdata/drafts"

// sheet is what must be said of a draft; testdata/drafts/README says how it
// is written.
type sheet struct {
	Claims   []sheetClaim
	Terms    int
	Before   string   // ISO date, "" for none
	Warnings []string // line:column
}

type sheetClaim struct {
	Line, Column int // of the file, 1-based, columns in characters
	Kind         Kind
	Verdict      Verdict
	Sources      []string // below the sample's root, any of them will do; none of absent and unsure claims
	Label        string   // 第十二条, "" for none
	First        string   // its first eight characters or fewer, white space dropped
}

// draftNames are the file names of the drafts, in order.
func draftNames(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(draftsDir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if slices.Contains([]string{".txt", ".md", ".html"}, filepath.Ext(e.Name())) {
			names = append(names, e.Name())
		}
	}
	return names
}

// readSheet reads the answer sheet of the draft of that name.
func readSheet(t *testing.T, draft string) sheet {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(draftsDir, strings.TrimSuffix(draft, filepath.Ext(draft))+".answers"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := parseSheet(string(data))
	if err != nil {
		t.Fatalf("sheet of %s: %v", draft, err)
	}
	return s
}

// parseSheet reads a sheet. Claims come before everything else; terms and
// before stand once each.
func parseSheet(text string) (sheet, error) {
	var s sheet
	seen := map[string]int{}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		fields := strings.Split(line, "\t")
		if err := s.read(fields, len(seen) > 0); err != nil {
			return s, fmt.Errorf("line %d: %w", i+1, err)
		}
		if len(fields) == 2 {
			seen[fields[0]]++
		}
	}
	if seen["terms"] != 1 || seen["before"] != 1 {
		return s, fmt.Errorf("%d lines of terms and %d of before, want one each", seen["terms"], seen["before"])
	}
	return s, nil
}

func (s *sheet) read(fields []string, pastClaims bool) error {
	if len(fields) == 6 && !pastClaims {
		c, err := parseSheetClaim(fields)
		s.Claims = append(s.Claims, c)
		return err
	}
	if len(fields) != 2 {
		return fmt.Errorf("%d fields", len(fields))
	}
	var err error
	switch value := fields[1]; fields[0] {
	case "terms":
		s.Terms, err = strconv.Atoi(value)
	case "before":
		s.Before, err = parseSheetDate(value)
	case "warning":
		s.Warnings = append(s.Warnings, value)
		_, _, err = parsePlace(value)
	default:
		err = fmt.Errorf("%q is no field", fields[0])
	}
	return err
}

var (
	sheetDate  = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	sheetLabel = regexp.MustCompile(`^第[一二三四五六七八九十百]+[条條]$`)
)

func parseSheetDate(s string) (string, error) {
	if s == "-" {
		return "", nil
	}
	if !sheetDate.MatchString(s) {
		return "", fmt.Errorf("%q is no date", s)
	}
	return s, nil
}

func parseSheetClaim(fields []string) (sheetClaim, error) {
	c := sheetClaim{Kind: Kind(fields[1]), First: fields[5]}
	var err error
	if c.Line, c.Column, err = parsePlace(fields[0]); err != nil {
		return c, err
	}
	if c.Kind != Quotation && c.Kind != Citation {
		return c, fmt.Errorf("%q is no kind", fields[1])
	}
	if c.Verdict, err = ParseVerdict(fields[2]); err != nil {
		return c, err
	}
	if fields[3] != "-" {
		c.Sources = strings.Split(fields[3], "|")
	}
	if unknown := c.Verdict == Absent || c.Verdict == Unsure; unknown != (c.Sources == nil) {
		return c, fmt.Errorf("%s with sources %q", c.Verdict, c.Sources)
	}
	if fields[4] != "-" {
		c.Label = fields[4]
		if !sheetLabel.MatchString(c.Label) || c.Sources == nil {
			return c, fmt.Errorf("label %q of sources %q", c.Label, c.Sources)
		}
	}
	if n := utf8.RuneCountInString(c.First); n == 0 || n > 8 {
		return c, fmt.Errorf("%d first characters", n)
	}
	return c, nil
}

func parsePlace(s string) (line, column int, err error) {
	l, c, ok := strings.Cut(s, ":")
	line, errLine := strconv.Atoi(l)
	column, errColumn := strconv.Atoi(c)
	if !ok || errLine != nil || errColumn != nil || line < 1 || column < 1 {
		return 0, 0, fmt.Errorf("%q is no line:column", s)
	}
	return line, column, nil
}

// draftFile is the characters of a draft's file: UTF-8, or else GB18030.
func draftFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(draftsDir, name))
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(data) {
		if data, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data); err != nil {
			t.Fatal(err)
		}
	}
	return string(data)
}

// splitAt parts a text before the character at line and column.
func splitAt(text string, line, column int) (before, after string, ok bool) {
	lines := strings.SplitAfter(text, "\n")
	if line > len(lines) {
		return "", "", false
	}
	chars := []rune(lines[line-1])
	if column > len(chars) {
		return "", "", false
	}
	before = strings.Join(lines[:line-1], "") + string(chars[:column-1])
	return before, text[len(before):], true
}

func dropSpaces(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

var openingMark = regexp.MustCompile(`(?:[“‘「『"]|&ldquo;)$`)

// TestDraftSheets holds the sheets to their form and to the drafts: each
// place is where the sheet says, each source exists, and together they cover
// every kind and verdict.
func TestDraftSheets(t *testing.T) {
	names := draftNames(t)
	if len(names) < 12 {
		t.Errorf("%d drafts, want at least 12", len(names))
	}
	seen := map[string]bool{}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			s, text := readSheet(t, name), draftFile(t, name)
			last := -1
			for _, c := range s.Claims {
				seen[string(c.Kind)+" "+string(c.Verdict)] = true
				at := checkSheetClaim(t, text, c)
				if at <= last {
					t.Errorf("%d:%d is not behind the claim before it", c.Line, c.Column)
				}
				last = at
			}
			for _, w := range s.Warnings {
				line, column, _ := parsePlace(w)
				if _, after, _ := splitAt(text, line, column); !strings.HasPrefix(after, "“") {
					t.Errorf("no opening mark at %s", w)
				}
			}
		})
	}
	for _, v := range Verdicts() {
		for _, k := range []Kind{Quotation, Citation} {
			if !seen[string(k)+" "+string(v)] {
				t.Errorf("no %s is %s", k, v)
			}
		}
	}
}

// checkSheetClaim says at which byte of the file the claim begins.
func checkSheetClaim(t *testing.T, text string, c sheetClaim) int {
	t.Helper()
	before, after, ok := splitAt(text, c.Line, c.Column)
	if !ok || !strings.HasPrefix(dropSpaces(after), c.First) {
		t.Errorf("%d:%d does not begin with %q", c.Line, c.Column, c.First)
	}
	if c.Kind == Quotation && !openingMark.MatchString(before) {
		t.Errorf("%d:%d: no mark before the quotation %q", c.Line, c.Column, c.First)
	}
	for _, source := range c.Sources {
		if _, err := fs.Stat(sample.Files(), source); err != nil || strings.HasPrefix(source, "来稿/") {
			t.Errorf("%d:%d: %q is no source", c.Line, c.Column, source)
		}
	}
	return len(before)
}

func TestParseSheetRefuses(t *testing.T) {
	const end = "terms\t1\nbefore\t-\n"
	for _, bad := range []string{
		"", "terms\t1\n", end + "terms\t2\n", end + "1:1\tcitation\tunsure\t-\t-\t《甲\n", "terms\tx\nbefore\t-\n", "terms\t1\nbefore\t2024\n",
		"1:0\tcitation\tunsure\t-\t-\t《甲\n" + end, "1:1\tclaim\tunsure\t-\t-\t《甲\n" + end, "1:1\tcitation\tright\t甲\t-\t《甲\n" + end,
		"1:1\tcitation\tunsure\t甲\t-\t《甲\n" + end, "1:1\tcitation\texact\t-\t-\t《甲\n" + end, "1:1\tcitation\texact\t甲\t一、\t《甲\n" + end,
		"1:1\tcitation\tunsure\t-\t-\t\n" + end, end + "warning\t3\n", end + "note\t3\n",
	} {
		if s, err := parseSheet(bad); err == nil {
			t.Errorf("%q was read as %+v", bad, s)
		}
	}
}
