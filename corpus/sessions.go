package corpus

import (
	"regexp"
	"strings"
)

// When the congresses of the party and the sessions of the National People's
// Congress met: public facts, as their own chronicles give them (《中国共产党
// 历次全国代表大会》; 《历届全国人民代表大会会议》 of the NPC's 公报). A report
// or resolution whose title names its meeting has its date from here.

// congressMonths is the month in which each congress was opened and heard its
// report; the first is at index 1.
var congressMonths = [...]string{
	"", "1921-07", "1922-07", "1923-06", "1925-01", "1927-04", "1928-06", "1945-04", "1956-09", "1969-04", "1973-08",
	"1977-08", "1982-09", "1987-10", "1992-10", "1997-09", "2002-11", "2007-10", "2012-11", "2017-10", "2022-10",
}

// npcSessions are the months in which each session began and ended, by 届 and
// 次, the first of each at index 1. One month stands for both.
var npcSessions = [...][]string{
	1:  {1: "1954-09", 2: "1955-07", 3: "1956-06", 4: "1957-06 1957-07", 5: "1958-02"},
	2:  {1: "1959-04", 2: "1960-03 1960-04", 3: "1962-03 1962-04", 4: "1963-11 1963-12"},
	3:  {1: "1964-12 1965-01"},
	4:  {1: "1975-01"},
	5:  {1: "1978-02 1978-03", 2: "1979-06 1979-07", 3: "1980-08 1980-09", 4: "1981-11 1981-12", 5: "1982-11 1982-12"},
	6:  {1: "1983-06", 2: "1984-05", 3: "1985-03 1985-04", 4: "1986-03 1986-04", 5: "1987-03 1987-04"},
	7:  {1: "1988-03 1988-04", 2: "1989-03 1989-04", 3: "1990-03 1990-04", 4: "1991-03 1991-04", 5: "1992-03 1992-04"},
	8:  {1: "1993-03", 2: "1994-03", 3: "1995-03", 4: "1996-03", 5: "1997-03"},
	9:  {1: "1998-03", 2: "1999-03", 3: "2000-03", 4: "2001-03", 5: "2002-03"},
	10: {1: "2003-03", 2: "2004-03", 3: "2005-03", 4: "2006-03", 5: "2007-03"},
	11: {1: "2008-03", 2: "2009-03", 3: "2010-03", 4: "2011-03", 5: "2012-03"},
	12: {1: "2013-03", 2: "2014-03", 3: "2015-03", 4: "2016-03", 5: "2017-03"},
	13: {1: "2018-03", 2: "2019-03", 3: "2020-05", 4: "2021-03", 5: "2022-03"},
	14: {1: "2023-03", 2: "2024-03", 3: "2025-03", 4: "2026-03"},
}

const (
	numeralPattern = `([一二三四五六七八九十百]+|\d{1,3})`
	partyPattern   = `(?:中国共产党|中國共產黨|中共|党的|我们党)?`
	partyCongress  = partyPattern + `第?` + numeralPattern + `(?:次全国代表大会|次全國代表大會|大)`
	npcSession     = `(?:中华人民共和国)?第` + numeralPattern + `届全国(?:人民代表大会|人大)第` + numeralPattern + `次会议`
)

