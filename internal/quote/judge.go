package quote

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/library"
)

// quotation judges words between quotation marks. The rules:
//
//	document named, and known     its words there: exact or equivalent;
//	                              in another 条 than the one named: elsewhere;
//	                              near there: near; in other documents: elsewhere;
//	                              else absent
//	a person, or a document       exact, equivalent or near anywhere;
//	that is not known             else unsure
//	nobody                        exact, equivalent or near anywhere; else absent
//
// Fewer than 8 letters that are nowhere, or only near, are unsure.
func (j *judge) quotation(ctx context.Context, c Claim) (Judged, error) {
	raw := j.draft.Text[c.Start:c.End]
	w := wordingOf(raw, c.Start, j.options.Ellipsis, saying(raw, c.Text))
	v := verdict{judge: j, words: w, claim: Judged{Claim: c}}
	if why := w.tooMuch(); why != "" {
		v.set(Unsure, nil, why)
		return v.claim, nil
	}
	err := v.decide(ctx)
	if err == nil {
		err = v.mend()
	}
	return v.claim, err
}

// saying gives what parts of raw say: text is raw without some of its runes.
func saying(raw, text string) func(Span) string {
	if raw == text {
		return func(s Span) string { return raw[s.Start:s.End] }
	}
	at := make([]int, len(raw)+1) // where in text each rune of raw stands, or the next that it has
	to := 0
	for i, r := range raw {
		at[i] = to
		if has, size := utf8.DecodeRuneInString(text[to:]); has == r {
			to += size
		}
	}
	at[len(raw)] = to
	return func(s Span) string { return text[at[s.Start]:at[s.End]] }
}

// verdict is one quotation on its way to a verdict.
type verdict struct {
	*judge
	words wording
	claim Judged
	all   []Place // exact and equivalent places anywhere

	unfixed   string  // why a near one can't be fixed, though its place is known
	swallowed []Place // that would be such, but for a negation that an ellipsis left out
}

// set gives the verdict. It copies the place, which is one of many.
func (v *verdict) set(is Verdict, at *Place, note string) {
	v.claim.Verdict = is
	if at != nil {
		place := *at
		v.claim.Source = &place
		if place.Swallowed != "" {
			defer v.note("the ellipsis leaves out " + place.Swallowed + ", which governs what is quoted")
		}
	}
	v.note(note)
}

func (v *verdict) note(text string) {
	if text == "" {
		return
	}
	if v.claim.Note != "" {
		v.claim.Note += "; "
	}
	v.claim.Note += text
}

func (v *verdict) decide(ctx context.Context) error {
	var err error
	if v.all, err = v.finder.verbatim(ctx, v.words, nil); err != nil {
		return err
	}
	for _, p := range v.all {
		if p.Swallowed != "" {
			v.swallowed = append(v.swallowed, p)
		}
	}
	v.all = slices.DeleteFunc(v.all, func(p Place) bool { return p.Swallowed != "" })
	sortPlaces(v.all)
	if names := v.claim.Names; len(names) > 0 && !names[0].Person {
		found := v.library.Find(names[0])
		if found.Known {
			v.claim.Attribution = AttributionChecked
			return v.named(ctx, names[0], found)
		}
		v.note(v.unknown(names[0], found))
	}
	return v.anywhere(ctx)
}

// unknown says why a document that is named can't be asked.
func (v *verdict) unknown(name Name, found library.Found) string {
	if note := v.lateNote(name); note != "" {
		return note
	}
	note := "the document named is not in the corpus"
	if found.Note != "" {
		note += "; " + found.Note
	}
	return note
}

// anywhere decides where no document that is known is named.
func (v *verdict) anywhere(ctx context.Context) error {
	if len(v.all) > 0 {
		best := &v.theirs(v.all)[0]
		v.set(best.Verdict, best, "")
		v.unattributed()
		return nil
	}
	near, err := v.near(ctx, nil)
	if err != nil {
		return err
	}
	sortPlaces(near)
	near = v.theirs(near)
	if v.words.letters < sureLetters && len(v.swallowed) == 0 {
		v.set(Unsure, firstPlace(near), fewLetters)
		return v.later(ctx)
	}
	if len(near) > 0 {
		v.setNear(near, "")
		v.unattributed()
		v.ascribed()
		return v.later(ctx)
	}
	return v.nowhere(ctx)
}

const fewLetters = "fewer than 8 letters, and they stand nowhere as they are"

func firstPlace(places []Place) *Place {
	if len(places) == 0 {
		return nil
	}
	return &places[0]
}

// nowhere decides about words that are not even near.
func (v *verdict) nowhere(ctx context.Context) error {
	closest, err := v.finder.closest(ctx, v.words, nil)
	if err != nil {
		return err
	}
	switch names := v.claim.Names; {
	case len(names) == 0:
		v.set(Absent, closest, "nobody is named, and no document has the words")
	case names[0].Person:
		v.set(Unsure, closest, names[0].Text+" is named, which is no document; no document has the words")
	default:
		v.set(Unsure, closest, "")
	}
	return v.later(ctx)
}

