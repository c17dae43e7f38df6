package quote

import (
	"fmt"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// Fix is what is written into a draft for one near claim.
type Fix struct {
	Claim int // its index in Report.Claims
	Change
}

// Fixes are those of all near claims that have one, in order; they touch no
// byte twice.
func Fixes(r *Report) []Fix {
	var fixes []Fix
	for i, c := range r.Claims {
		if c.Fix != nil {
			fixes = append(fixes, Fix{i, *c.Fix})
		}
	}
	return fixes
}

// Why a near quotation is left as it is, beside what mended says.
const (
	unfixedTie      = "other words are as near: which ones are meant can't be told"
	unfixedPart     = "its words stand in another part than the one named"
	unfixedVerbatim = "word for word it stands in another document than the one named"
	unfixedUnknown  = "the document named is not in the corpus"
	unfixedPerson   = "it is ascribed to %s, and the document is not known to be theirs"
	unfixedGap      = "what an ellipsis leaves out changes the sense"
	unfixedRight    = "it stands inside a quotation that is its source's"
	unfixedOuter    = "it stands inside a quotation that is fixed"
)

// setNear gives the verdict near with the first of sorted places. Where another
// is as near and has other letters, nobody can tell which one was meant.
func (v *verdict) setNear(places []Place, note string) {
	v.set(Near, &places[0], note)
	for _, p := range places[1:] {
		if p.Similarity == places[0].Similarity && analysis.Letters(p.Text) != analysis.Letters(places[0].Text) {
			v.doubt(unfixedTie)
		}
	}
}

// doubt says why the claim must not be fixed, if it is the first reason.
func (v *verdict) doubt(why string) {
	if v.unfixed == "" {
		v.unfixed = why
	}
}

// ascribed doubts words that a person or a document is named for which is not
// known to be their source.
func (v *verdict) ascribed() {
	switch names := v.claim.Names; {
	case v.claim.Attribution != AttributionNotChecked:
	case names[0].Person:
		v.doubt(fmt.Sprintf(unfixedPerson, names[0].Text))
	default:
		v.doubt(unfixedUnknown)
	}
}

// mend gives a near quotation its fix, or the reason why it has none.
func (v *verdict) mend() error {
	c := &v.claim
	if c.Verdict != Near || c.Source == nil {
		return nil
	}
	if len(c.Source.Edits) == 0 || c.Source.Swallowed != "" {
		v.doubt(unfixedGap)
	}
	if c.Unfixed = v.unfixed; c.Unfixed != "" {
		return nil
	}
	doc, _, err := v.src.Load(match.Hits{Doc: c.Source.doc})
	if err != nil {
		return err
	}
	text, why := mended(v.draft.Text, c.Span, firstRune(v.draft.Text[c.Open:c.Start]), v.words, doc.Text, c.Source.parts)
	if c.Unfixed = why; why == "" {
		c.Fix = &Change{c.Span, text}
	}
	return nil
}

// settleNested takes the fixes from quotations inside of others that are right
// or fixed themselves: they would break them. Claims are in order, what encloses
// before what it holds.
func settleNested(claims []Judged) {
	end, why := 0, "" // of the last such quotation
	for i := range claims {
		c := &claims[i]
		switch {
		case c.Fix != nil && c.Start < end:
			c.Fix, c.Unfixed = nil, why
		case c.Kind != Quotation || c.End <= end:
		case c.Fix != nil:
			end, why = c.End, unfixedOuter
		case c.Verdict == Exact || c.Verdict == Equivalent:
			end, why = c.End, unfixedRight
		}
	}
}
