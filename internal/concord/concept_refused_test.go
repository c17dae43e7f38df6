package concord

import (
	"errors"
	"strings"
	"testing"

	"yinzheng/internal/match"
)

// What can't be right is refused at its very place. Each file is the lines
// of in below "concepts:".
func TestReadConceptsRefuses(t *testing.T) {
	tests := []struct{ in, want, hint string }{
		// keys
		{"- name: 甲\n  form: 乙", `3:3: a concept has no key "form"`, "write forms"},
		{"- name: 甲\n  nmae: 乙", `3:3: a concept has no key "nmae"`, "write name"},
		{"- name: 甲\n  上位词: 乙", `3:3: a concept has no key "上位词"`, "write 上位"},
		{"- name: 甲\n  x: 乙", `3:3: a concept has no key "x"`, "the keys here are: name/名称, forms/写法, exclusions/排除, broader/上位, narrower/下位, note/说明"},
		{"- name: 甲\nconcept: 乙", `3:1: the file has no key "concept"`, "write concepts"},
		{"- name: 甲\n<<: 乙", `3:1: the file has no key "<<"`, "the keys here are: concepts/概念"},
		{"- name: 甲\n概念: 乙", `3:1: the file has the key concepts/概念 twice, first in line 1`, "one key"},
		{"- name: 甲\n  名称: 乙", `3:3: a concept has the key name/名称 twice, first in line 2`, "one key"},
		{"- name: 甲\n  note: 一\n  note: 二", `4:3: a concept has the key note/说明 twice, first in line 3`, "one key"},
		{"- name: 甲\n  [乙]: 丙", `3:3: a key is one text, this is a list`, "one text"},

		// names
		{"- forms: 甲", `2:3: the concept has no name`, "write name:"},
		{"- name: 甲\n- {}", `3:3: the concept has no name`, "write name:"},
		{"- name:\n  forms: 甲", `2:8: the name is empty`, "write what"},
		{"- name: ' '", `2:9: the name is empty`, "write what"},
		{"- name: \"甲\\n乙\"", `2:9: the name has a line break or another control character in it`, "one line"},
		{"- name: 科技创新\n- name: 科技創新", `3:9: the name 科技創新 is taken by the concept 科技创新 in line 2`, "different names"},
		{"- name: AI\n- name: ａｉ", `3:9: the name ａｉ is taken by the concept AI in line 2`, "different names"},

		// forms
		{"- name: 《》", `2:9: the name, its only form, "《》" has no letter to look for`, "a letter"},
		{"- name: 甲\n  forms: [乙, '——']", `3:14: the form "——" has no letter to look for`, "a letter"},
		{"- name: 甲\n  forms:\n    - 乙\n    -\n", `5:6: the form "" has no letter to look for`, "a letter"},
		{"- name: 甲\n  exclusions: ！", `3:15: the exclusion "！" has no letter to look for`, "a letter"},
		{"- name: 甲\n  forms: 乙*、", `3:10: a part of the form 乙*、 has no letter to look for`, "each part"},
		{"- name: 甲\n  forms:\n  - 乙\n  - 丙\n  - 乙", `6:5: 乙 stands in this list twice, first in line 4`, "out"},
		{"- name: 甲\n  exclusions: [甲乙, 甲丙, '甲乙']", `3:24: 甲乙 stands in this list twice, first in line 3`, "out"},
		{"- name: 甲\n  forms: [科技，创新]", `3:11: 科技，创新 is one text: a comma of full width parts nothing`, "half width"},

		// patterns: the column is that of the very place
		{"- name: 科技*", `2:11: a phrase can't end with a gap`, "leave the * out"},
		{"- name: 甲\n  forms: 科技*{x}创新", `3:13: the size of the gap is not a number`, "*{3}"},
		{"- name: 甲\n  forms: '科技''*{x}创新'", `3:16: the size of the gap is not a number`, "*{3}"},
		{"- name: 甲\n  forms: '  科技*{x}创新'", `3:16: the size of the gap is not a number`, "*{3}"},
		{"- name: 甲\n  forms: \"科技*{x}创新\"", `3:14: the size of the gap is not a number`, "*{3}"},
		{"- name: 甲\n  forms: \"科技\\u002a{x}创新\"", `3:10: the size of the gap is not a number`, "*{3}"},
		{"- name: 甲\n  forms: >\n    科技*{x}创新", `3:10: the size of the gap is not a number`, "*{3}"},
		{"- name: 甲\n  forms: 科技\n     *{x}创新", `3:10: the size of the gap is not a number`, "*{3}"},
		{"- name: 甲\n  exclusions: 甲 NEAR 乙", `3:17: NEAR needs a number of letters`, "NEAR/20"},
		{"- name: 甲\n  forms: 乙 OR", `3:12: nothing stands behind OR`, "joins"},
		{"- name: 甲\n  forms: 乙|丙", `3:11: | inside a word joins nothing`, "white space"},
		{"- name: 甲\n  forms: " + strings.Repeat("甲", match.MaxLetters+1), `3:10: the pattern has 10001 letters, more than 10000`, "a part of it"},

		// forms that exclude themselves
		{"- name: 甲\n  exclusions: 甲", `2:9: the exclusions drop the form 甲 wherever it stands`, "longer"},
		{"- name: 甲\n  forms: [乙, 科技創新]\n  exclusions: [丙, 《科技》创新, 科技创新]", `3:14: the exclusions drop the form 科技創新 wherever it stands`, "longer"},
		{"- name: 甲\n  exclusions: 科技*创新\n  forms: ['科技*{6}创新']", `4:11: the exclusions drop the form 科技*{6}创新 wherever it stands`, "longer"},
		{"- name: 甲\n  exclusions: 甲 NEAR/9 乙\n  forms: 乙 NEAR/8 甲", `4:10: the exclusions drop the form 乙 NEAR/8 甲 wherever it stands`, "longer"},
		{"- name: 甲\n  exclusions: 甲 NEAR/9 乙\n  forms: [丙, 乙 BEFORE/9 甲]", `4:14: the exclusions drop the form 乙 BEFORE/9 甲 wherever it stands`, "longer"},
		{"- name: 甲\n  exclusions: 乙\n  forms: 丙 | 乙", `4:10: the exclusions drop the form 丙 | 乙 wherever it stands`, "longer"},

		// broader and narrower
		{"- name: 科技创新\n- name: 乙\n  broader: 科技创心", `4:12: there is no concept "科技创心" in the file`, "write 科技创新, or"},
		{"- name: 科技创新\n  narrower: [丙丁]", `3:14: there is no concept "丙丁" in the file`, "add a concept"},
		{"- name: 科技创新\n  narrower: ''", `3:13: there is no concept "" in the file`, "add a concept"},
		{"- name: 科技创新\n  narrower: 科技創新", `3:13: the concept 科技创新 is its own broader or narrower one`, "out"},
		{"- name: 甲\n- name: 乙\n  broader: [甲, 甲]", `4:16: 甲 stands in this list twice, first in line 4`, "out"},
		{"- name: 甲\n  broader: 乙\n- name: 乙\n  broader: 甲", `3:12: from broader to narrower the concepts run in a circle: 甲 → 乙 → 甲`, "links"},
		{"- name: 丁\n  narrower: 甲\n- name: 甲\n  narrower: 乙\n- name: 乙\n- name: 丙\n  broader: 乙\n  narrower: 甲",
			`9:13: from broader to narrower the concepts run in a circle: 甲 → 乙 → 丙 → 甲`, "links"},

		// lists and texts
		{"- name: [甲]", `2:9: the name is one text, this is a list`, "one text"},
		{"- name: {甲: 乙}", `2:9: the name is one text, these are keys with values`, "'…'"},
		{"- name: 甲\n  note: [一]", `3:9: a note is one text, this is a list`, "one text"},
		{"- name: 甲\n  forms: {乙: 丙}", `3:10: forms is a list, these are keys with values`, "write -"},
		{"- name: 甲\n  forms:\n    - 乙: 丙", `4:7: the form is one text, these are keys with values`, "'…'"},
		{"- name: 甲\n  broader: [[乙]]", `3:13: the name of a concept is one text, this is a list`, "one text"},
		{"- 科技创新", `2:3: a concept is made of keys, this is a text`, "write name:"},
		{"- name：科技创新", `2:3: a concept is made of keys, this is a text`, "half width"},
		{"- [甲]", `2:3: a concept is made of keys, this is a list`, "write name:"},
		{"  name: 甲", `2:3: concepts is a list, these are keys with values`, "write -"},

		// YAML
		{"- name: 甲\n  forms: *乙", `3:3: this is not YAML: did not find expected alphabetic or numeric character`, "begins with *"},
		{"- name: 甲\n  forms: *b", `3:3: this is not YAML: unknown anchor 'b' referenced`, "begins with *"},
		{"- name: &b 甲", `2:9: an anchor (&…) stands here`, "begins with *"},
		{"- name: 甲\n  note: &b\n- name: *b", `3:9: an anchor (&…) stands here`, "begins with *"},
		{"- name: &a 甲\n- name: *a", `2:9: an anchor (&…) stands here`, "begins with *"},
		{"- name: !!str 甲", `2:9: a tag (!…) stands here`, "leave it out"},
		{"- name: 甲\n bad: 乙", `3:2: this is not YAML: did not find expected key`, "indentation"},
		{"- name: 甲\n- name: \"乙\n- name: 丙\n- name: 丁", `3:1: this is not YAML: found unexpected end of stream`, "quotation marks"},
		{"- name: 甲\n  forms: [乙, 丙\n- name: 丁", `3:3: this is not YAML: did not find expected ',' or ']'`, "close the list"},
		{"- name: 甲\n  forms: [科技*{6}创新]", `3:3: this is not YAML: did not find expected ',' or ']'`, "{ }"},
		{"- name: 甲\n  forms:\n\t- 乙", `4:1: this is not YAML: found character that cannot start any token`, "tabs"},
		{"- name: 甲: 乙", `2:1: this is not YAML: mapping values are not allowed in this context`, "colon"},
		{"- name: 甲\n  forms：\n  - 乙", `3:3: this is not YAML: could not find expected ':'`, "half width"},
		{"- name: 甲\n  forms: \"乙\\*\"", `3:3: this is not YAML: found unknown escape character`, "backslash"},
		{"- name: 甲\n  forms:\n  - \"放管服\"改革", `4:3: this is not YAML: did not find expected key`, "quotation mark"},
		{"- name: 甲\x01", `2:1: this is not YAML: control characters are not allowed`, "quotation marks"},
		{"- name: 甲\n---\nconcepts: []", `3:1: a second YAML document begins here`, "---"},
		{"- name: 甲\n- name: 乙乙\xff", `3:11: the file is not UTF-8 from here on`, "UTF-8"},
		{"- name: 甲\n  broader: " + strings.Repeat("乙", 90), `3:12: there is no concept "` + strings.Repeat("乙", 40) + `…" in the file`, "add a concept"},
		{"- name: 甲 \u2028 乙\n  x: y", `3:3: a concept has no key "x"`, "the keys"},
	}
	for _, tt := range tests {
		refuses(t, "concepts:\n"+tt.in, tt.want, tt.hint)
	}
}

