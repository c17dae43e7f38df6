package corpus

import (
	"regexp"
	"strings"
)

// event is one entry of an issuing history: what was done when, and by whom.
type event struct {
	date   string
	text   string // from behind the date to the next one
	action string // 通过, 公布, 修订 …
}

// issuing are the words for acts that make a version of a document.
var issuing = []string{"通过", "公布", "发布", "發布", "公告", "修订", "修正", "修改", "批准", "颁布", "印发", "制定", "通過", "修訂", "令", "訂定"}

// delivered is the act of a report or speech: （2022年1月18日在…会议上）. It
// dates the text and issues nothing.
const delivered = "报告"

// dashes begin a subtitle: ——2018年1月26日在…
const dashes = "—－─―-"

// readHistory finds the issuing history in the head of a text: paragraphs
// that begin with a date and say what was done. 根据, a 文号 or the dash of a
// subtitle may stand before the date.
func readHistory(head []string) []event {
	var events []event
	for _, p := range head {
		s := p
		if i := strings.Index(p, "——"); i > 0 && i < 4*maxHeading {
			s = p[i:] // the subtitle was joined to its title
		}
		s = strings.TrimLeft(s, "（(　 "+dashes)
		s = strings.TrimPrefix(s, "根据")
		s = s[len(leadingNumber.FindString(s)):]
		s = strings.TrimLeftFunc(s, isSpace)
		if _, _, ok := scanDate(s); !ok || len(s) > 6000 || strings.Contains(dropQuoted(s), "。") {
			continue // a sentence of the body that begins with a date
		}
		events = append(events, eventsOf(s)...)
	}
	return events
}

// session names a meeting that adopts laws or interpretations.
var session = regexp.MustCompile(term.String() + `|审判委员会|检察委员会`)

// leadingNumber is a 文号 that an issuing history begins with.
var leadingNumber = regexp.MustCompile(`^` + issuedNumber.String() + `[\s　，,]+`)

// eventsOf reads the entries of one paragraph. The date from which something
// is in force (自…起施行) is none.
func eventsOf(s string) []event {
	var events []event
	dates := datesIn(s)
	for i, d := range dates {
		end := len(s)
		if i+1 < len(dates) {
			end = dates[i+1].Start
		}
		e := event{date: d.iso, text: strings.TrimFunc(s[d.End:end], isSpace)}
		if strings.HasSuffix(strings.TrimRight(s[:d.Start], " 　"), "自") || strings.HasPrefix(e.text, "起") {
			continue
		}
		if e.action = actionOf(e.text); e.action == "" && i+1 < len(dates) {
			e.action = actionOf(s[d.End:]) // 甲会议、2012年8月21日乙会议通过
		}
		if e.action == "" && strings.HasPrefix(e.text, "在") && strings.Contains(e.text, "会") {
			e.action = delivered
		}
		if e.action == "" && session.MatchString(e.text) && len(e.text) < 200 {
			e.action = "通过" // broken off behind the session's name
		}
		if e.action != "" {
			events = append(events, e)
		}
	}
	return events
}

// actionOf is the last issuing word of s, outside of 《》.
func actionOf(s string) string {
	s = dropQuoted(s)
	best, at := "", -1
	for _, word := range issuing {
		if i := strings.LastIndex(s, word); i > at {
			best, at = word, i
		}
	}
	return best
}

// dropQuoted is s without what stands in 《》 or “”.
func dropQuoted(s string) string {
	if !strings.ContainsAny(s, "《〈“<") {
		return s
	}
	var out strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '《', '〈', '“', '<':
			depth++
		case '》', '〉', '”', '>':
			depth = max(depth-1, 0)
		default:
			if depth == 0 {
				out.WriteRune(r)
			}
		}
	}
	return out.String()
}

// latest is the last date of a history, "" if it is empty.
func latest(events []event) string {
	last := ""
	for _, e := range events {
		last = max(last, e.date)
	}
	return last
}
