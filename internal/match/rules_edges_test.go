package match_test

import (
	"errors"
	"strings"
	"testing"

	"yinzheng/internal/brute"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

func TestWhiteSpaceMattersBetweenLatinLettersAndBetweenDigits(t *testing.T) {
	hold(t, []rule{
		{"open source is not opensource", "el", "open source", "opensource ⟦open source⟧"},
		{"opensource is not open source", "el", "opensource", "open source ⟦opensource⟧"},
		{"any amount is one break", "el", "open source", "⟦open \t　 source⟧"},
		{"open-source is open source in loose", "l", "open source", "⟦open-source⟧ ⟦open source⟧ ⟦open, source⟧ ⟦open\nsource⟧"},
		{"and the other way round", "l", "open-source", "⟦open source⟧ ⟦open. Source⟧ opensource"},
		{"open-source is not open source in exact", "e", "open source", "open-source ⟦open source⟧"},
		{"1 2 is not 12", "el", "12", "1 2 ⟦12⟧"},
		{"between digits any amount is one break", "el", "1 2", "⟦1  2⟧ 12 1-2"},
		{"not between Han", "el", "行政处罚", "⟦行 政\t处　罚⟧"},
		{"not beside marks", "e", "open,source", "⟦open , source⟧"},
		{"not between Han and digits", "el", "第5条", "⟦第 5 条⟧"},
		{"not in the query either", "el", "第 5 条", "⟦第5条⟧"},
		{"not between Han and Latin", "el", "用AI技术", "⟦用 AI 技术⟧"},
		{"not between digits and Latin", "el", "5G", "⟦5 G⟧ ⟦5G⟧"},
		{"not between Latin and digits", "el", "G20", "⟦G 20⟧ ⟦G20⟧"},
		{"wrapped sentences", "el", "实施 创新 驱动", "坚定⟦实施创新驱动⟧发展"},
		{"format characters never matter, Latin", "el", "opensource", "⟦open\u200bsource⟧"},
		{"format characters never matter, digits", "el", "12", "⟦1\u200b2⟧"},
		{"format characters are no break", "el", "open source", "open\u200bsource ⟦open\u200b \u200bsource⟧"},
	})
}

func TestNoMatchStartsOrEndsInsideANumber(t *testing.T) {
	hold(t, []rule{
		{"5.2 is not in 5.2%", "el", "5.2", "5.2% ⟦5.2⟧"},
		{"5.2 is not in 5.2‰", "el", "5.2", "5.2‰"},
		{"5.2 is not in 5.2 %", "el", "5.2", "5.2 % 5.2\u200b%"},
		{"5.2% is 5.2 %", "el", "5.2%", "⟦5.2 %⟧ ⟦５.２％⟧ ⟦5．2%⟧"},
		{"5.2% is not 52%", "el", "5.2%", "52% ⟦5.2%⟧"},
		{"52% is not 5.2%", "el", "52%", "5.2% ⟦52%⟧"},
		{"% is not in 5%", "el", "%", "5% 百分号⟦%⟧"},
		{"35年 is not in 2035年", "el", "35年", "2035年 ⟦35年⟧"},
		{"nor in full width", "el", "35年", "２０３５年 2０35年"},
		{"2 is not in 5.2", "el", "2", "5.2 5．2 5,2 5，2"},
		{"5 is not in 5.2", "el", "5", "5.2 ⟦5⟧. 2"},
		{"two full stops end a number", "el", "5", "⟦5⟧..2 ⟦5⟧。2"},
		{"a comma with space ends a number", "el", "5", "⟦5⟧, 2 ⟦5⟧ ,2"},
		{"a full stop behind a number is no part of it", "el", "5", "第⟦5⟧.一"},
		{"2021 is in 2021-2025", "el", "2021", "⟦2021⟧-2025"},
		{"2025 is in 2021-2025", "el", "2025", "2021-⟦2025⟧"},
		{"5% is in 3%—5%", "el", "5%", "3%—⟦5%⟧"},
		{"3% is in 3%—5%", "el", "3%", "⟦3%⟧—5%"},
		{"3% is in 3%5", "el", "3%", "⟦3%⟧5"},
		{"a paragraph break before % parts it", "el", "5", "⟦5⟧\n%"},
		{"a number broken by a zero width character is one", "el", "35年", "20\u200b35年"},
		{"Han numerals are ordinary letters", "el", "十五", "二⟦十五⟧年"},
		{"① is no digit", "el", "5", "①⟦5⟧②"},
	})
}

func TestMarksBetweenDigitsMustBeEqual(t *testing.T) {
	hold(t, []rule{
		{"1:2 is not 12", "el", "12", "1:2 ⟦12⟧"},
		{"12 is not 1:2", "el", "1:2", "12 ⟦1:2⟧ ⟦1：2⟧ ⟦1∶2⟧"},
		{"3-5 is not 35", "el", "35", "3-5 3—5"},
		{"3-5年 is not 35年", "el", "35年", "3-5年 3—5年 ⟦35年⟧"},
		{"3-5年 is 3—5年", "el", "3-5年", "⟦3—5年⟧ ⟦3～5年⟧ ⟦3 - 5年⟧ 3.5年"},
		{"1-2 is not 1 2", "el", "1-2", "1 2 ⟦1-2⟧"},
		{"a paragraph break is a mark", "el", "12", "1\n2"},
		{"the last digit of 3-5 is a number", "el", "5年", "3-⟦5年⟧"},
		{"digits beside Han in loose", "l", "第3条", "⟦第3，条⟧"},
	})
}

func TestThousandsCommasAreDropped(t *testing.T) {
	hold(t, []rule{
		{"1,000 is 1，000 is 1000", "el", "1,000", "⟦1,000⟧ ⟦1，000⟧ ⟦1000⟧ ⟦１，０００⟧"},
		{"1000 finds them all", "el", "1000", "⟦1,000⟧ ⟦1，000⟧ ⟦1000⟧"},
		{"1，000万元", "el", "1000万元", "⟦1，000万元⟧"},
		{"several commas", "el", "1234567", "⟦1,234,567⟧ ⟦1234567⟧"},
		{"with decimals and %", "el", "1234.5%", "⟦1,234.5%⟧"},
		{"three digits before", "el", "123456", "⟦123,456⟧"},
		{"not before two digits", "el", "112", "1,12"},
		{"not before four digits", "el", "10000", "1,0000"},
		{"not after four digits", "el", "1234567", "1234,567"},
		{"not with white space", "el", "1000", "1, 000 1 ,000"},
		{"not 、", "el", "1000", "1、000"},
		{"a number still has no inside", "el", "000", "1,000"},
		{"nor an end inside", "el", "1", "1,000"},
	})
}

func TestNoMatchStartsOrEndsInsideALatinRun(t *testing.T) {
	hold(t, []rule{
		{"AI is not in said", "el", "AI", "he said ⟦AI⟧"},
		{"AI is not in AIs", "el", "AI", "AIs"},
		{"nor over an accent", "el", "cole", "école"},
		{"nor over a zero width character", "el", "AI", "s\u200baid"},
		{"AI stands between Han", "el", "AI", "用⟦AI⟧技术"},
		{"a hyphen ends a run", "el", "open", "⟦open⟧-source"},
		{"an apostrophe ends a run", "el", "China", "⟦China⟧’s"},
		{"20 is in G20", "el", "20", "G⟦20⟧"},
		{"5 is in 5G", "el", "5", "⟦5⟧G"},
		{"G is in 5G", "el", "G", "5⟦G⟧"},
		{"other scripts have no runs", "el", "дес", "з⟦дес⟧ь"},
	})
}

func TestMarksAtTheEdgesOfTheQueryAreIgnored(t *testing.T) {
	hold(t, []rule{
		{"《行政处罚法》 finds 行政处罚法", "el", "《行政处罚法》", "依照⟦行政处罚法⟧，《⟦行政处罚法⟧》"},
		{"a full stop at the end", "el", "硬道理。", "发展是⟦硬道理⟧"},
		{"white space and paragraph breaks", "el", "\n 科技　", "⟦科技⟧"},
		{"commas at the edges are no number", "el", ",5,", "⟦5⟧"},
		{"one letter is enough", "elr", "法", "行政处罚⟦法⟧，⟦法⟧律"},
		{"one digit is enough", "el", "5", "第⟦5⟧条"},
		{"one sign is enough", "el", "+", "甲⟦＋⟧乙"},
	})
}

func TestNoLettersIsAUsageError(t *testing.T) {
	near := query.Near{A: query.Literal("甲"), B: query.Literal("。"), Within: 3}
	for name, p := range map[string]match.Pattern{
		"empty":             match.Literal("", match.Exact),
		"marks":             match.Literal("，。“”", match.Loose),
		"white space":       match.Literal(" \n", match.Exact),
		"format characters": match.Literal("\u200b", match.Exact),
		"raw, empty":        match.Literal("", match.Raw),
		"nothing wanted":    {},
		"an operand":        {Wanted: []query.Node{near}},
		"a part":            {Wanted: []query.Node{query.Phrase{Parts: []string{"甲", "—"}, Gaps: []int{3}}}},
		"an exclusion":      {Wanted: []query.Node{query.Literal("甲")}, Excluded: []query.Node{query.Literal("—")}},
	} {
		if _, err := match.Compile(p); !errors.Is(err, match.ErrNoLetters) {
			t.Errorf("match, %s: error %v, want ErrNoLetters", name, err)
		}
		if _, err := brute.NewSet([]match.Pattern{p}); !errors.Is(err, match.ErrNoLetters) {
			t.Errorf("brute, %s: error %v, want ErrNoLetters", name, err)
		}
	}
}

func TestOnlyTextIsAPattern(t *testing.T) {
	for name, n := range map[string]query.Node{
		"field":    query.Field{Name: "title", Value: "法"},
		"not":      query.Not{X: query.Literal("法")},
		"and":      query.And{Xs: []query.Node{query.Literal("法"), query.Literal("律")}},
		"too long": query.Literal(strings.Repeat("法", match.MaxLetters+1)),
	} {
		p := match.Pattern{Wanted: []query.Node{n}}
		if _, err := match.Compile(p); err == nil {
			t.Errorf("match, %s: no error", name)
		}
		if _, err := brute.NewSet([]match.Pattern{p}); err == nil {
			t.Errorf("brute, %s: no error", name)
		}
	}
}