func refuses(t *testing.T, text, want, hint string) {
	t.Helper()
	for _, text := range []string{text, "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")} {
		_, err := ReadConcepts("c.yaml", []byte(text))
		var e *ConceptError
		if !errors.As(err, &e) {
			t.Errorf("%.200q: %v", text, err)
			continue
		}
		got := strings.TrimSuffix(err.Error(), "; "+e.Hint)
		if got != "c.yaml:"+want {
			t.Errorf("%.200q:\n got %s\nwant %s", text, got, "c.yaml:"+want)
		}
		if e.Hint == "" || !strings.Contains(e.Hint, hint) {
			t.Errorf("%.200q: hint %q, want %q", text, e.Hint, hint)
		}
	}
}

func TestReadConceptsRefusesWholeFiles(t *testing.T) {
	const none = ": the file holds no concept"
	for text, want := range map[string]string{
		"":                                none,
		"\n# 只有注释\n":                      none,
		"---\n":                           none,
		"concepts:\n":                     "1:10" + none,
		"concepts: []\n":                  "1:11" + none,
		"{}\n":                            "1:1" + none,
		"概念: ''\n":                        "1:5: a concept is made of keys, this is a text",
		"---\n---\n":                      "2:1: a second YAML document begins here",
		"- name: 甲":                       "1:1: the list has no name",
		"科技":                              "1:1: the file is made of keys, this is a text",
		"concepts：\n  - a: b":             "2:3: this is not YAML: mapping values are not allowed in this context",
		"# " + strings.Repeat("a", 1<<20): ": the file is larger than 1 MB",
	} {
		_, err := ReadConcepts("c.yaml", []byte(text))
		var e *ConceptError
		if !errors.As(err, &e) || e.Hint == "" {
			t.Errorf("%.20q: %v", text, err)
			continue
		}
		got := strings.TrimSuffix(err.Error(), "; "+e.Hint)
		if want := "c.yaml:" + strings.TrimPrefix(want, ":"); got != want {
			t.Errorf("%.20q: %s, want %s", text, got, want)
		}
	}
}
