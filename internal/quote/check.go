package quote

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// CheckOptions says how a draft is checked.
type CheckOptions struct {
	Near     float64 // least similarity of what is called near, 0 for off
	Ellipsis int     // how many letters an ellipsis can stand for

	// Before is the ISO date after which no document vouches, to the precision
	// known; "" is the draft's own date, and none if it has none. Uncut lets all
	// documents vouch.
	Before string
	Uncut  bool
	// Path is the draft's as documents are named in the source, "" if it can't
	// be among them.
	Path string
}

// Check judges every quotation and citation of a draft. Documents that are
// this draft, by path or by content, and those dated later than the cut never
// vouch; undated ones do. It fails as the source does, or with ctx.Err().
func Check(ctx context.Context, src Source, draft *corpus.Document, o CheckOptions) (*Report, error) {
	r := &Report{Draft: draft, Before: o.Before}
	if r.Before == "" && !o.Uncut {
		r.Before = draft.Date
	}
	own, err := ownCopies(src, draft, o.Path)
	if err != nil {
		return nil, err
	}
	r.Own = own
	j := &judge{draft: draft, src: src, options: o, own: map[string]bool{}, before: r.Before}
	for _, path := range own {
		j.own[path] = true
	}
	j.library, j.late = NewLibrary(src, j.vouches), NewLibrary(src, j.tooLate)
	j.finder = finder{src, Options{Near: o.Near, Ellipsis: o.Ellipsis, Keep: j.vouches}}
	lifted := Lift(draft, j.library)
	r.Terms, r.Warnings = lifted.Terms, lifted.Warnings
	r.Claims, err = j.all(ctx, lifted.Claims)
	return r, err
}

// ownCopies are the paths of the documents that are the draft.
func ownCopies(src Source, draft *corpus.Document, path string) ([]string, error) {
	letters := analysis.Letters(draft.Text)
	count := analysis.CountLetters(draft.Text)
	var own []string
	for doc := range src.Len() {
		info := src.Info(doc)
		is := path != "" && info.Path == path
		if !is && src.Letters(doc) == count {
			d, _, err := src.Load(match.Hits{Doc: doc})
			if err != nil {
				return nil, err
			}
			is = analysis.Letters(d.Text) == letters
		}
		if is {
			own = append(own, info.Path)
		}
	}
	return own, nil
}

// Later tells whether a date is later than another, as far as both are known:
// 2021 is not later than 2021-03. What has no date is not later.
func Later(date, than string) bool {
	if date == "" || than == "" {
		return false
	}
	n := min(len(date), len(than))
	return date[:n] > than[:n]
}

// judge judges the claims of one draft.
type judge struct {
	draft   *corpus.Document
	src     Source
	options CheckOptions
	own     map[string]bool
	before  string
	library *Library // of documents that vouch
	late    *Library // of those that are only too late
	finder  finder
}

// vouches tells whether a document may.
func (j *judge) vouches(info corpus.Info) bool {
	return !j.own[info.Path] && !Later(info.Date, j.before)
}

// tooLate tells whether only its date keeps a document from vouching.
func (j *judge) tooLate(info corpus.Info) bool {
	return !j.own[info.Path] && Later(info.Date, j.before)
}

// all judges the claims side by side.
func (j *judge) all(ctx context.Context, claims []Claim) ([]Judged, error) {
	judged := make([]Judged, len(claims))
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(claims)) {
		wg.Go(func() {
			for i := range next {
				var err error
				if judged[i], err = j.claim(ctx, claims[i]); err != nil {
					cancel(err)
				}
			}
		})
	}
	for i := range claims {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	return judged, context.Cause(ctx)
}

func (j *judge) claim(ctx context.Context, c Claim) (Judged, error) {
	if c.Kind == Citation {
		return j.citation(c)
	}
	return j.quotation(ctx, c)
}

// citation judges a document that is named. One that is later than the cut
// does not vouch for itself either.
func (j *judge) citation(c Claim) (Judged, error) {
	judged, err := j.library.Cite(c, j.draft)
	if err != nil || judged.Verdict != Unsure || j.before == "" || len(c.Names) == 0 {
		return judged, err
	}
	if found := j.late.Find(c.Names[0]); found.Known {
		info := j.src.Info(found.Docs[len(found.Docs)-1])
		judged.Note = fmt.Sprintf("%s of %s is later than %s", titleOf(info), info.Date, j.before)
	}
	return judged, nil
}

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
	w := wordingOf(j.draft.Text[c.Start:c.End], c.Start, j.options.Ellipsis)
	if len(w.pieces) == 1 {
		w.pieces[0].said = c.Text
	}
	v := verdict{judge: j, words: w, claim: Judged{Claim: c}}
	if w.letters > match.MaxLetters {
		v.set(Unsure, nil, fmt.Sprintf("%d letters are more than can be looked for at once: %d", w.letters, match.MaxLetters))
		return v.claim, nil
	}
	err := v.decide(ctx)
	return v.claim, err
}

// verdict is one quotation on its way to a verdict.
type verdict struct {
	*judge
	words wording
	claim Judged
	all   []Place // exact and equivalent places anywhere
}

func (v *verdict) set(is Verdict, at *Place, note string) {
	v.claim.Verdict, v.claim.Source = is, at
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
	sortPlaces(v.all)
	if names := v.claim.Names; len(names) > 0 && !names[0].Person {
		found := v.library.Find(names[0])
		if found.Known {
			return v.named(ctx, names[0], found)
		}
		v.note("the document named is not in the corpus")
		if found.Note != "" {
			v.note(found.Note)
		}
	}
	return v.anywhere(ctx)
}

// anywhere decides where no document that is known is named.
func (v *verdict) anywhere(ctx context.Context) error {
	if len(v.all) > 0 {
		v.set(v.all[0].Verdict, &v.all[0], "")
		return nil
	}
	near, err := v.finder.near(ctx, v.words, nil, nil)
	if err != nil {
		return err
	}
	sortPlaces(near)
	if v.words.letters < sureLetters {
		v.set(Unsure, firstPlace(near), fewLetters)
		return v.later(ctx)
	}
	if len(near) > 0 {
		v.set(Near, &near[0], "")
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
func (v *verdict) named(ctx context.Context, name Name, found Found) error {
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
		v.set(Elsewhere, &there[0], "the words stand in "+sectionName(there[0])+", not in "+name.part())
		return nil
	case v.words.letters < sureLetters && len(v.all) == 0:
		return v.anywhere(ctx)
	}
	near, err := v.finder.near(ctx, v.words, nil, within)
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
		note = "the words stand in " + sectionName(near[0]) + ", not in " + name.part()
	}
	v.set(Near, &inside[0], note)
	if len(v.all) > 0 {
		v.note("word for word they stand in " + titleOf(v.all[0].Doc))
	}
	return nil
}

// lacking decides where the document named has nothing like the words.
func (v *verdict) lacking(ctx context.Context, within func(corpus.Info) bool) error {
	near, err := v.finder.near(ctx, v.words, nil, nil)
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
	if name.Article == "" {
		return places, nil
	}
	var inside []Place
	for _, p := range places {
		doc, err := v.library.load(paths[p.Doc.Path])
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
func (v *verdict) olderNote(inside []Place, found Found) string {
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
	return quoted(info.Title)
}

func sectionName(p Place) string {
	if p.Section == "" {
		return "another part"
	}
	return p.Section
}

// part is the part of a document that a name means: 第十二条第二款.
func (n Name) part() string { return strings.Join([]string{n.Article, n.Paragraph, n.Item}, "") }
