package match_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// want is a pattern in the language of patterns; excluded may be "".
func want(t *testing.T, wanted, excluded string) match.Pattern {
	t.Helper()
	p := match.Pattern{Wanted: []query.Node{parse(t, wanted)}}
	if excluded != "" {
		p.Excluded = []query.Node{parse(t, excluded)}
	}
	return p
}

func also(p match.Pattern, qs ...match.Pattern) match.Pattern {
	p.Also = append(p.Also, qs...)
	return p
}

func except(p match.Pattern, qs ...match.Pattern) match.Pattern {
	p.Except = append(p.Except, qs...)
	return p
}

// holdTree checks one rule about a pattern that has others inside.
func holdTree(t *testing.T, says, modes string, p match.Pattern, text string) {
	t.Helper()
	holdAs(t, []rule{{says, modes, says, text}}, func(_ *testing.T, _ rule, m match.Mode) match.Pattern {
		p.Mode = m
		return p
	})
}

func TestExcept(t *testing.T) {
	tech, innovation := want(t, "科技", ""), want(t, "科技创新", "新科技创新")
	holdTree(t, "inside a match of the exception none counts, unless an exclusion drops that", "elr",
		except(tech, innovation), "新⟦科技⟧创新与科技创新与⟦科技⟧")
	holdTree(t, "in loose 新、科技创新 is an exclusion's too", "l",
		except(tech, innovation), "新⟦科技⟧创新、⟦科技⟧创新、⟦科技⟧")
	holdTree(t, "in the other modes it is not", "er",
		except(tech, innovation), "新⟦科技⟧创新、科技创新、⟦科技⟧")
	holdTree(t, "equal to the exception is inside", "elr",
		except(want(t, "科技创新", ""), innovation), "新⟦科技创新⟧与科技创新")
	holdTree(t, "only what lies wholly inside", "elr",
		except(want(t, "创新发展", ""), innovation), "科技⟦创新发展⟧")
	holdTree(t, "beside exclusions", "elr",
		except(want(t, "科技", "高科技"), innovation), "高科技与科技创新与⟦科技⟧")
	holdTree(t, "several", "elr",
		except(tech, want(t, "科技创新", ""), want(t, "高科技", "")), "高科技与科技创新与⟦科技⟧")
	holdTree(t, "before the choice of ours", "elr",
		except(want(t, "科技创新 OR 创新驱动", ""), innovation), "科技⟦创新驱动⟧")
	holdTree(t, "before the choice of theirs", "elr",
		except(want(t, "丙", ""), want(t, "甲乙 OR 乙丙", "")), "甲乙丙与⟦丙⟧")
	holdTree(t, "an exception of an exception counts", "elr",
		except(tech, except(innovation, want(t, "科技创新体系", ""))), "⟦科技⟧创新体系与科技创新与⟦科技⟧")
	holdTree(t, "what an exception has besides counts as its own", "elr",
		except(tech, also(want(t, "人才", ""), innovation)), "新⟦科技⟧创新与科技创新与人才与⟦科技⟧")
	holdTree(t, "exceptions with gaps and NEAR", "elr",
		except(want(t, "自强", ""), want(t, `"科技*{2}自强"`, ""), want(t, `"自信" NEAR/2 "自强"`, "")),
		"科技自立自强与自信与自强，科技和自立和⟦自强⟧")
	holdTree(t, "the mode is the outermost's", "el",
		except(tech, match.Literal("科技創新", match.Raw)), "科技创新与⟦科技⟧")
	holdTree(t, "the mode is the outermost's, loose", "l", except(tech, innovation), "科技，创新⟦科技⟧")
	holdTree(t, "the mode is the outermost's, exact", "e", except(tech, innovation), "⟦科技⟧，创新⟦科技⟧")
}

