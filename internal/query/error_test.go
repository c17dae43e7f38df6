package query

import (
	"strings"
	"testing"
)

func TestErrorsNameTheColumnAndTheRemedy(t *testing.T) {
	for _, tt := range []struct{ query, want string }{
		{``, "column 1: the query is empty; write words, or a phrase in quotation marks"},
		{"　 ", "column 1: the query is empty; write words, or a phrase in quotation marks"},
		{"甲\xff", "column 2: the query is not UTF-8; set the terminal to UTF-8 and write it again"},
		{strings.Repeat("甲 ", MaxLetters+1), "column 20001: the query is too long from here on; write at most 10000 letters; a whole text is what check is for"},
		// Quotation marks.
		{`科技 "创新`, `column 4: the quotation mark " is never closed; put " behind the phrase, or leave the mark out`},
		{`“科技“`, `column 1: the quotation mark “ is never closed; put ” behind the phrase, or leave the mark out`},
		{`「“甲”`, `column 1: the quotation mark 「 is never closed; put 」 behind the phrase, or leave the mark out`},
		{`"甲\"`, `column 1: the quotation mark " is never closed; put " behind the phrase, or leave the mark out`},
		{`甲”`, `column 2: ” closes a quotation that was never opened; write "…", “…” or 「…」 around the phrase`},
		{`甲 ""`, `column 3: nothing stands between the quotation marks; write the phrase between them, or leave them out`},
		{`“　”`, `column 1: nothing stands between the quotation marks; write the phrase between them, or leave them out`},
		// Gaps.
		{`"*甲"`, `column 2: a phrase can't begin with a gap; leave the * out, or write \* for a star`},
		{`"甲* "`, `column 3: a phrase can't end with a gap; leave the * out, or write \* for a star`},
		{`"*"`, `column 2: a phrase can't begin with a gap; leave the * out, or write \* for a star`},
		{`"甲*{3}"`, `column 3: a phrase can't end with a gap; leave the * out, or write \* for a star`},
		{`"甲**乙"`, `column 4: nothing stands between two gaps; write one gap with its size, as *{20}`},
		{`"甲*{1001}乙"`, `column 4: the gap is too large; write a number up to 1000, or AND instead of a gap`},
		{`"甲*{99999999999999999999}乙"`, `column 4: the gap is too large; write a number up to 1000, or AND instead of a gap`},
		{`"甲*{}乙"`, `column 4: the size of the gap is not a number; write *{3}, or *\{ for a gap and a brace`},
		{`"甲*{-1}乙"`, `column 4: the size of the gap is not a number; write *{3}, or *\{ for a gap and a brace`},
		{`"甲*{3乙"`, `column 4: the size of the gap has no closing }; write *{3}, or *\{ for a gap and a brace`},
		// Operators.
		{`OR 甲`, `column 1: nothing stands before OR; write what it joins, as 甲 OR 乙, or "OR" if it is text`},
		{`甲 OR`, `column 3: nothing stands behind OR; write what it joins, as 甲 OR 乙, or "OR" if it is text`},
		{`甲 | | 乙`, `column 3: nothing stands behind |; write what it joins, as 甲 | 乙, or "|" if it is text`},
		{`(甲 AND) 乙`, `column 4: nothing stands behind AND; write what it joins, as 甲 AND 乙, or "AND" if it is text`},
		{`甲 NOT`, `column 3: NOT has nothing to exclude; write -词 or -"…"`},
		{`NOT 甲`, `column 1: the query only excludes; add what is to be found, as 科技 -人才`},
		{`AND`, `column 1: nothing stands before AND; write what it joins, as 甲 AND 乙, or "AND" if it is text`},
		{`甲 - 乙`, `column 3: - stands alone; to exclude a word write -词 without white space, else leave it out`},
		{`甲 －`, `column 3: － stands alone; to exclude a word write -词 without white space, else leave it out`},
		{`甲 (-)`, `column 4: - has nothing to exclude; write -词 or -"…"`},
		{`甲 -OR 乙`, `column 3: - has nothing to exclude; write -词 or -"…"`},
		{`甲 --乙`, `column 4: - stands right behind another mark; put white space before it if it is an operator, or write "-" if it is text`},
		{`"甲"|"乙"`, `column 4: | stands right behind another mark; put white space before it if it is an operator, or write "|" if it is text`},
		// Parentheses.
		{`(甲`, `column 1: the parenthesis ( is never closed; put ) behind its last word, or quotation marks around the text`},
		{`甲 （`, `column 3: the parenthesis （ is never closed; put ) behind its last word, or quotation marks around the text`},
		{`甲)`, `column 2: ) closes a parenthesis that was never opened; leave it out, or put quotation marks around the text`},
		{`)`, `column 1: nothing stands before ); write something between the parentheses, or leave them out`},
		{`甲 （）`, `column 4: nothing stands before ）; write something between the parentheses, or leave them out`},
		{strings.Repeat("(", MaxDepth+1), `column 101: too many parentheses inside each other; write at most 100`},
		// Exclusions alone.
		{`-甲`, `column 1: the query only excludes; add what is to be found, as 科技 -人才`},
		{` (-甲 -"乙")`, `column 2: the query only excludes; add what is to be found, as 科技 -人才`},
		{`甲 OR -乙`, `column 6: this side of OR only excludes; add what is to be found to it, or exclude behind parentheses, as (甲 OR 乙) -丙`},
		{`-甲 | 乙`, `column 1: this side of OR only excludes; add what is to be found to it, or exclude behind parentheses, as (甲 OR 乙) -丙`},
		{`甲 -(-乙)`, `column 3: an exclusion is excluded; leave both - out`},
		// NEAR.
		{`甲 NEAR 乙`, `column 3: NEAR needs a number of letters; write NEAR/20 with white space behind it, or "NEAR" if it is text`},
		{`甲 BEFORE/x 乙`, `column 3: BEFORE needs a number of letters; write BEFORE/20 with white space behind it, or "BEFORE" if it is text`},
		{`甲 NEAR/ 20 乙`, `column 3: NEAR needs a number of letters; write NEAR/20 with white space behind it, or "NEAR" if it is text`},
		{`甲 NEAR/10001 乙`, `column 3: the number of letters behind NEAR is too large; write a number up to 10000, or AND for anywhere in the document`},
		{`甲 NEAR/5`, `column 3: nothing stands behind NEAR/5; write what it joins, as 甲 NEAR/5 乙, or "NEAR/5" if it is text`},
		{`NEAR/5 甲`, `column 1: nothing stands before NEAR/5; write what it joins, as 甲 NEAR/5 乙, or "NEAR/5" if it is text`},
		{`甲 NEAR/5 乙 BEFORE/3 丙`, `column 12: BEFORE/3 follows another NEAR/5; join two phrases at a time, as "甲" NEAR/20 "乙" "乙" NEAR/20 "丙"`},
		{`(甲 NEAR/5 乙) NEAR/5 丙`, `column 1: NEAR/5 takes one phrase on each side; write "甲" NEAR/5 "乙", and join several of these with OR`},
		{`甲 NEAR/5 (乙 OR 丙)`, `column 10: NEAR/5 takes one phrase on each side; write "甲" NEAR/5 "乙", and join several of these with OR`},
		{`标题:甲 NEAR/5 乙`, `column 1: NEAR/5 takes one phrase on each side; write "甲" NEAR/5 "乙", and join several of these with OR`},
		{`-甲 NEAR/5 乙`, `column 1: NEAR/5 can't take an exclusion; write -("甲" NEAR/5 "乙") to exclude both together`},
		// Fields.
		{`标题: 科技`, `column 4: the field title has no value; write title:…, without white space behind the colon`},
		{`标题:(科技 教育)`, `column 4: a ( in the value of a field is never closed; give each value its own field, as title:甲 title:乙, or put quotation marks around the value`},
		{`(日期:)`, `column 5: the field date has no value; write date:2021, without white space behind the colon`},
		{`标题:""`, `column 4: nothing stands between the quotation marks; write the phrase between them, or leave them out`},
		{`标题:"甲`, `column 4: the quotation mark " is never closed; put " behind the phrase, or leave the mark out`},
		{`甲 日期:2021-13`, `column 6: the calendar has no 2021-13; write 2021, 2021-03, 2021-03-05, 2019..2021, ..2020 or 2019..`},
		{`日期:2021..2021-02-30`, `column 10: the calendar has no 2021-02-30; write 2021, 2021-03, 2021-03-05, 2019..2021, ..2020 or 2019..`},
		{`日期:0000`, `column 4: the calendar has no 0000; write 2021, 2021-03, 2021-03-05, 2019..2021, ..2020 or 2019..`},
		{`日期:去年`, `column 4: "去年" is not a date; write 2021, 2021-03, 2021-03-05, 2019..2021, ..2020 or 2019..`},
		{`日期:"21"`, `column 5: "21" is not a date; write 2021, 2021-03, 2021-03-05, 2019..2021, ..2020 or 2019..`},
		{`日期:..`, `column 4: the range has neither beginning nor end; write 2021, 2021-03, 2021-03-05, 2019..2021, ..2020 or 2019..`},
		{`日期:2021..2019-05`, `column 4: the range begins after its end; write 2019-05..2021`},
	} {
		n, err := Parse(tt.query)
		if err == nil {
			t.Errorf("Parse(%.60s) gives %s, want the error %s", tt.query, dump(n), tt.want)
			continue
		}
		checkError(t, tt.query, err)
		if err.Error() != tt.want {
			t.Errorf("Parse(%.60s)\n got %s\nwant %s", tt.query, err, tt.want)
		}
	}
}

