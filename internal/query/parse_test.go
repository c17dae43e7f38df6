package query

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// dump prints a tree with every node named, so that precedence shows.
func dump(n Node) string {
	switch n := n.(type) {
	case Word:
		return "w[" + n.Text + "]"
	case Phrase:
		s := "p[" + n.Parts[0]
		for i, gap := range n.Gaps {
			s += fmt.Sprintf("·%d·%s", gap, n.Parts[i+1])
		}
		return s + "]"
	case Near:
		op := "near"
		if n.Ordered {
			op = "before"
		}
		return fmt.Sprintf("%s%d(%s %s)", op, n.Within, dump(n.A), dump(n.B))
	case Field:
		return fmt.Sprintf("f[%s=%s%s..%s]", n.Name, n.Value, n.From, n.To)
	case Not:
		return "not(" + dump(n.X) + ")"
	case And:
		return "and(" + dumpAll(n.Xs) + ")"
	case Or:
		return "or(" + dumpAll(n.Xs) + ")"
	}
	return "?"
}

func dumpAll(xs []Node) string {
	var all []string
	for _, x := range xs {
		all = append(all, dump(x))
	}
	return strings.Join(all, " ")
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ query, tree string }{
		// Words and phrases.
		{`科技创新`, `w[科技创新]`},
		{"  科技创新　人才\t", `and(w[科技创新] w[人才])`},
		{`"第一生产力"`, `p[第一生产力]`},
		{`“第一生产力”`, `p[第一生产力]`},
		{`「第一生产力」`, `p[第一生产力]`},
		{`『第一生产力』`, `p[第一生产力]`},
		{`＂第一生产力＂`, `p[第一生产力]`},
		{`"他说“好”了"`, `p[他说“好”了]`},
		{`“他说“好”了”`, `p[他说“好”了]`},
		{`「他說『好「嗎」』了」`, `p[他說『好「嗎」』了]`},
		{`“a"b”`, `p[a"b]`},
		{`“甲\”乙”`, `p[甲”乙]`},
		{`"a\"b\\c\d"`, `p[a"b\c\d]`},
		{`什么是“一国两制”？`, `and(w[什么是] p[一国两制] w[？])`},
		{`" 甲  乙 "`, `p[ 甲  乙 ]`},
		{`《行政处罚法》`, `w[《行政处罚法》]`},
		{`a\b`, `w[a\b]`},
		// Gaps.
		{`"科技*强国"`, `p[科技·10·强国]`},
		{`"科技＊强国"`, `p[科技·10·强国]`},
		{`"科技*{3}强国*{0}了"`, `p[科技·3·强国·0·了]`},
		{`"科技＊｛１０００｝强国"`, `p[科技·1000·强国]`},
		{`"五\*星"`, `p[五*星]`},
		{`"五\＊星"`, `p[五＊星]`},
		{`"甲*\{3}"`, `p[甲·10·{3}]`},
		{`科技*强国`, `p[科技·10·强国]`},
		{`科技＊｛３｝强国 人才`, `and(p[科技·3·强国] w[人才])`},
		{`科技*`, `w[科技*]`},
		{`**科技**`, `w[**科技**]`},
		{`3*4`, `w[3*4]`},
		{`*科技*强国`, `p[*科技·10·强国]`},
		{`科技\*强国`, `w[科技\*强国]`},
		// OR, AND, exclusions.
		{`甲 OR 乙`, `or(w[甲] w[乙])`},
		{`甲 ＯＲ 乙`, `or(w[甲] w[乙])`},
		{`甲 | 乙 ｜丙`, `or(w[甲] w[乙] w[丙])`},
		{`甲|乙`, `w[甲|乙]`},
		{`甲 or 乙`, `and(w[甲] w[or] w[乙])`},
		{`"甲"OR"乙"`, `or(p[甲] p[乙])`},
		{`甲 AND 乙`, `and(p[甲] p[乙])`},
		{`甲 AND 乙 丙`, `and(p[甲] p[乙] w[丙])`},
		{`甲 乙 AND 丙 AND "丁"`, `and(w[甲] p[乙] p[丙] p[丁])`},
		{`(甲 OR 乙) AND 丙`, `and(or(p[甲] p[乙]) p[丙])`},
		{`(甲 乙) AND 丙`, `and(or(p[甲] p[乙]) p[丙])`},
		{`(甲 "乙") AND 标题:丙`, `and(w[甲] p[乙] f[title=丙..])`},
		{`甲 AND 乙 OR 丙 丁`, `or(and(p[甲] p[乙]) and(w[丙] w[丁]))`},
		{`甲 NOT 乙`, `and(w[甲] not(w[乙]))`},
		{`甲 AND NOT (乙 OR 丙)`, `and(p[甲] not(or(w[乙] w[丙])))`},
		{`ＮＯＴ 乙 甲`, `and(not(w[乙]) w[甲])`},
		{`not NOTE 甲`, `and(w[not] w[NOTE] w[甲])`},
		{`甲 乙 OR 丙 丁`, `or(and(w[甲] w[乙]) and(w[丙] w[丁]))`},
		{`甲 （乙 OR 丙） 丁`, `and(w[甲] or(w[乙] w[丙]) w[丁])`},
		{`甲(乙)丙`, `and(w[甲] w[乙] w[丙])`},
		{`((甲))`, `w[甲]`},
		{`(甲 乙) (丙 丁)`, `and(w[甲] w[乙] w[丙] w[丁])`},
		{`(甲 OR 乙) OR (丙 OR 丁)`, `or(w[甲] w[乙] w[丙] w[丁])`},
		{`甲 -乙`, `and(w[甲] not(w[乙]))`},
		{`－"乙" 甲`, `and(not(p[乙]) w[甲])`},
		{`甲 -(乙 丙)`, `and(w[甲] not(and(w[乙] w[丙])))`},
		{`甲 (-乙 -丙)`, `and(w[甲] not(w[乙]) not(w[丙]))`},
		{`open-source 3-5 2021－2025`, `and(w[open-source] w[3-5] w[2021－2025])`},
		{`甲 OR 乙 -丙`, `or(w[甲] and(w[乙] not(w[丙])))`},
		{`甲 -标题:草案`, `and(w[甲] not(f[title=草案..]))`},
		// NEAR, BEFORE.
		{`"甲" NEAR/20 "乙"`, `near20(p[甲] p[乙])`},
		{`甲 BEFORE/0 "乙*丙"`, `before0(p[甲] p[乙·10·丙])`},
		{`甲 ＮＥＡＲ／２０ 乙`, `near20(p[甲] p[乙])`},
		{`科技 创新 NEAR/5 人才 强国`, `and(w[科技] near5(p[创新] p[人才]) w[强国])`},
		{`甲 NEAR/5 乙 丙 NEAR/5 丁`, `and(near5(p[甲] p[乙]) near5(p[丙] p[丁]))`},
		{`甲 OR 乙 NEAR/5 丙`, `or(w[甲] near5(p[乙] p[丙]))`},
		{`甲 -(乙 NEAR/5 丙)`, `and(w[甲] not(near5(p[乙] p[丙])))`},
		{`("甲") NEAR/5 乙`, `near5(p[甲] p[乙])`},
		{`near NEARBY before`, `and(w[near] w[NEARBY] w[before])`},
		// Fields.
		{`标题:科技`, `f[title=科技..]`},
		{`TITLE：科技`, `f[title=科技..]`},
		{`ｔｉｔｌｅ：科技`, `f[title=科技..]`},
		{`標題：科技`, `f[title=科技..]`},
		{`机关:“科技 部”`, `f[issuer=科技 部..]`},
		{`title:"a\"b\\c\*"`, `f[title=a"b\c\*..]`},
		{`文号:国发（2019）5号 类型:通知`, `and(f[number=国发（2019）5号..] f[type=通知..])`},
		{`(标题:甲 OR 标题:乙)`, `or(f[title=甲..] f[title=乙..])`},
		{`(文号:国发(2019)5号)`, `f[number=国发(2019)5号..]`},
		{`路径:laws/**/*.md`, `f[path=laws/**/*.md..]`},
		{`path:a\b`, `f[path=a\b..]`},
		{`日期:2021`, `f[date=2021..2021]`},
		{`日期:2019..2021-03`, `f[date=2019..2021-03]`},
		{`日期：２０１９．．２０２１`, `f[date=2019..2021]`},
		{`date:..2020`, `f[date=..2020]`},
		{`date:2019..`, `f[date=2019..]`},
		{`日期:2021年3月`, `f[date=2021-03..2021-03]`},
		{`-日期:2021 甲`, `and(not(f[date=2021..2021]) w[甲])`},
		{`指出：要 http://x.cn 新标题:甲`, `and(w[指出：要] w[http://x.cn] w[新标题:甲])`},
	} {
		n, err := Parse(tt.query)
		if err != nil {
			t.Errorf("Parse(%s): %v", tt.query, err)
			continue
		}
		if got := dump(n); got != tt.tree {
			t.Errorf("Parse(%s)\n got %s\nwant %s", tt.query, got, tt.tree)
		}
	}
}