// What a title, the brackets behind one, or a subtitle says of the meeting
// that heard or adopted the document: the whole of it, so that a title that
// only speaks of a meeting (学习贯彻党的十九大精神的决定) says nothing.
var (
	ofCongress = []*regexp.Regexp{
		regexp.MustCompile(`^[^《》]{2,80}[（(](?:党的|中共)?` + numeralPattern + `大(?:报告)?[）)]$`),
		regexp.MustCompile(`^(?:\p{Han}{2,4})?在` + partyCongress + `上的(?:政治|工作)?(?:报告|報告)$`),
		regexp.MustCompile(`^` + partyCongress + `(?:政治|工作)?(?:报告|報告)$`),
		regexp.MustCompile(`^中国共产党第` + numeralPattern + `次全国代表大会关于[^《》]{2,60}的决议$`),
	}
	reportAtSession = []*regexp.Regexp{
		regexp.MustCompile(`^(?:\p{Han}{2,4})?在` + npcSession + `上的?(?:\p{Han}{0,8}报告|讲话)$`),
	}
	adoptedBySession = []*regexp.Regexp{
		regexp.MustCompile(`^` + npcSession + `关于.{2,80}的(?:决议|决定)$`),
	}
	// otherCongress names bodies whose own congresses are counted, too.
	otherCongress = regexp.MustCompile(`工会|共青团|青年团|妇女|妇联|残疾人|文联|作协|作家|科协|民革|民盟|民建|民进|农工|致公|九三学社|台盟|工商联|侨联|法学会|学生|佛教|道教|基督教|天主教|伊斯兰`)
	stateReport   = regexp.MustCompile(`^(\d{4})年(?:中华人民共和国)?国务院政府工作报告$`)
)

// meetingDate is the date that follows from the meeting which title, name or
// head of a document name as the one that heard or adopted it, to the
// precision that is certain; "" if they name none.
func meetingDate(title, stem string, head []string) string {
	lines := []string{title, strings.ReplaceAll(stem, "_", "")}
	for _, s := range head[:min(len(head), 8)] {
		if strings.HasPrefix(s, "—") || strings.HasPrefix(s, "－") || strings.HasPrefix(s, "在") {
			lines = append(lines, strings.TrimLeft(s, dashes))
		}
	}
	for _, line := range lines {
		line = dropSpace(line)
		if len(line) > 4*maxTitle {
			continue
		}
		if iso := dateOfMeeting(line); iso != "" {
			return iso
		}
	}
	return ""
}

func dateOfMeeting(line string) string {
	if m := firstMatch(ofCongress, line); m != nil {
		if n := countOf(m[1]); n < len(congressMonths) && !otherCongress.MatchString(line) {
			return congressMonths[n]
		}
		return ""
	}
	if m := firstMatch(reportAtSession, line); m != nil {
		first, last := sessionMonths(countOf(m[1]), countOf(m[2]))
		return commonDate(first, last)
	}
	if m := firstMatch(adoptedBySession, line); m != nil {
		_, last := sessionMonths(countOf(m[1]), countOf(m[2]))
		return last // what a session adopts on the report it adopts when it closes
	}
	if m := stateReport.FindStringSubmatch(bareTitle(line)); m != nil {
		return sessionOf(m[1])
	}
	return ""
}

func firstMatch(res []*regexp.Regexp, s string) []string {
	for _, re := range res {
		if m := re.FindStringSubmatch(s); m != nil {
			return m
		}
	}
	return nil
}

// countOf is the number that s is.
func countOf(s string) int {
	n, _ := scanNumeral(s)
	return n.value
}

// sessionMonths are the first and last month of a session, "" if it is unknown.
func sessionMonths(congress, session int) (first, last string) {
	if congress >= len(npcSessions) || session >= len(npcSessions[congress]) {
		return "", ""
	}
	return monthsOf(npcSessions[congress][session])
}

func monthsOf(months string) (first, last string) {
	first, last, spans := strings.Cut(months, " ")
	if !spans {
		last = first
	}
	return first, last
}

// sessionOf is the date of the session that heard the report of a year.
func sessionOf(year string) string {
	for _, sessions := range npcSessions {
		for _, months := range sessions {
			if first, last := monthsOf(months); strings.HasPrefix(first, year) {
				return commonDate(first, last)
			}
		}
	}
	return ""
}

// commonDate is the date to the precision in which both months agree.
func commonDate(first, last string) string {
	switch {
	case first == last:
		return first
	case first[:len("2006")] == last[:len("2006")]:
		return first[:len("2006")]
	}
	return ""
}
