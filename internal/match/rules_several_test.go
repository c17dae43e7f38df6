package match_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

func TestSeveralPatternsAtOnce(t *testing.T) {
	holdPatterns(t, []rule{
		{"at the leftmost position the longest wins", "elr", "科技 OR 科技创新", "⟦科技创新⟧与⟦科技⟧"},
		{"whatever the order of the alternatives", "elr", "科技创新 OR 科技", "⟦科技创新⟧与⟦科技⟧"},
		{"the leftmost goes before the longer", "elr", "甲乙 OR 乙丙丁", "⟦甲乙⟧丙丁"},
		{"the next search starts at its end", "elr", "甲乙 OR 乙丙 OR 丙丁", "⟦甲乙⟧⟦丙丁⟧"},
		{"nothing counts twice", "elr", "甲甲", "⟦甲甲⟧⟦甲甲⟧甲"},
		{"a longer that is no match does not hide the shorter", "el", "AI OR AI时", "⟦AI⟧\n⟦AI时⟧"},
		{"what starts inside a word does not hide the next", "el", "AI OR id", "said ⟦id⟧ ⟦AI⟧"},
		{"a start that fails does not skip the next", "el", "1 1", "1 11 ⟦1 1⟧"},
	})
}

func TestExclusions(t *testing.T) {
	holdPatterns(t, []rule{
		{"a match inside an exclusion is dropped", "elr", "创新 LESS 科技创新", "科技创新，⟦创新⟧"},
		{"equal to the exclusion is inside", "elr", "创新 LESS 创新", "创新"},
		{"only what lies wholly inside", "elr", "创新发展 LESS 科技创新", "科技⟦创新发展⟧"},
		{"it is dropped before the choice", "elr", "科技创新 OR 创新驱动 LESS 科技创新", "科技⟦创新驱动⟧"},
		{"the shorter inside the exclusion, the longer not", "elr", "甲 OR 甲乙丙 LESS 甲乙", "⟦甲乙丙⟧甲乙"},
		{"occurrences of an exclusion may overlap", "elr", "乙 LESS 甲乙 OR 乙丙", "甲乙丙⟦乙⟧"},
		{"overlapping occurrences of one exclusion", "elr", "甲 LESS 甲甲", "甲甲甲乙⟦甲⟧"},
		{"exclusions obey the mode", "e", "创新 LESS 科技创新", "科技，⟦创新⟧"},
		{"exclusions obey the mode, loose", "l", "创新 LESS 科技创新", "科技，创新"},
		{"an exclusion with a gap", "elr", "乙 LESS 甲*丙", "甲一乙二丙⟦乙⟧"},
	})
}

func TestGaps(t *testing.T) {
	holdPatterns(t, []rule{
		{"a gap takes letters", "elr", `"科技*强国"`, "建成⟦科技自立的强国⟧"},
		{"also none", "elr", `"科技*强国"`, "⟦科技强国⟧"},
		{"as few as it can", "elr", `"科技*强国"`, "⟦科技强国⟧和强国"},
		{"up to ten", "elr", `"甲*乙"`, "⟦甲一二三四五六七八九十乙⟧ 甲一二三四五六七八九十一乙"},
		{"up to as many as it says", "elr", `"甲*{3}乙"`, "⟦甲一二三乙⟧ 甲一二三四乙"},
		{"marks don't count", "elr", `"甲*{1}乙"`, "⟦甲，“一”。乙⟧"},
		{"it never crosses a paragraph", "elr", `"甲*乙"`, "甲\n乙"},
		{"nor letters before the break", "elr", `"甲*乙"`, "甲一\n二乙"},
		{"nor one that marks surround", "elr", `"甲*乙"`, "甲。”\n“乙，⟦甲。”“乙⟧"},
		{"a phrase does in loose", "l", `"甲乙*丙"`, "⟦甲\n乙一丙⟧"},
		{"the nearest continuation that leads to the end", "elr", `"甲*{3}乙*{1}丙"`, "⟦甲乙一二乙丙⟧"},
		{"each part is a match itself", "el", `"AI*技术"`, "said技术 ⟦AI的技术⟧"},
		{"the last part too", "el", `"到*35年"`, "到2035年 ⟦到2035年和35年⟧"},
		{"astral letters count one", "elr", `"甲*{2}乙"`, "⟦甲𠀀𠀁乙⟧ 甲𠀀𠀁𠀂乙"},
		{"unit squares count what they fold to", "elr", `"甲*{1}乙"`, "甲㎡乙"},
		{"unit squares within the gap", "elr", `"甲*{2}乙"`, "⟦甲㎡乙⟧"},
		{"a star is a star", "elr", `"甲\*乙"`, "⟦甲*乙⟧ 甲一乙"},
		{"parts may not overlap", "elr", `"甲甲*{0}甲甲"`, "甲甲甲乙⟦甲甲甲甲⟧"},
	})
}