// named decides where a known document is named, in all its versions.
func (v *verdict) named(ctx context.Context, name Name, found library.Found) error {
	paths := map[string]int{}
	for _, doc := range found.Docs {
		paths[v.src.Info(doc).Path] = doc
	}
	within := func(info corpus.Info) bool { _, ok := paths[info.Path]; return ok }
	there := placesIn(v.all, within)
	inside, err := v.insideArticle(there, name, paths)
	if err != nil {
		return err
	}
	switch {
	case len(inside) > 0:
		v.set(inside[0].Verdict, &inside[0], v.olderNote(inside, found))
		return nil
	case len(there) > 0:
		v.set(Elsewhere, &there[0], standsNote(there[0], name))
		return nil
	case v.words.letters < sureLetters && len(v.all)+len(v.swallowed) == 0:
		return v.anywhere(ctx)
	}
	near, err := v.near(ctx, within)
	if err != nil {
		return err
	}
	sortPlaces(near)
	if len(near) > 0 {
		return v.nearThere(near, name, paths)
	}
	if len(v.all) > 0 {
		v.set(Elsewhere, &v.all[0], "the document named lacks the words")
		return v.later(ctx)
	}
	return v.lacking(ctx, within)
}

// nearThere decides where the document named has the words with slips.
func (v *verdict) nearThere(near []Place, name Name, paths map[string]int) error {
	inside, err := v.insideArticle(near, name, paths)
	if err != nil {
		return err
	}
	note := ""
	if len(inside) == 0 {
		inside = near
		note = standsNote(near[0], name)
	}
	v.setNear(inside, note)
	if note != "" {
		v.doubt(unfixedPart)
	}
	if len(v.all) > 0 {
		v.note("word for word they stand in " + titleOf(v.all[0].Doc))
		v.doubt(unfixedVerbatim)
	}
	return nil
}

// lacking decides where the document named has nothing like the words.
func (v *verdict) lacking(ctx context.Context, within func(corpus.Info) bool) error {
	near, err := v.near(ctx, nil)
	if err != nil {
		return err
	}
	sortPlaces(near)
	if len(near) > 0 {
		v.set(Absent, &near[0], "the document named lacks the words; near ones stand in "+titleOf(near[0].Doc))
		return v.later(ctx)
	}
	closest, err := v.finder.closest(ctx, v.words, within)
	if err == nil && closest == nil {
		closest, err = v.finder.closest(ctx, v.words, nil)
	}
	if err != nil {
		return err
	}
	v.set(Absent, closest, "the document named lacks the words")
	return v.later(ctx)
}

// near gives the near places in the documents that only lets pass, nil all:
// those that an ellipsis falsifies among them, also where nothing else is near.
func (v *verdict) near(ctx context.Context, only func(corpus.Info) bool) ([]Place, error) {
	var there []Place
	for _, p := range v.swallowed {
		if only == nil || only(p.Doc) {
			there = append(there, p)
		}
	}
	near, err := v.finder.near(ctx, v.words, there, only)
	return append(there, near...), err
}

func placesIn(places []Place, within func(corpus.Info) bool) []Place {
	var in []Place
	for _, p := range places {
		if within(p.Doc) {
			in = append(in, p)
		}
	}
	return in
}

// insideArticle keeps the places in the part of its document that is named.
func (v *verdict) insideArticle(places []Place, name Name, paths map[string]int) ([]Place, error) {
	if name.Part() == "" {
		return places, nil
	}
	var inside []Place
	for _, p := range places {
		doc, err := v.library.Load(paths[p.Doc.Path])
		if err != nil {
			return nil, err
		}
		if part, ok, _ := v.library.Article(doc, name); ok && part.Start <= p.Start && p.End <= part.End {
			inside = append(inside, p)
		}
	}
	return inside, nil
}

// olderNote tells that only older versions of the document named have the
// words, "" if the newest has them. A version without date is no other one.
func (v *verdict) olderNote(inside []Place, found library.Found) string {
	newest := v.src.Info(found.Docs[0])
	latest := inside[0]
	for _, p := range inside {
		if p.Doc.Path == newest.Path {
			return ""
		}
		if p.Doc.Date > latest.Doc.Date {
			latest = p
		}
	}
	if latest.Doc.Title != newest.Title || latest.Doc.Date == "" || newest.Date <= latest.Doc.Date {
		return ""
	}
	return "so in the version of " + latest.Doc.Date + "; that of " + newest.Date + " lacks the words"
}

// later notes that the words stand in a document that is too late to vouch.
func (v *verdict) later(ctx context.Context) error {
	if v.before == "" {
		return nil
	}
	f := finder{v.src, Options{Ellipsis: v.options.Ellipsis, Keep: v.tooLate}}
	places, err := f.verbatim(ctx, v.words, nil)
	if err != nil || len(places) == 0 {
		return err
	}
	sortPlaces(places)
	v.note(fmt.Sprintf("they stand in %s of %s, which is later than %s", titleOf(places[0].Doc), places[0].Doc.Date, v.before))
	return nil
}

func titleOf(info corpus.Info) string {
	if info.Title == "" {
		return info.Path
	}
	return library.Quoted(info.Title)
}

// standsNote says where words stand that are not in the part named.
func standsNote(p Place, name Name) string {
	where := p.Section
	if where == "" {
		where = "another part"
	}
	return "the words stand in " + where + ", not in " + name.Part()
}
