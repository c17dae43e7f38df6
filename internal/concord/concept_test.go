package concord

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

const goodConcepts = `concepts:
  - name: 科技
    narrower: 科技创新
  - 名称: 科技创新   # a comment
    写法:
      - 科技创新
      - 科技*{6}创新
      - '“放管服”改革'
      - 首台（套）
      - 2035
      - 甲\*乙
      - 甲 NEAR/5 乙 | "丙 OR 丁"
    排除: 新科技创新
    上位: [人才, 科技]
    说明: |
      两行
      说明
  - {name: 人才, narrower: [科技创新, 高层次人才], forms: }
  - name: 高层次人才
    forms: [高层次人才, 高端人才]
    exclusions: []
`

func mustRead(t *testing.T, text string) *Concepts {
	t.Helper()
	c, err := ReadConcepts("c.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestReadConcepts(t *testing.T) {
	phrase := func(parts ...string) query.Phrase { return query.Phrase{Parts: parts} }
	want := []*Concept{
		{
			Name: "科技", Forms: []string{"科技"}, Narrower: []string{"科技创新"},
			wanted: []query.Node{phrase("科技")},
		},
		{
			Name:       "科技创新",
			Forms:      []string{"科技创新", "科技*{6}创新", "“放管服”改革", "首台（套）", "2035", `甲\*乙`, `甲 NEAR/5 乙 | "丙 OR 丁"`},
			Exclusions: []string{"新科技创新"},
			Broader:    []string{"科技", "人才"},
			Note:       "两行\n说明",
			wanted: []query.Node{
				phrase("科技创新"),
				query.Phrase{Parts: []string{"科技", "创新"}, Gaps: []int{6}},
				phrase("“放管服”改革"), phrase("首台（套）"), phrase("2035"), phrase("甲*乙"),
				query.Or{Xs: []query.Node{query.Near{A: phrase("甲"), B: phrase("乙"), Within: 5}, phrase("丙 OR 丁")}},
			},
			excluded: []query.Node{phrase("新科技创新")},
		},
		{
			Name: "人才", Forms: []string{"人才"}, Narrower: []string{"科技创新", "高层次人才"},
			wanted: []query.Node{phrase("人才")},
		},
		{
			Name: "高层次人才", Forms: []string{"高层次人才", "高端人才"}, Broader: []string{"人才"},
			wanted: []query.Node{phrase("高层次人才"), phrase("高端人才")},
		},
	}
	for _, text := range []string{
		goodConcepts,
		"\ufeff" + strings.ReplaceAll(goodConcepts, "\n", "\r\n"),
		"---\n" + goodConcepts + "...\n",
	} {
		got := mustRead(t, text).All()
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(Concept{})); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
}

// An exclusion may cover a part of what a form finds.
func TestExclusionsThatLeaveSomething(t *testing.T) {
	for _, text := range []string{
		"forms: 科技*{6}创新\n    exclusions: 科技创新",
		"forms: 科技*{6}创新\n    exclusions: 科技*{5}创新",
		"forms: 科技 NEAR/6 创新\n    exclusions: 科技 BEFORE/6 创新",
		"exclusions: [新科技, 科, 技创]",
		"forms: 35年\n    exclusions: 2035年",
	} {
		mustRead(t, "concepts:\n  - name: 科技\n    "+text)
	}
}

func TestPatternOfNestedConcepts(t *testing.T) {
	c := mustRead(t, `concepts:
  - name: 甲
    narrower: [丁, 乙]
  - {name: 乙, exclusions: 不乙, narrower: 丙}
  - {name: 丙, broader: 丁}
  - {name: 丁, forms: [丁, 戊]}
`)
	lit := func(texts ...string) (nodes []query.Node) {
		for _, s := range texts {
			nodes = append(nodes, query.Literal(s))
		}
		return nodes
	}
	below := []match.Pattern{
		{Mode: match.Loose, Wanted: lit("乙"), Excluded: lit("不乙")},
		{Mode: match.Loose, Wanted: lit("丙")},
		{Mode: match.Loose, Wanted: lit("丁", "戊")},
	}
	top, err := c.Lookup("甲")
	if err != nil {
		t.Fatal(err)
	}
	want := match.Pattern{Mode: match.Loose, Wanted: lit("甲"), Except: below}
	if diff := cmp.Diff(want, c.Pattern(top, match.Loose, false)); diff != "" {
		t.Errorf("alone (-want +got)\n%s", diff)
	}
	want.Also, want.Except = below, nil
	if diff := cmp.Diff(want, c.Pattern(top, match.Loose, true)); diff != "" {
		t.Errorf("with the narrower ones (-want +got)\n%s", diff)
	}
}

func TestLookup(t *testing.T) {
	c := mustRead(t, "concepts: [{name: 科技}, {name: 科技创新}, {name: 科技创新体系}, {name: 科技创业}, {name: 人才}, {name: AI}, {name: 法}]")
	for name, want := range map[string]string{"科技創新": "科技创新", " ａｉ ": "AI", "法": "法"} {
		if x, err := c.Lookup(name); err != nil || x.Name != want {
			t.Errorf("%s: %v %v", name, x, err)
		}
	}
	for name, want := range map[string]string{
		"科技创心":   "科技创新 科技创业 科技",
		"科技新创":   "科技创新 科技",
		"科技创新系统": "科技创新 科技创新体系 科技",
		"创新体系":   "科技创新体系",
		"人材":     "人才",
		"书法":     "法",
		"共同富裕":   "",
		"乙":      "",
		"":       "",
	} {
		_, err := c.Lookup(name)
		var e *UnknownConceptError
		if !errors.As(err, &e) || e.Name != name {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := strings.Join(e.Nearest, " "); got != want {
			t.Errorf("%q: nearest %q, want %q", name, got, want)
		}
	}
	if _, err := c.Lookup("人材"); err == nil || err.Error() != `there is no concept "人材"; the nearest: 人才` {
		t.Error(err)
	}
	if _, err := c.Lookup("乙"); err == nil || err.Error() != `there is no concept "乙"` {
		t.Error(err)
	}
	if _, err := c.Lookup(strings.Repeat("科", 1<<20)); err == nil {
		t.Error("a name of a million characters is found")
	}
}

// The sample's own file explains all keys.
func TestSampleNamesEveryKey(t *testing.T) {
	data, err := os.ReadFile(samplePath)
	if err != nil {
		t.Fatal(err)
	}
	top, _, _ := strings.Cut(string(data), "\nconcepts:")
	if len(ConceptKeys()) != 7 {
		t.Errorf("%d keys", len(ConceptKeys()))
	}
	for _, k := range ConceptKeys() {
		if !strings.Contains(top, k.String()) || k.Says == "" {
			t.Errorf("%s is not explained", k)
		}
	}
}

// FuzzReadConcepts: a file is refused with a place in it and a hint, or all
// its concepts can be looked for.
func FuzzReadConcepts(f *testing.F) {
	f.Add([]byte(goodConcepts))
	if data, err := os.ReadFile(samplePath); err == nil {
		f.Add(data)
	}
	for _, s := range []string{
		"", "concepts:", "concepts: [{name: 甲, broader: 乙}, {name: 乙, broader: 甲}]", "concepts:\n- name: &a 甲\n- *a\n",
		"概念:\n- 名称: 甲*{3}乙\n  排除: 丙 | 丁\n", "concepts:\n- name: >\n   甲 NEAR/3 *\n", "\xef\xbb\xbfconcepts:\r\n- name: '甲''*'\r\n", "a\u2028b: *x",
		"? a\n# b\n: - c\n#d\n", "- |\n a\n\n #\n", "concepts: [{name: \"\\u2029*\"}]",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ReadConcepts("c.yaml", data)
		if err != nil {
			var e *ConceptError
			if !errors.As(err, &e) || e.Hint == "" || e.Message == "" || (e.Line < 1) != (e.Column < 1) {
				t.Fatalf("%#v", err)
			}
			if e.Line > 1+strings.Count(string(data), "\n")+strings.Count(string(data), "\r") {
				t.Fatalf("line %d: %v", e.Line, err)
			}
			return
		}
		if len(c.All()) == 0 {
			t.Fatal("no concept")
		}
		for _, x := range c.All() {
			if found, err := c.Lookup(x.Name); err != nil || found != x {
				t.Fatalf("%q is not found: %v", x.Name, err)
			}
			for _, mode := range []match.Mode{match.Exact, match.Loose, match.Raw} {
				for _, narrower := range []bool{false, true} {
					if _, err := match.Compile(c.Pattern(x, mode, narrower)); err != nil {
						t.Fatalf("%q: %v", x.Name, err)
					}
				}
			}
		}
	})
}
