package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/quote"
)

func plan() corpus.Info {
	return corpus.Info{ID: "123456abcdef", Path: "规划/绿道[1].md", Encoding: "utf-8", Meta: corpus.Meta{Title: "云岭县绿道规划", Date: "2018-03"}}
}

// spanOf is where part stands in text.
func spanOf(text, part string) quote.Span {
	i := strings.Index(text, part)
	if i < 0 {
		panic(part + " is not in " + text)
	}
	return quote.Span{Start: i, End: i + len(part)}
}

// place is where wording stands in a sentence that begins at byte base of a
// document.
func place(doc corpus.Info, section, sentence, wording string, base, line int, v quote.Verdict) quote.Place {
	at := spanOf(sentence, wording)
	p := quote.Place{
		Doc: doc, Section: section, Span: quote.Span{Start: base + at.Start, End: base + at.End}, Line: line,
		Text: wording, Before: sentence[:at.Start], After: sentence[at.End:], Verdict: v,
	}
	if v == quote.Exact || v == quote.Equivalent {
		p.Similarity = 1
	}
	return p
}

// edit turns a part of draft, and a part of the place's text, into an edit.
func edit(op quote.Op, draft, was string, p *quote.Place, is string) quote.Edit {
	e := quote.Edit{Op: op, DraftText: was, SourceText: is}
	if was != "" {
		e.Draft = spanOf(draft, was)
	}
	if is != "" {
		at := spanOf(p.Text, is)
		e.Source = quote.Span{Start: p.Start + at.Start, End: p.Start + at.End}
	}
	return e
}

const saying = "河边的灯照亮的不止是路，也照亮回家的人"

func traced() Traced {
	near := place(letter(), "", "他写道：河边的灯照亮的不只是小路，回家的人也照亮。", "河边的灯照亮的不只是小路，回家的人也照亮", 30, 4, quote.Near)
	near.Similarity = 0.833333
	add := edit(quote.Insert, saying, "", &near, "小")
	add.Draft = quote.Span{Start: spanOf(saying, "路，").Start, End: spanOf(saying, "路，").Start}
	move := edit(quote.Move, saying, "也照亮", &near, "也照亮")
	move.To = len(saying)
	near.Edits = []quote.Edit{edit(quote.Replace, saying, "止", &near, "只"), add, move}
	undated := place(letter(), "", saying+"。", saying, 0, 1, quote.Exact)
	return Traced{
		Tracing: quote.Tracing{Quote: saying, Verdict: quote.Exact, Appearance: quote.Appearance{First: 1, Undated: 1}, Sources: []quote.Place{
			place(law(), "第一章 第二条", "第二条　"+saying+"。", saying, 36, 5, quote.Exact),
			place(plan(), "", "俗话说“河边的灯，照亮的不止是路，也照亮回家的人”\x1b[31m！", "河边的灯，照亮的不止是路，也照亮回家的人", 90, 12, quote.Equivalent),
			undated, near,
		}},
		Near: 0.8, List: List{Generation: "gen-000003"}, Unread: []index.Unread{{Path: "图.pdf", Reason: "format not supported yet: pdf"}},
	}
}

// windowed is the second and third of the sources.
func windowed() Quote {
	x := traced()
	x.List.Limit, x.List.Offset = 2, 1
	x.Filters = Filters{"type": {"办法"}}
	return NewQuote(x)
}

func notFound() Quote {
	const text = "湖上的船载不动许多客人"
	closest := place(law(), "", "湖上的船载不动这么多游客。", "湖上的船载不动这么多游客", 200, 30, "")
	closest.Similarity = 0.6364
	closest.Edits = []quote.Edit{edit(quote.Replace, text, "许", &closest, "这么"), edit(quote.Insert, text, "", &closest, "游"), edit(quote.Delete, text, "人", &closest, "")}
	closest.Edits[1].Draft = quote.Span{Start: spanOf(text, "客").Start, End: spanOf(text, "客").Start}
	return NewQuote(Traced{Tracing: quote.Tracing{Quote: text, Verdict: quote.Absent, Appearance: quote.Appearance{First: -1}, Closest: &closest},
		List: List{Complete: true, Generation: "gen-000003", Limit: 20}})
}