func TestCanonicalForm(t *testing.T) {
	for _, tt := range []struct{ query, canonical string }{
		{`“甲”　AND　乙`, `"甲" "乙"`},
		{`(甲 乙 OR 丙) AND 丁`, `("甲" OR "乙" OR "丙") "丁"`},
		{`甲 ｜ （乙 丙）`, `甲 OR 乙 丙`},
		{`(甲 OR 乙) 丙`, `(甲 OR 乙) 丙`},
		{`甲 －（乙 ｜ 丙）`, `甲 -(乙 OR 丙)`},
		{`甲 ＢＥＦＯＲＥ／００３ 乙`, `"甲" BEFORE/3 "乙"`},
		{`"甲*{10}乙*{2}丙"`, `"甲*乙*{2}丙"`},
		{`"甲*\{x"`, `"甲*{10}{x"`},
		{`“a"b\\\*”`, `"a\"b\\\*"`},
		{`机关：科技部`, `issuer:科技部`},
		{`标题:"a b"`, `title:"a b"`},
		{`标题:"ab"`, `title:ab`},
		{`日期:2021年3月5日`, `date:2021-03-05`},
		{`日期:2021..2021`, `date:2021`},
		{`日期:2021.3..`, `date:2021-03..`},
	} {
		n, err := Parse(tt.query)
		if err != nil {
			t.Errorf("Parse(%s): %v", tt.query, err)
			continue
		}
		if got := n.String(); got != tt.canonical {
			t.Errorf("Parse(%s) prints\n got %s\nwant %s", tt.query, got, tt.canonical)
		}
		checkRoundTrip(t, n, Parse)
	}
}

