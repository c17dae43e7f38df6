package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"path"
	"strconv"
	"strings"

	"yinzheng/internal/quote"
)

// What GitHub takes (docs.github.com, "SARIF support for code scanning"): more
// results than these, or a file of over 10 MB when compressed, are refused
// whole. Text like this compresses to less than a third.
const (
	mostResults     = 25_000
	mostResultBytes = 30_000_000
)

const (
	unattributedID = "quotation-unattributed"
	markRule       = "mark-unclosed"
	unreadDraft    = "draft-unreadable"
	unreadIndex    = "index-incomplete"
	resultsLeftOut = "results-left-out"
)

// sarif writes c for code scanning.
func (p Printer) sarif(c Check) error {
	return Printer{W: p.W, Format: JSON}.json(newSARIF(c, mostResults, mostResultBytes))
}

func newSARIF(c Check, results, bytes int) sarifLog {
	s := &sarifWriter{c: c, results: results, bytes: bytes, list: []json.RawMessage{}, seen: map[string]int{}}
	s.rules()
	// Results that fail come first, so that what is left out is what matters less.
	for _, level := range []severity{asError, asWarning, asNote} {
		for _, f := range c.Files {
			s.file(f, level)
		}
	}
	return sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool: sarifTool{sarifDriver{Name: "yinzheng", FullName: "引证 (yinzheng)", Version: c.version, Language: "en",
				Rules: s.descriptors, Notifications: notificationKinds()}},
			Invocations: []sarifInvocation{{len(c.Unreadable) == 0, s.notifications()}},
			ColumnKind:  "unicodeCodePoints",
			Results:     s.list,
		}},
	}
}

// sarifWriter collects results until there are as many as may be.
type sarifWriter struct {
	c              Check
	results, bytes int // how many may come yet
	list           []json.RawMessage
	descriptors    []sarifDescriptor
	index          map[string]int // of a rule
	seen           map[string]int // how often a fingerprint's text was there
	left           int            // results left out
}

// rules describes every rule that can have results.
func (s *sarifWriter) rules() {
	s.index = map[string]int{}
	add := func(d sarifDescriptor) {
		s.index[d.ID] = len(s.descriptors)
		s.descriptors = append(s.descriptors, d)
	}
	for _, r := range rules() {
		if level := s.c.severity(Claim{Verdict: r.verdict}); level != noResult {
			add(descriptor(r.id(), r.english+" ("+r.chinese+")", r.means, r.advice, level, string(r.kind)))
		}
	}
	r := unattributedRule(quote.Exact)
	add(descriptor(unattributedID, r.english+" ("+r.chinese+")", r.means, r.advice, asNote, string(r.kind)))
	add(descriptor(markRule, "mark without its partner (引号不成对)", "A quotation mark is opened and not closed, or closed and not opened: what it holds can't be checked.", "Add the mark, or take it away.", asWarning, "quotation"))
}

func descriptor(id, short, full, help string, level severity, tag string) sarifDescriptor {
	kind, problem := levelNames(level)
	return sarifDescriptor{
		ID: id, Name: pascal(id), Short: sarifMessage{short}, Full: sarifMessage{full}, Help: &sarifMessage{help},
		Default: &sarifConfiguration{kind}, Bag: &sarifRuleBag{[]string{tag}, problem},
	}
}

// levelNames is a severity as SARIF names it, and as code scanning does.
func levelNames(s severity) (level, problem string) {
	switch s {
	case asError:
		return "error", "error"
	case asWarning:
		return "warning", "warning"
	default:
		return "note", "recommendation"
	}
}

