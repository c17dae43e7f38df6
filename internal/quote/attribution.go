package quote

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
)

// Attribution says whether the one to whom a quotation is ascribed was asked.
type Attribution string

// The attributions; "" is of what is ascribed to nobody, and of citations.
const (
	// AttributionChecked: the document named is in the corpus and was asked, or
	// the one found is of the very person or organ that is named.
	AttributionChecked Attribution = "checked"
	// AttributionNotChecked: a person, an organ, a meeting or a document is named
	// that is not in the corpus, or only in documents of others. The verdict
	// speaks of the words, not of who said them.
	AttributionNotChecked Attribution = "not_checked"
)

// theirs puts places in documents of the one who is named first, if there are
// such, and says whether the attribution is checked by that.
func (v *verdict) theirs(places []Place) []Place {
	names := v.claim.Names
	if len(names) == 0 {
		return places
	}
	if !names[0].Person {
		if v.claim.Attribution == "" {
			v.claim.Attribution = AttributionNotChecked
		}
		return places
	}
	v.claim.Attribution = AttributionNotChecked
	of := placesIn(places, func(info corpus.Info) bool { return isBy(info, names[0].Text) })
	if len(of) == 0 {
		return places
	}
	v.claim.Attribution = AttributionChecked
	return of
}

// unattributed notes that words stand in a document, and that nothing shows
// whose they are.
func (v *verdict) unattributed() {
	if v.claim.Attribution != AttributionNotChecked {
		return
	}
	if name := v.claim.Names[0]; name.Person {
		v.note("the words stand there, but that they are those of " + name.Text + " was not checked")
		return
	}
	v.note("the words stand in another, which does not show that they are of the one named")
}

// isBy tells whether a document is of the one who is named: its issuer, or in
// its title the speaker: 《某某在……上的讲话》, 《某某：……》, 《……（某某）》.
func isBy(info corpus.Info, name string) bool {
	name = analysis.Letters(name)
	for _, who := range speakersOf(info) {
		if who = analysis.Letters(who); utf8.RuneCountInString(who) >= 2 && isCalled(name, who) {
			return true
		}
	}
	return false
}

// speakersOf are those whose words a document may be.
func speakersOf(info corpus.Info) []string {
	who := strings.Split(info.Issuer, "、")
	title := strings.TrimLeft(info.Title, "《")
	if m := titleSpeaker.FindStringSubmatch(title); m != nil {
		who = append(who, m[1])
	}
	if m := titleSigned.FindStringSubmatch(title); m != nil {
		who = append(who, m[1])
	}
	return who
}

// Who speaks in a title: at its beginning, or in brackets at its end.
var (
	titleSpeaker = regexp.MustCompile(`^(\p{Han}{2,20}?)(?:同志|总书记|主席|总理|委员长)?(?:在.*(?:讲话|致辞|演讲|发言|报告|谈话)|[：:]|关于|致|文选|选集|文集|谈治国)`)
	titleSigned  = regexp.MustCompile(`[（(](\p{Han}{2,4})[）)]$`)
)

// isCalled tells whether a name is somebody's, with or without an office before
// or behind it: 县长王一 and 王一同志 are 王一. An organ's office-holders are not
// the organ.
func isCalled(name, who string) bool {
	if name == who {
		return true
	}
	if n := utf8.RuneCountInString(who); n > 4 || strings.ContainsRune(organEnds, lastRune(who)) {
		return false
	}
	isOffice := func(text string) bool {
		return slices.ContainsFunc(offices, func(w string) bool { return strings.HasSuffix(text, w) })
	}
	if rest, ok := strings.CutSuffix(name, who); ok && isOffice(rest) {
		return true
	}
	rest, ok := strings.CutPrefix(name, who)
	return ok && slices.Contains(offices, rest)
}

// organEnds are the last letters of organs.
const organEnds = "院会部委局厅省市县区党府办社署"