func TestParsePattern(t *testing.T) {
	for _, tt := range []struct{ pattern, tree string }{
		{`科技*强国`, `p[科技·10·强国]`},
		{`科技＊｛３｝强国`, `p[科技·3·强国]`},
		{`open  source `, `p[open  source]`},
		{`"open source"`, `p[open source]`},
		{`甲 OR 乙`, `or(p[甲] p[乙])`},
		{`(甲 OR 乙 丙) | "丁"`, `or(p[甲] p[乙 丙] p[丁])`},
		{`科技 创新 NEAR/20 人才 强国`, `near20(p[科技 创新] p[人才 强国])`},
		{`甲 BEFORE/5 乙 OR 丙`, `or(before5(p[甲] p[乙]) p[丙])`},
		{`五\*星`, `p[五*星]`},
		{`\"好\"`, `p["好"]`},
		{`第三条\（一\）`, `p[第三条（一）]`},
		{`a\ OR b`, `or(p[a\] p[b])`},
		{`3-5年 or 甲|乙`, `p[3-5年 or 甲|乙]`},
		{`指出：要`, `p[指出：要]`},
		{`"标题:甲"`, `p[标题:甲]`},
	} {
		n, err := ParsePattern(tt.pattern)
		if err != nil {
			t.Errorf("ParsePattern(%s): %v", tt.pattern, err)
			continue
		}
		if got := dump(n); got != tt.tree {
			t.Errorf("ParsePattern(%s)\n got %s\nwant %s", tt.pattern, got, tt.tree)
		}
		checkRoundTrip(t, n, ParsePattern)
	}
}