// pascal makes QuotationNear of quotation-near, as SARIF wants names.
func pascal(id string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(id, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

func notificationKinds() []sarifDescriptor {
	kind := func(id, short, full string) sarifDescriptor {
		return sarifDescriptor{ID: id, Name: pascal(id), Short: sarifMessage{short}, Full: sarifMessage{full}}
	}
	return []sarifDescriptor{
		kind(unreadDraft, "draft not read", "This draft could not be read and was not checked."),
		kind(unreadIndex, "index incomplete", "Some files could not be read into the index: what they say can't vouch."),
		kind(resultsLeftOut, "results left out", "There are more results than GitHub takes; the lesser ones are left out."),
	}
}

func (s *sarifWriter) notifications() []sarifNotification {
	list := []sarifNotification{}
	for _, u := range s.c.Unreadable {
		list = append(list, sarifNotification{"error", sarifReference{unreadDraft},
			sarifMessage{sarifText("未能读取：" + visible(u.Reason))}, []sarifLocation{{Physical: sarifPhysical{Artifact: artifact(u.Path)}}}})
	}
	if n := len(s.c.Unread); n > 0 {
		list = append(list, sarifNotification{"warning", sarifReference{unreadIndex},
			sarifMessage{"the index is incomplete: " + count(n, "file") + " could not be read"}, nil})
	}
	if s.left > 0 {
		list = append(list, sarifNotification{"warning", sarifReference{resultsLeftOut},
			sarifMessage{count(s.left, "result") + " left out; --format json lists all"}, nil})
	}
	return list
}

// file adds the results of f that are this grave.
func (s *sarifWriter) file(f DraftFile, level severity) {
	for _, x := range f.Claims {
		if s.c.severity(x) == level {
			s.add(s.claim(f, x, level))
		}
	}
	if level != s.c.warningLevel() {
		return
	}
	name, _ := levelNames(level)
	for _, x := range f.Warnings {
		region := sarifRegion{StartLine: x.Line, StartColumn: x.Column, EndLine: x.Line, EndColumn: x.Column + 1}
		s.add(sarifResult{
			RuleID: markRule, Level: name, Message: sarifMessage{sarifText(visible(x.Text))},
			Locations: []sarifLocation{{Physical: sarifPhysical{artifact(f.Path), &region}}},
			// What stands behind the mark tells it from others.
			Fingerprints: s.fingerprint(markRule, f.Path, f.behind(x.off)),
		})
	}
}

// behind is the text from off on, as much of it as tells a place from others.
func (f DraftFile) behind(off int) string {
	return f.doc.Text[off:forth(f.doc.Text, off)]
}

// ruleID names the rule of a claim to those who read logs.
func (c Claim) ruleID() string {
	if c.unattributed() && c.Verdict != quote.Near {
		return unattributedID
	}
	return ruleOf(c).id()
}

func (s *sarifWriter) claim(f DraftFile, x Claim, level severity) sarifResult {
	id := x.ruleID()
	kind, _ := levelNames(level)
	r := sarifResult{
		RuleID: id, Level: kind,
		Locations: []sarifLocation{{Physical: sarifPhysical{artifact(f.Path),
			&sarifRegion{x.Line, x.Column, x.EndLine, x.EndColumn}}}},
		Fingerprints: s.fingerprint(id, f.Path, x.Text),
		Fixes:        sarifFixes(f.Path, x),
	}
	where := ""
	if x.Source != nil {
		where = s.c.locate(x.Source.Document.Path)
	}
	if where == "" || path.IsAbs(where) || strings.HasPrefix(where, "../") { // not of the repository
		r.Message.Text = sarifText(x.message(Standing.where))
		return r
	}
	// The link in the message is what makes code scanning show the location.
	r.Message.Text = strings.ReplaceAll(sarifText(x.message(func(Standing) string { return "\x00" })),
		"\x00", "["+sarifText(x.Source.where())+"](1)")
	r.Related = []sarifLocation{{ID: 1, Physical: sarifPhysical{artifact(where), &sarifRegion{StartLine: x.Source.Line}},
		Message: &sarifMessage{sarifText(visible(x.Source.name()))}}}
	return r
}

// add takes r in, if there is room.
func (s *sarifWriter) add(r sarifResult) {
	r.RuleIndex = s.index[r.RuleID]
	b, err := marshal(r, "", "")
	if err != nil || s.results == 0 || s.bytes < len(b) { // strings and numbers always marshal
		s.results = 0
		s.left++
		return
	}
	s.results--
	s.bytes -= len(b)
	s.list = append(s.list, b)
}

// fingerprint tells a result from others of its rule by file and text alone,
// so that it is the same where lines moved; equal texts in a file are counted.
// The line hash by which GitHub goes is added by its upload action: one of ours
// under that name would only make it warn.
func (s *sarifWriter) fingerprint(rule, path, text string) map[string]string {
	words := strings.Join(strings.Fields(text), "")
	sum := sha256.Sum256([]byte(rule + "\x00" + path + "\x00" + words))
	key := hex.EncodeToString(sum[:16])
	s.seen[key]++
	return map[string]string{"claimHash/v1": key + ":" + strconv.Itoa(s.seen[key])}
}

// sarifText escapes what a message reads as a placeholder (3.11.5) or as a
// link (3.11.6).
func sarifText(text string) string {
	return strings.NewReplacer("{", "{{", "}", "}}", "[", `\[`, "]", `\]`).Replace(text)
}

// artifact is the URI of a file: relative to the working directory, or
// absolute.
func artifact(name string) sarifArtifact {
	u := url.URL{Path: name}
	if path.IsAbs(name) {
		u.Scheme = "file"
	}
	return sarifArtifact{u.String()}
}

func sarifFixes(path string, c Claim) []sarifFix {
	x := c.fix
	if x == nil {
		return nil
	}
	r := sarifReplacement{sarifRegion{x.line, x.start, x.line, x.end}, sarifMessage{x.text}}
	return []sarifFix{{sarifMessage{"as the source has it"}, []sarifChange{{artifact(path), []sarifReplacement{r}}}}}
}