func TestPatternErrorsSayWhatToUse(t *testing.T) {
	for _, tt := range []struct{ pattern, want string }{
		{``, "column 1: the query is empty; write words, or a phrase in quotation marks"},
		{`甲 标题:乙`, `column 3: a pattern has no fields; use the flag --title, or put quotation marks around the text`},
		{`日期:2021`, `column 1: a pattern has no fields; use the flag --date, or put quotation marks around the text`},
		{`文号:1`, `column 1: a pattern has no fields; use search for number, or put quotation marks around the text`},
		{`-甲`, `column 1: a pattern has no exclusions; use search, or put quotation marks around the text if - belongs to it`},
		{`甲 NOT 乙`, `column 3: a pattern has no exclusions; use search, or put quotation marks around the text if NOT belongs to it`},
		{`甲 -乙`, `column 3: a pattern has no exclusions; use search, or put quotation marks around the text if - belongs to it`},
		{`"甲" 乙`, `column 5: two phrases of a pattern stand side by side; write NEAR/20, BEFORE/20 or OR between them, or one pair of quotation marks around the whole text`},
		{`印发（试行）`, `column 3: two phrases of a pattern stand side by side; write NEAR/20, BEFORE/20 or OR between them, or one pair of quotation marks around the whole text`},
		{`甲 AND 乙`, `column 3: a pattern has no AND; write NEAR/20 or OR, use search, or put quotation marks around the text`},
		{`*甲`, `column 1: a phrase can't begin with a gap; leave the * out, or write \* for a star`},
		{`甲 OR 乙*`, `column 7: a phrase can't end with a gap; leave the * out, or write \* for a star`},
		{`甲 NEAR/5 乙 NEAR/5 丙`, `column 12: NEAR/5 follows another NEAR/5; join two phrases at a time, as "甲" NEAR/20 "乙" "乙" NEAR/20 "丙"`},
	} {
		n, err := ParsePattern(tt.pattern)
		if err == nil {
			t.Errorf("ParsePattern(%s) gives %s, want the error %s", tt.pattern, dump(n), tt.want)
			continue
		}
		checkError(t, tt.pattern, err)
		if err.Error() != tt.want {
			t.Errorf("ParsePattern(%s)\n got %s\nwant %s", tt.pattern, err, tt.want)
		}
	}
}
