package report

import (
	"bytes"
	"errors"
	"flag"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/concord"
	"yinzheng/internal/library"
)

var update = flag.Bool("update", false, "write the golden files anew")

func law() corpus.Info {
	return corpus.Info{ID: "0a1b2c3d4e5f", Path: "法规/山水条例.md", Encoding: "utf-8", Meta: corpus.Meta{
		Title: "云岭县<山水>条例", Issuer: "云岭县人民政府", Number: "云岭发〔2020〕8号", Date: "2020-06-01", Type: "办法",
	}}
}

func letter() corpus.Info {
	return corpus.Info{ID: "ffffffffffff", Path: "来信.txt", Encoding: "gb18030"}
}

func search() Search {
	s := NewSearch(`山水 & "林田"`, "", Filters{"type": {"条例"}}, &index.SearchResult{Selected: []int{0, 1, 2, 3, 4, 5, 6}, Tiers: index.TierCounts{Verbatim: 1, All: 2, Some: 4}, Parts: []string{"山水"}, Hits: []index.SearchHit{
		{Document: law(), Tier: index.Verbatim, Score: 12.345678, Title: []index.Piece{{Text: "云岭县<"}, {Text: "山水", Match: true}, {Text: ">条例"}},
			Passages: []index.PassageHit{
				{Section: "第一章 第二条", Start: 30, End: 90, Line: 5, Snippet: []index.Piece{{Text: "爱护"}, {Text: "山水", Match: true}, {Text: "，人人有责。"}}},
				{Start: 0, End: 9, Line: 1},
			}},
		{Document: letter(), Tier: index.Some, Score: 1},
	}}, 1234567*time.Nanosecond, List{Complete: false, Generation: "gen-000003", Limit: 2, Offset: 4})
	s.Article = NewArticle(library.Answer{Missing: "法规/山水条例.md has no section 第九条"}, nil, nil)
	return s
}

// article is a search that names an article, of which there is an older
// version.
func article() Search {
	text := "第一条 爱护山水。\n人人有责。\n"
	doc := &corpus.Document{Info: law(), Text: text, Lines: []corpus.LineMark{{Offset: 0, Line: 3}}}
	old := law()
	old.Path, old.Date = "旧/山水条例.md", "2010-01-01"
	named := library.Answer{Spot: &library.Spot{Section: "第一章 第一条", Span: corpus.Span{End: len(text)}}, Versions: []int{0}}
	s := NewSearch("山水条例第一条", "", nil, &index.SearchResult{}, 0, List{Complete: true, Generation: "gen-000003", Limit: 20})
	s.Article = NewArticle(named, doc, func(int) corpus.Info { return old })
	return s
}

func mentionList() []concord.Mention {
	return []concord.Mention{
		{Document: law(), Section: "第一章 第二条", Start: 36, End: 42, Line: 5, Before: "第二条　爱护", Match: "山水", After: "，人人有责。"},
		{Document: law(), Start: 99, End: 106, Line: 12, Before: "", Match: "山\n水", After: ""},
		{Document: letter(), Start: 0, End: 6, Line: 1, Before: "a<b\x1b[31m", Match: "山水", After: "相依"},
	}
}

func sequence(list []concord.Mention, last error) iter.Seq2[concord.Mention, error] {
	return func(yield func(concord.Mention, error) bool) {
		for _, m := range list {
			if !yield(m, nil) {
				return
			}
		}
		if last != nil {
			yield(concord.Mention{}, last)
		}
	}
}

func mentions(list []concord.Mention, last error) Mentions {
	r := &concord.Concordance{Totals: concord.Totals{Sum: concord.Sum{Occurrences: 4, Documents: 2}}, Forms: []concord.Form{{Text: "山水", Occurrences: 4}}, By: concord.Breakdowns{
		Year:   []concord.Row{{Key: "2020", Occurrences: 2, Documents: 1, Letters: 1234, Rate: 16.207455429}, {Occurrences: 2, Documents: 1, Letters: 70000, Rate: 0.285714}},
		Issuer: []concord.Row{{Key: "云岭县人民政府", Occurrences: 2, Documents: 1, Letters: 1234, Rate: 16.207455429}, {Occurrences: 2, Documents: 1, Letters: 70000, Rate: 0.285714}},
		Type:   []concord.Row{{Key: "办法", Occurrences: 2, Documents: 1, Letters: 1234, Rate: 16.207455429}, {Occurrences: 2, Documents: 1, Letters: 70000, Rate: 0.285714}},
	}}
	unread := []index.Unread{{Path: "图.pdf", Reason: "format not supported yet: pdf"}}
	return NewMentions(Asked{Query: "山水", Scope: NewScope("exact", Filters{"type": {"办法"}}, List{Generation: "gen-000003", Limit: 3}, unread)}, r, sequence(list, last))
}

