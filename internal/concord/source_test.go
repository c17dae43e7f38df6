package concord

import (
	"context"
	"iter"
	"slices"
	"sync/atomic"
	"testing"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// shelf is a source of a few documents; its spans are units, in raw
// mode bytes, as an index's.
type shelf struct {
	docs  []*corpus.Document
	loads atomic.Int64
}

func newShelf(docs ...corpus.Document) *shelf {
	s := &shelf{}
	for i := range docs {
		s.docs = append(s.docs, &docs[i])
	}
	return s
}

func doc(path, date, issuer, kind, text string) corpus.Document {
	return corpus.Document{
		Info: corpus.Info{Path: path, Meta: corpus.Meta{Title: path, Date: date, Issuer: issuer, Type: kind}},
		Text: text,
	}
}

func (s *shelf) Len() int                 { return len(s.docs) }
func (s *shelf) Info(doc int) corpus.Info { return s.docs[doc].Info }
func (s *shelf) Letters(doc int) int      { return analysis.CountLetters(s.docs[doc].Text) }

func (s *shelf) Size(doc int) int                { return len(s.docs[doc].Text) }
func (s *shelf) SameText(a, b int) (bool, error) { return s.docs[a].Text == s.docs[b].Text, nil }

func (s *shelf) Find(ctx context.Context, p match.Pattern, keep func(corpus.Info) bool) iter.Seq2[match.Hits, error] {
	return func(yield func(match.Hits, error) bool) {
		m, err := match.Compile(p)
		if err != nil {
			yield(match.Hits{}, err)
			return
		}
		scanner := m.Scanner(nil)
		for i, d := range s.docs {
			if err := ctx.Err(); err != nil {
				yield(match.Hits{}, err)
				return
			}
			if keep != nil && !keep(d.Info) {
				continue
			}
			h := match.Hits{Doc: i, Spans: scanner.Find(analysis.Fold(d.Text), d.Text), Raw: m.Mode() == match.Raw}
			if p.Loosely {
				h.Spans, h.Loose = scanner.FindLoosely(analysis.Fold(d.Text), d.Text)
			}
			h.Spans = slices.Clone(h.Spans)
			if (len(h.Spans) > 0 || h.Loose > 0) && !yield(h, nil) {
				return
			}
		}
	}
}

func (s *shelf) Load(h match.Hits) (*corpus.Document, []match.Span, error) {
	s.loads.Add(1)
	d := s.docs[h.Doc]
	if h.Raw {
		return d, h.Spans, nil
	}
	f := analysis.Fold(d.Text)
	var spans []match.Span
	for _, x := range h.Spans {
		start, end := f.Bytes(d.Text, x.Start, x.End)
		spans = append(spans, match.Span{Start: start, End: end})
	}
	return d, spans, nil
}

func field(t *testing.T, name, value string) query.Field {
	t.Helper()
	f, err := query.NewField(name, value)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCountReadsNoDocument(t *testing.T) {
	s := newShelf(
		doc("a", "", "", "", "山水相依，山水同名。"),
		doc("b", "", "", "", "林田湖草"),
		doc("c", "", "", "", "青山绿水，好山水"),
	)
	totals, err := Count(context.Background(), s, match.Literal("山水", match.Exact), nil)
	if err != nil || totals.Sum != (Sum{3, 2}) {
		t.Errorf("got %+v, %v", totals, err)
	}
	if n := s.loads.Load(); n != 0 {
		t.Errorf("%d documents were read", n)
	}
}

func TestFilterWantsEachFieldAndAnyOfOneName(t *testing.T) {
	notice := doc("县/通知.md", "2021-03", "云山县财政局", "通知", "").Info
	plan := doc("县/规划.md", "2019", "云山县人民政府", "规划", "").Info
	undated := doc("市/意见.md", "", "", "意见", "").Info
	notice.Number = "云财〔2021〕7号"
	tests := []struct {
		name   string
		fields []query.Field
		want   [3]bool
	}{
		{"issuer", []query.Field{field(t, "issuer", "雲山縣")}, [3]bool{true, true, false}},
		{"date", []query.Field{field(t, "date", "2020..")}, [3]bool{true, false, false}},
		{"type", []query.Field{field(t, "type", "意见")}, [3]bool{false, false, true}},
		{"number", []query.Field{field(t, "number", "云财[2021]7号")}, [3]bool{true, false, false}},
		{"title", []query.Field{field(t, "title", "规划")}, [3]bool{false, true, false}},
		{"path", []query.Field{field(t, "path", "县/")}, [3]bool{true, true, false}},
		{"two names", []query.Field{field(t, "path", "县/"), field(t, "type", "意见")}, [3]bool{}},
		{"one name twice", []query.Field{field(t, "type", "通知"), field(t, "type", "意见")}, [3]bool{true, false, true}},
	}
	for _, tt := range tests {
		keep := Filter(tt.fields)
		if got := [3]bool{keep(notice), keep(plan), keep(undated)}; got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
	if Filter(nil) != nil {
		t.Error("without fields there is a filter")
	}
}