func TestAQuoteCountsAllItsSources(t *testing.T) {
	q := windowed()
	if q.Occurrences != 4 || q.Documents != 3 || len(q.Sources) != 2 || q.First == nil || *q.First != 1 {
		t.Errorf("%d occurrences, %d documents, %d sources, first %v", q.Occurrences, q.Documents, len(q.Sources), q.First)
	}
	if !q.Sources[0].First || q.Sources[1].First {
		t.Error("the second of all sources is the first appearance")
	}
	if q := notFound(); q.First != nil || q.Closest == nil {
		t.Errorf("nothing found: first %v, closest %v", q.First, q.Closest)
	}
}

// marksBelow is the line of text that m becomes, and the marks below it.
func marksBelow(m marked) (text, marks string) {
	var b strings.Builder
	m.write(&b, Printer{}, "", "", true)
	text, marks, _ = strings.Cut(strings.TrimSuffix(b.String(), "\n"), "\n")
	return text, marks
}

func TestMarksStandBelowWhatTheyMean(t *testing.T) {
	tests := []struct {
		before, text, after string
		wrong               []string // parts of text; those beginning with < are a place before
		want                string
	}{
		{"山", "水a林", "田", []string{"a"}, "  ~~^~~"},
		{"", "水e\u0301林", "", []string{"林"}, "~~~^^"},
		{"ab", "山水", "。", []string{"<水"}, "  ~~^^"},
		{"ab", "山水", "。", []string{"<"}, "  ~~~~^^"},
		{"", "𠮷Ａb", "", []string{"Ａ"}, "~~^^~"},
		{"", "山\n水", "", []string{"水"}, "~~~^^"},
	}
	for _, tt := range tests {
		m, all := marked{}, tt.before+tt.text+tt.after
		m.add(Printer{}, tt.before, 0, ' ', plain)
		m.add(Printer{}, tt.text, len(tt.before), meant, plain)
		m.add(Printer{}, tt.after, len(tt.before)+len(tt.text), ' ', plain)
		for _, w := range tt.wrong {
			switch part, before := strings.CutPrefix(w, "<"); {
			case before && part == "":
				end := len(tt.before) + len(tt.text)
				m.blame(quote.Span{Start: end, End: end})
			case before:
				m.blame(quote.Span{Start: spanOf(all, part).Start, End: spanOf(all, part).Start})
			default:
				m.blame(spanOf(all, part))
			}
		}
		if _, marks := marksBelow(m); marks != tt.want {
			t.Errorf("%s %v:\n%q, want\n%q", all, tt.wrong, marks, tt.want)
		}
	}
}

func TestLongLinesAreCutAroundTheirMarks(t *testing.T) {
	long := strings.Repeat("山", 400)
	m := marked{}
	m.add(Printer{}, long, 0, ' ', plain)
	m.add(Printer{}, "头"+long+"错"+long+"尾", len(long), meant, plain)
	m.add(Printer{}, long, 3*len(long)+9, ' ', plain)
	m.blame(quote.Span{Start: 2*len(long) + 3, End: 2*len(long) + 6})
	m.shorten()
	side := strings.Repeat("山", nearby)
	want := "…" + side + "头" + side + "…" + side + "错" + side + "…" + side + "尾" + side + "…"
	text, marks := marksBelow(m)
	if text != want {
		t.Errorf("got %s", text)
	}
	if columns(text[:strings.Index(text, "错")]) != strings.Index(marks, "^") {
		t.Errorf("the mark is not below the wrong character:\n%s\n%s", text, marks)
	}
}

func TestMarkedLinesStayOnTheTerminal(t *testing.T) {
	m := marked{}
	m.add(Printer{}, strings.Repeat("山水林田湖草沙，", 16), 0, meant, plain)
	var b strings.Builder
	m.write(&b, Printer{Columns: 40}, "  12 | ", "     | ", true)
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) < 10 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines {
		if columns(line) > 40 || strings.HasPrefix(line, "     | ，") || i > 0 && !strings.HasPrefix(line, "     | ") {
			t.Errorf("line %d: %q", i, line)
		}
	}
}

func TestEditsAreSaidInWords(t *testing.T) {
	want := []string{"替换 止 → 只", "增 小", "调序 也照亮"}
	if diff := cmp.Diff(want, editWords(newEdits(traced().Tracing.Sources[3].Edits))); diff != "" {
		t.Error(diff)
	}
}