func nothing() Mentions {
	return NewMentions(Asked{Query: "海", Scope: NewScope("raw", Filters{}, List{Complete: true, Generation: "gen-000003"}, nil)}, &concord.Concordance{}, sequence(nil, nil))
}

func changes(dryRun bool) Changes {
	return NewChanges(index.Summary{
		Generation: "gen-000004", New: 1, Changed: 0, Renamed: 1, Removed: 1, Unchanged: 1200, Skipped: 1, Bytes: 2_345_678, Remarks: []string{"words are lost"},
		Unread: []index.Unread{{Path: "坏.txt", Reason: "garbled"}},
		Files: []index.FileChange{
			{Path: "新.md", Status: "new"}, {Path: "旧.md", Status: "removed"}, {Path: "同.md", Status: "unchanged"}, {Path: "坏.txt", Status: "unreadable", Reason: "garbled"},
			{Path: "今.md", Status: "renamed", From: "昨.md"},
		},
	}, dryRun, 2345*time.Millisecond)
}

func status() Status {
	s := NewStatus(index.Status{
		Generation: "gen-000004", Root: "/资料", Built: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Documents: 1202, Texts: 1201, Passages: 9876,
		Letters: 456_789, TextBytes: 1_400_000, IndexBytes: 3_500_000, Dictionary: "gse zh_s", UserWords: 1, Layout: 1, Fold: 2, Readers: 3,
		Unread: []index.Unread{{Path: "坏.txt", Reason: "garbled"}}, Skipped: 1,
	}, "c0ffee")
	s.Gone = []string{"旧/甲.md", "旧/乙.md"}
	return s
}

func show(section int) Show {
	text := "山水条例\n第一章 总则\n第一条 爱护山水。\n第二条 山水长青。\n第二章 附则\n完。"
	at := func(s string) int { return strings.Index(text, s) }
	doc := &corpus.Document{Info: law(), Text: text, Warnings: []string{"第三条 is missing"},
		Outline: []corpus.Section{
			{Span: corpus.Span{Start: at("第一章"), End: at("第二章")}, Parent: -1, Level: 2, Label: "第一章", Name: "总则"},
			{Span: corpus.Span{Start: at("第一条"), End: at("第二条")}, Parent: 0, Level: 4, Label: "第一条"},
			{Span: corpus.Span{Start: at("第二条"), End: at("第二章")}, Parent: 0, Level: 4, Label: "第二条"},
			{Span: corpus.Span{Start: at("第二章"), End: len(text)}, Parent: -1, Level: 2, Label: "第二章", Name: "附则"},
		},
		Lines: []corpus.LineMark{{Offset: 0, Line: 1}, {Offset: at("第一章"), Line: 3}, {Offset: at("第二条"), Line: 7}},
	}
	spot := library.Spot{Outline: section, Span: corpus.Span{End: len(text)}}
	if section >= 0 {
		spot.Section, spot.Span = corpus.NewSections(doc).Path(section), doc.Outline[section].Span
	}
	return NewShow(doc, spot, NewNaming(library.Answer{}, nil), "gen-000004")
}

// work is one in two files, with an older version and a namesake.
func work() Work {
	infos := []corpus.Info{law(), law(), law(), law()}
	infos[0].Path, infos[1].Path, infos[2].Path, infos[3].Path = "法典/总则.md", "法典/分则.md", "旧/法典.md", "他/法典.txt"
	infos[2].Date, infos[3].Date = "2010-01-01", ""
	var parts []*corpus.Document
	for i, label := range []string{"第一条", "第二条"} {
		text := "第" + label + "\n" + label + " 爱护山水。"
		parts = append(parts, &corpus.Document{Info: infos[i], Text: text, Lines: []corpus.LineMark{{Offset: 0, Line: 1}}, Outline: []corpus.Section{
			{Span: corpus.Span{Start: 0, End: len(text)}, Parent: -1, Level: corpus.LevelChapter, Label: "第" + label[3:6] + "章"},
			{Span: corpus.Span{Start: len("第\n" + label), End: len(text)}, Parent: 0, Level: corpus.LevelArticle, Label: label},
		}})
	}
	named := library.Answer{Parts: []int{0, 1}, Versions: []int{2}, Also: []int{3}, Notes: []string{"its full title is 《云岭县<山水>条例》"}}
	return NewWork(parts, NewNaming(named, func(doc int) corpus.Info { return infos[doc] }), "gen-000004")
}