func TestNearAndBefore(t *testing.T) {
	holdPatterns(t, []rule{
		{"in either order", "elr", `"甲" NEAR/2 "乙"`, "⟦甲一二乙⟧。⟦乙一二甲⟧"},
		{"BEFORE in this order only", "elr", `"甲" BEFORE/2 "乙"`, "⟦甲一二乙⟧。乙一二二甲"},
		{"letters between the facing ends", "elr", `"甲子" NEAR/2 "乙丑"`, "⟦甲子一二乙丑⟧ 甲子一二三乙丑"},
		{"none between", "elr", `"甲" NEAR/0 "乙"`, "⟦甲乙⟧甲一乙"},
		{"to the nearest partner's end", "elr", `"甲" NEAR/5 "乙"`, "⟦甲一乙⟧二乙"},
		{"from the first operand's start", "elr", `"甲" NEAR/5 "乙"`, "⟦甲一甲一乙⟧"},
		{"it never crosses a paragraph", "elr", `"甲" NEAR/9 "乙"`, "甲一\n乙"},
		{"nor does BEFORE", "elr", `"甲" BEFORE/9 "乙"`, "甲一\n乙甲\n\n乙"},
		{"nor one that marks surround", "elr", `"甲" NEAR/9 "乙"`, "甲。”\n（乙\n⟦甲。”（乙⟧"},
		{"nor to the nearest partner, if that is behind the end", "elr", `"甲" NEAR/9 "乙"`, "⟦乙甲⟧\n乙"},
		{"marks don't count", "elr", `"甲" BEFORE/1 "乙"`, "⟦甲，“一”。乙⟧"},
		{"partners don't overlap", "elr", `"甲乙" NEAR/9 "乙丙"`, "甲乙丙"},
		{"operands are matches themselves", "el", `"AI" NEAR/9 "35年"`, "said 35年\nAI 2035年\n⟦35年 AI⟧"},
		{"operands may have gaps", "elr", `"甲*{1}乙" NEAR/1 "丙"`, "⟦甲一乙二丙⟧ 甲一二乙丙"},
		{"the same operand twice", "elr", `"甲" NEAR/1 "甲"`, "⟦甲一甲⟧ 一二 甲"},
		{"with OR the longest wins", "elr", `"甲" OR ("甲" NEAR/1 "乙")`, "⟦甲一乙⟧⟦甲⟧"},
		{"raw counts letters, not bytes", "r", `"甲" NEAR/2 "乙"`, "⟦甲——，一二乙⟧甲一二三乙"},
	})
}

func TestGramsNameTheCandidates(t *testing.T) {
	for _, c := range []struct {
		says, pattern string
		mode          match.Mode
		want          [][]string
	}{
		{"bigrams over the letters alone", "第 33 條，一", match.Loose, [][]string{{"第3", "33", "3条", "条一"}}},
		{"one letter is a unigram", "法", match.Exact, [][]string{{"法"}}},
		{"AND over the pieces of a gap", `"科技*强国"`, match.Exact, [][]string{{"科技", "强国"}}},
		{"AND over both sides of NEAR", `"科技" NEAR/3 "國"`, match.Exact, [][]string{{"科技", "国"}}},
		{"OR is a union", "科技 OR 强国", match.Exact, [][]string{{"科技"}, {"强国"}}},
		{"exclusions name none", "科技 LESS 科技创新", match.Exact, [][]string{{"科技"}}},
		{"raw folds for candidates only", "條，A", match.Raw, [][]string{{"条a"}}},
		{"no letters: all texts", "，", match.Raw, [][]string{nil}},
	} {
		wanted, excluded, less := strings.Cut(c.pattern, " LESS ")
		p := match.Pattern{Mode: c.mode, Wanted: []query.Node{parse(t, wanted)}}
		if less {
			p.Excluded = []query.Node{parse(t, excluded)}
		}
		m, err := match.Compile(p)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, m.Grams()); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.says, diff)
		}
	}
}

func TestHasAndCountAgreeWithFind(t *testing.T) {
	for _, text := range []string{"", "甲", "甲乙甲", "said"} {
		for _, p := range []match.Pattern{match.Literal("甲", match.Exact), match.Literal("甲", match.Raw), match.Literal("ai", match.Loose)} {
			m, err := match.Compile(p)
			if err != nil {
				t.Fatal(err)
			}
			s, f := m.Scanner(nil), analysis.Fold(text)
			n := len(s.Find(f, text))
			if s.Count(f, text) != n || s.Has(f, text) != (n > 0) {
				t.Errorf("%q, %v: Find gives %d, Count %d, Has %t", text, p, n, s.Count(f, text), s.Has(f, text))
			}
		}
	}
}