func TestLiteralHasNoOperators(t *testing.T) {
	want := Phrase{Parts: []string{`"甲* OR -乙`}}
	if diff := cmp.Diff(want, Literal(`"甲* OR -乙`)); diff != "" {
		t.Error(diff)
	}
	checkRoundTrip(t, Literal(`"甲* OR -乙`), Parse)
}

func TestLettersAreCountedInTheTextAlone(t *testing.T) {
	const most = MaxLetters / 2
	word, phrase := strings.Repeat("甲", most-1), `“`+strings.Repeat("１，", most)+`”`
	n, err := Parse(word + " OR 标题:a " + phrase + " -日期:2021年3月")
	if err != nil {
		t.Fatal(err)
	}
	checkRoundTrip(t, n, Parse)
	for _, q := range []string{word + phrase + " ab", phrase + word + "甲 标题:b", strings.Repeat("甲", MaxLetters+1)} {
		if _, err := Parse(q); err == nil {
			t.Errorf("a query of %d letters is accepted", MaxLetters+1)
		}
	}
	if _, err := ParsePattern(`"` + strings.Repeat("甲*", MaxLetters) + `乙"`); err == nil {
		t.Errorf("a pattern of %d letters is accepted", MaxLetters+1)
	}
}

func TestLongAndDeepQueriesEndQuickly(t *testing.T) {
	const n = 100_000
	for name, q := range map[string]string{
		"parentheses":        strings.Repeat("(", n),
		"quotes nested":      strings.Repeat("“", n/2) + "甲" + strings.Repeat("”", n/2),
		"quotes unclosed":    strings.Repeat("“", n),
		"quotes short":       strings.Repeat(`"，" `, n/4),
		"gaps":               `"` + strings.Repeat("，*", n/2) + `。"`,
		"gaps open":          `"` + strings.Repeat("，*{", n/3) + `。"`,
		"gap of many digits": `"甲*{` + strings.Repeat("0", MaxLetters-100) + `3}乙"`,
		"marks":              strings.Repeat("，", n),
		"colons":             strings.Repeat("：", n),
		"colons apart":       strings.Repeat("， ：", n/3),
		"bars":               "，" + strings.Repeat(" |，", n/3),
		"exclusions":         "，" + strings.Repeat(" -，", n/3),
		"backslashes":        strings.Repeat(`\`, n),
		"groups":             strings.Repeat("(，)", n/3),
		"flattened":          strings.Repeat("(", 90) + "，" + strings.Repeat(" ，，) ，", 90) + strings.Repeat(" ，", n/2),
		"value in parens":    "title:" + strings.Repeat("（", n/2) + strings.Repeat("）", n/2),
		"glob":               "path:" + strings.Repeat("*?/", n/3),
	} {
		t.Run(name, func(t *testing.T) {
			for _, parse := range []func(string) (Node, error){Parse, ParsePattern} {
				if n, err := parse(q); err == nil {
					checkRoundTrip(t, n, parse)
				} else {
					checkError(t, q, err)
				}
			}
		})
	}
}

func checkRoundTrip(t *testing.T, n Node, parse func(string) (Node, error)) {
	t.Helper()
	printed := n.String()
	again, err := parse(printed)
	if err != nil {
		t.Fatalf("the canonical form does not parse: %v\n%.300s", err, printed)
	}
	if !reflect.DeepEqual(n, again) { // cmp takes ten times as long
		t.Errorf("the canonical form gives another tree: %.300s\n%s", printed, cmp.Diff(n, again))
	}
}

func checkError(t *testing.T, q string, err error) {
	t.Helper()
	var syntax *SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatalf("%v is no *SyntaxError", err)
	}
	if last := len([]rune(q)) + 1; syntax.Column < 1 || syntax.Column > last || syntax.Message == "" || syntax.Hint == "" {
		t.Errorf("incomplete error for %.300q: %+v", q, syntax)
	}
}