func problem() Problem {
	column := 3
	return Problem{Error: `the mark “ is never closed`, Hint: "write ” behind it\nor leave it out", Column: &column}
}

func TestGoldens(t *testing.T) {
	answers := map[string]func(Printer) error{
		"search":     func(p Printer) error { return p.Search(search()) },
		"article":    func(p Printer) error { return p.Search(article()) },
		"mentions":   func(p Printer) error { return p.Mentions(mentions(mentionList(), nil)) },
		"nothing":    func(p Printer) error { return p.Mentions(nothing()) },
		"sampled":    func(p Printer) error { return p.Mentions(sampled()) },
		"years":      func(p Printer) error { return p.Groups(yearGroups()) },
		"neighbours": func(p Printer) error { return p.Groups(neighbours()) },
		"collocates": func(p Printer) error { return p.Collocates(collocates()) },
		"dispersion": func(p Printer) error { return p.Dispersion(dispersion()) },
		"matrix":     func(p Printer) error { return p.Matrix(matrix(false)) },
		"charted":    func(p Printer) error { return p.Matrix(matrix(true)) },
		"concepts":   func(p Printer) error { return p.Concepts(concepts()) },
		"count":      func(p Printer) error { return p.Count(ofWater(0, 0)) },
		"changes":    func(p Printer) error { return p.Changes(changes(false)) },
		"dryrun":     func(p Printer) error { return p.Changes(changes(true)) },
		"status":     func(p Printer) error { return p.Status(status()) },
		"document":   func(p Printer) error { return p.Show(show(-1)) },
		"section":    func(p Printer) error { return p.Show(show(0)) },
		"work":       func(p Printer) error { return p.Work(work()) },
		"problem":    func(p Printer) error { return p.Problem(problem()) },
		"quote":      func(p Printer) error { return p.Quote(NewQuote(traced())) },
		"windowed":   func(p Printer) error { return p.Quote(windowed()) },
		"notfound":   func(p Printer) error { return p.Quote(notFound()) },
		"check":      func(p Printer) error { return p.Check(check()) },
		"nodrafts":   func(p Printer) error { return p.Check(noDrafts()) },
	}
	pages := map[string]bool{"mentions": true, "nothing": true, "sampled": true, "years": true, "neighbours": true,
		"collocates": true, "dispersion": true, "matrix": true, "charted": true, "concepts": true}
	for name, write := range answers {
		formats := Formats()
		if pages[name] {
			formats = append(formats, string(HTML))
		}
		if name == "check" || name == "nodrafts" {
			formats = AllFormats()
		}
		for _, format := range formats {
			checkGolden(t, name+"."+format, Printer{Format: Format(format)}, write)
		}
		checkGolden(t, name+".terminal", Printer{Format: Text, Color: true, Terminal: true, Columns: 60}, write)
	}
}

func checkGolden(t *testing.T, name string, p Printer, write func(Printer) error) {
	t.Helper()
	var b bytes.Buffer
	p.W = &b
	if err := write(p); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s:\n%s", name, diff)
	}
}

func TestAnErrorAmongMentionsComesThrough(t *testing.T) {
	broken := errors.New("broken")
	for _, format := range Formats() {
		p := Printer{W: &bytes.Buffer{}, Format: Format(format)}
		if err := p.Mentions(mentions(mentionList(), broken)); !errors.Is(err, broken) {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func TestAWriteErrorComesThrough(t *testing.T) {
	for _, format := range Formats() {
		p := Printer{W: full{}, Format: Format(format)}
		for name, err := range map[string]error{
			"search":   p.Search(search()),
			"mentions": p.Mentions(mentions(mentionList(), nil)),
			"changes":  p.Changes(changes(false)),
			"status":   p.Status(status()),
			"show":     p.Show(show(-1)),
			"quote":    p.Quote(NewQuote(traced())),
		} {
			if !errors.Is(err, errFull) {
				t.Errorf("%s as %s: %v", name, format, err)
			}
		}
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
