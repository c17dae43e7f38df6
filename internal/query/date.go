package query

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

var (
	writtenDate = regexp.MustCompile(`^(\d{4})(?:年|[-/.年](\d{1,2})(?:月|[-/.月](\d{1,2})日?)?)?$`)
	packedDate  = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)?$`)
	isoDate     = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`)
)

const dateHint = "write 2021, 2021-03, 2021-03-05, 2019..2021, ..2020 or 2019.."

// ParseDates reads a day, month or year, or a range of them (2019..2021, ..2020,
// 2019..), with 2021-03-05, 2021/3/5, 2021.3.5, 20210305 or 2021年3月5日 alike,
// digits of either width. A range may also be written 2019-2021, 2019至2021,
// 2019年至今, 2019年以来 and 2020年以前, which takes 2020 in. From and to are ISO, to
// the precision written; an open end is "". The error is a *SyntaxError whose
// column counts in s.
func ParseDates(s string) (from, to string, err error) {
	s = narrow(s)
	left, right, isRange := strings.Cut(s, "..")
	behind := utf8.RuneCountInString(left) + 3
	if !isRange {
		left, right, behind, isRange = otherRange(s)
	}
	if from, err = parseDate(left, 1); err != nil {
		return "", "", err
	}
	if !isRange {
		if from == "" {
			return "", "", errAt(1, "the date is empty", dateHint)
		}
		return from, from, nil
	}
	if to, err = parseDate(right, behind); err != nil {
		return "", "", err
	}
	switch {
	case from == "" && to == "":
		return "", "", errAt(1, "the range has neither beginning nor end", dateHint)
	case from != "" && to != "" && firstDay(from) > lastDay(to):
		return "", "", errAt(1, "the range begins after its end", fmt.Sprintf("write %s..%s", to, from))
	}
	return from, to, nil
}

// otherRange parts a range that is written without dots, and says at which column
// its end begins. Where a dash parts what is no date on both sides, it is in a
// date: 2021-03.
func otherRange(s string) (left, right string, behind int, ok bool) {
	plain := strings.TrimSpace(s)
	for _, open := range []string{"至今", "以来", "起", "以后"} {
		if from, ok := strings.CutSuffix(plain, open); ok && from != "" {
			return from, "", 1, true
		}
	}
	if to, ok := strings.CutSuffix(plain, "以前"); ok && to != "" {
		return "", to, 1, true
	}
	for i, r := range s {
		if strings.ContainsRune("至到~-—–―", r) {
			left, right = s[:i], strings.TrimLeft(s[i:], string(r))
			if isDate(left) && isDate(right) {
				return left, right, utf8.RuneCountInString(s[:len(s)-len(right)]) + 1, true
			}
		}
	}
	return s, "", 0, false
}

// isDate tells whether s has the form of a date, of the calendar or not.
func isDate(s string) bool {
	s = strings.TrimSpace(s)
	return writtenDate.MatchString(s) || packedDate.MatchString(s)
}

// parseDate is "" for white space alone.
func parseDate(s string, column int) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	parts := writtenDate.FindStringSubmatch(s)
	if parts == nil {
		parts = packedDate.FindStringSubmatch(s)
	}
	if parts == nil {
		return "", errAt(column, fmt.Sprintf("%q is not a date", s), dateHint)
	}
	iso := parts[1]
	for _, part := range parts[2:] {
		if part != "" {
			n, _ := strconv.Atoi(part) // one or two digits
			iso += fmt.Sprintf("-%02d", n)
		}
	}
	if _, err := time.Parse("2006-01-02"[:len(iso)], iso); err != nil || parts[1] == "0000" {
		return "", errAt(column, fmt.Sprintf("the calendar has no %s", s), dateHint)
	}
	return iso, nil
}

// MatchDate tells whether a document's date may lie in the range: whether the
// time that docDate (ISO, of any precision) stands for overlaps that from from to
// to (ISO, of any precision, "" for an open end). So a document dated 2021 is
// found by 2021-03, and one dated 2021-03-05 by 2021. A document whose date is
// unknown or not ISO never matches.
func MatchDate(docDate, from, to string) bool {
	if !isoDate.MatchString(docDate) {
		return false
	}
	return (to == "" || firstDay(docDate) <= lastDay(to)) &&
		(from == "" || lastDay(docDate) >= firstDay(from))
}

// firstDay and lastDay make an ISO date of any precision comparable as a string;
// every month is given 31 days, which no comparison notices.
func firstDay(iso string) string { return iso + "0000-01-01"[min(len(iso), 10):] }
func lastDay(iso string) string  { return iso + "0000-12-31"[min(len(iso), 10):] }
