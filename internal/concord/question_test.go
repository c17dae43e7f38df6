package concord

import (
	"errors"
	"testing"

	"yinzheng/corpus"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

func TestNewFilterReadsEveryValue(t *testing.T) {
	given := map[string][]string{"type": {"通知", "规划"}, "date": {"2021"}}
	keep, err := NewFilter(func(flag string) []string { return given[flag] })
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		meta corpus.Meta
		want bool
	}{
		{corpus.Meta{Type: "通知", Date: "2021-03"}, true},
		{corpus.Meta{Type: "规划", Date: "2021"}, true},
		{corpus.Meta{Type: "规划", Date: "2020"}, false},
		{corpus.Meta{Type: "讲话", Date: "2021"}, false},
	} {
		if got := keep(corpus.Info{Meta: tt.meta}); got != tt.want {
			t.Errorf("%+v: %v", tt.meta, got)
		}
	}
	if keep, err := NewFilter(func(string) []string { return nil }); keep != nil || err != nil {
		t.Errorf("no values: a filter, %v", err)
	}
}

func TestNewFilterNamesWhatItCantRead(t *testing.T) {
	_, err := NewFilter(func(flag string) []string {
		if flag == "date" {
			return []string{"2021", "2020-13"}
		}
		return nil
	})
	var bad *FilterError
	if !errors.As(err, &bad) || bad.Flag != "date" || bad.Value != "2020-13" || bad.Syntax.Hint == "" {
		t.Errorf("got %+v", err)
	}
}

func TestNewPatternReadsOperatorsOnlyWhenAsked(t *testing.T) {
	const term = `"甲" NEAR/x "乙"`
	if _, err := NewPattern(term, match.Exact, false); err != nil {
		t.Errorf("literal: %v", err)
	}
	if _, err := NewPattern(term, match.Exact, true); !errors.As(err, new(*query.SyntaxError)) {
		t.Errorf("pattern: %v", err)
	}
	if _, err := NewPattern("《》", match.Exact, false); !errors.Is(err, match.ErrNoLetters) {
		t.Errorf("no letters: %v", err)
	}
	if p, err := NewPattern("《》", match.Raw, false); err != nil || p.Mode != match.Raw {
		t.Errorf("raw: %+v %v", p, err)
	}
}
