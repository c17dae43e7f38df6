package brute

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// documents yields texts under paths, pair by pair, and then err if it is
// not nil.
func documents(err error, pairs ...string) iter.Seq2[*corpus.Document, error] {
	return func(yield func(*corpus.Document, error) bool) {
		for i := 0; i < len(pairs); i += 2 {
			if !yield(&corpus.Document{Info: corpus.Info{Path: pairs[i]}, Text: pairs[i+1]}, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func newSource(t *testing.T) *Source {
	t.Helper()
	s, err := NewSource(documents(nil, "b.txt", "创新，科技創新", "a.txt", "没有", "c/d.txt", "创\n新 创 新"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// found lists the hits as path: text.
func found(t *testing.T, s *Source, p match.Pattern, keep func(corpus.Info) bool) (list []string) {
	t.Helper()
	for h, err := range s.Find(context.Background(), p, keep) {
		if err != nil {
			t.Fatal(err)
		}
		doc, spans, err := s.Load(h)
		if err != nil {
			t.Fatal(err)
		}
		if doc.Path != s.Info(h.Doc).Path {
			t.Errorf("Load gives %s for document %d, %s", doc.Path, h.Doc, s.Info(h.Doc).Path)
		}
		for _, x := range spans {
			list = append(list, doc.Path+": "+doc.Text[x.Start:x.End])
		}
	}
	return list
}

func TestSourceFindsInOrderOfPath(t *testing.T) {
	s := newSource(t)
	want := []string{"b.txt: 创新", "b.txt: 創新", "c/d.txt: 创 新"}
	if diff := cmp.Diff(want, found(t, s, match.Literal("创新", match.Exact), nil)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	want = []string{"c/d.txt: 创\n新", "c/d.txt: 创 新"}
	keep := func(i corpus.Info) bool { return strings.HasPrefix(i.Path, "c/") }
	if diff := cmp.Diff(want, found(t, s, match.Literal("创新", match.Loose), keep)); diff != "" {
		t.Errorf("kept only c/ (-want +got)\n%s", diff)
	}
}

func TestSourceDescribesItsDocuments(t *testing.T) {
	s := newSource(t)
	if s.Len() != 3 || s.Info(1).Path != "b.txt" || s.Letters(1) != 6 {
		t.Errorf("%d documents, the second %s with %d letters; want 3, b.txt, 6", s.Len(), s.Info(1).Path, s.Letters(1))
	}
}

func TestNewSourceStopsAtAnError(t *testing.T) {
	broken := errors.New("broken")
	if _, err := NewSource(documents(broken, "a.txt", "甲")); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}

func TestFindYieldsItsErrorLast(t *testing.T) {
	s := newSource(t)
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		ctx  context.Context
		p    match.Pattern
		want error
	}{
		{context.Background(), match.Literal("。", match.Exact), match.ErrNoLetters},
		{canceled, match.Literal("创新", match.Exact), context.Canceled},
	} {
		var errs []error
		for h, err := range s.Find(c.ctx, c.p, nil) {
			errs = append(errs, err)
			if len(h.Spans) > 0 {
				t.Errorf("%v: also a hit", c.want)
			}
		}
		if len(errs) != 1 || !errors.Is(errs[0], c.want) {
			t.Errorf("errors %v, want only %v", errs, c.want)
		}
	}
}

func TestFindStopsWhenAsked(t *testing.T) {
	n := 0
	for range newSource(t).Find(context.Background(), match.Literal("创新", match.Exact), nil) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d hits before the break, want 1", n)
	}
}