func TestAlso(t *testing.T) {
	tech, innovation := want(t, "科技", ""), want(t, "科技创新", "新科技创新")
	holdTree(t, "their matches count, and the longest wins", "elr",
		also(tech, innovation), "新⟦科技⟧创新与⟦科技创新⟧与⟦科技⟧")
	holdTree(t, "the leftmost goes before the longer", "elr",
		also(want(t, "甲乙", ""), want(t, "乙丙丁", "")), "⟦甲乙⟧丙丁与⟦乙丙丁⟧")
	holdTree(t, "their exclusions don't drop ours", "elr",
		also(want(t, "科技创新", ""), innovation), "新⟦科技创新⟧与⟦科技创新⟧")
	holdTree(t, "our exclusions don't drop theirs", "elr",
		also(want(t, "科技", "新科技"), want(t, "科技创新", "")), "新科技与新⟦科技创新⟧与⟦科技⟧")
	holdTree(t, "nor do our exceptions", "elr",
		except(also(tech, innovation), innovation), "新⟦科技⟧创新与⟦科技创新⟧与⟦科技⟧")
	holdTree(t, "nor their exclusions each other's", "elr",
		also(tech, innovation, want(t, "新科技创新", "")), "⟦新科技创新⟧与⟦科技创新⟧")
	holdTree(t, "two levels down", "elr",
		also(tech, also(innovation, want(t, "人才", "人才库"))), "⟦科技创新⟧与⟦人才⟧与人才库")
	holdTree(t, "one that has an exception", "elr",
		also(want(t, "人才", ""), except(tech, innovation)), "⟦人才⟧与科技创新与新⟦科技⟧创新")
	holdTree(t, "nothing of our own", "elr",
		also(match.Pattern{}, innovation, want(t, "人才", "")), "新科技创新与⟦科技创新⟧与⟦人才⟧与科技")
	holdTree(t, "the mode is the outermost's", "el",
		also(want(t, "人才", ""), match.Literal("科技創新", match.Raw)), "⟦科技创新⟧⟦人才⟧")
}

func TestGramsAreOfWhatCounts(t *testing.T) {
	p := also(want(t, "科技", "高科技"),
		except(also(want(t, "人才", "人才库"), want(t, `"自立*自强"`, "")), want(t, "教育", "")))
	p = except(p, also(want(t, "创新", ""), want(t, "驱动", "")))
	m, err := match.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"科技"}, {"人才"}, {"自立", "自强"}}, m.Grams()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestInnerPatternsMustHaveLetters(t *testing.T) {
	good, marks := match.Literal("甲", match.Exact), match.Literal("。", match.Raw)
	long := match.Literal(strings.Repeat("法", match.MaxLetters+1), match.Exact)
	for name, c := range map[string]struct {
		p         match.Pattern
		noLetters bool
	}{
		"also marks":            {also(good, marks), true},
		"except marks":          {except(good, marks), true},
		"also nothing":          {also(good, match.Pattern{}), true},
		"except nothing":        {except(good, match.Pattern{}), true},
		"exceptions alone":      {except(match.Pattern{}, good), true},
		"two levels down":       {also(good, except(good, except(good, marks))), true},
		"also one too long":     {also(good, long), false},
		"except one too long":   {except(good, long), false},
		"too long a level down": {except(good, also(good, long)), false},
	} {
		_, err := match.Compile(c.p)
		_, other := brute.NewSet([]match.Pattern{c.p})
		for by, err := range map[string]error{"match": err, "brute": other} {
			if err == nil || errors.Is(err, match.ErrNoLetters) != c.noLetters {
				t.Errorf("%s, %s: error %v", by, name, err)
			}
		}
	}
}

func TestHasAndCountAgreeWithFindInTrees(t *testing.T) {
	p := also(except(want(t, "科技", ""), want(t, "科技创新", "")), want(t, "人才", "人才库"))
	m, err := match.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	s := m.Scanner(nil)
	for text, n := range map[string]int{"科技创新，人才库": 0, "科技创新，科技": 1, "人才，科技": 2} {
		f := analysis.Fold(text)
		if found := len(s.Find(f, text)); found != n || s.Count(f, text) != n || s.Has(f, text) != (n > 0) {
			t.Errorf("%q: Find gives %d, Count %d, Has %t, want %d", text, found, s.Count(f, text), s.Has(f, text), n)
		}
	}
}
