package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"yinzheng/internal/concord"
	"yinzheng/internal/match"
	"yinzheng/internal/report"
)

// inquiry is a request for mentions as the parameters ask for it.
type inquiry struct {
	window
	filters
	mode              match.Mode
	pattern, narrower bool
	once              bool               // no-copies
	questions         []concord.Question // what is looked for
	terms             int                // the first of them are of terms, the others of concepts
	concept           *report.ConceptRef // the only question, nil for a term

	view         string // one of mentionViews
	group        string
	sort         string
	width        int
	sample, seed int
	span         int
	measure      concord.Measure
	labels       report.Labels
}

// newInquiry reads what is asked. Concepts are those of the server's file.
func (s *Server) newInquiry(p *params, format report.Format) (*inquiry, error) {
	q := &inquiry{
		window: p.window(format), filters: p.filters(), pattern: p.flag("pattern"), narrower: p.flag("narrower"), once: p.flag("no-copies"),
		sort: p.choice("sort"), width: p.number("width"), sample: p.number("sample"), seed: p.number("seed"),
		span: p.number("span"), measure: concord.Measure(p.choice("measure")), group: p.choice("group"), labels: report.Labels(p.choice("labels")),
	}
	mode, all, names := p.choice("mode"), p.flag("all-concepts"), p.all("concept")
	q.view = p.mentionView()
	if q.sample > 0 && !q.chosen || q.view == "count" {
		q.limit = 0 // all that were drawn; or no list at all
	}
	if p.err != nil {
		return nil, p.err
	}
	var err error
	if q.mode, err = match.ParseMode(mode); err != nil {
		return nil, err
	}
	concepts := all || len(names) > 0
	q.questions, err = concord.NewQuestions(p.all("q"), q.mode, q.pattern)
	q.terms = len(q.questions)
	switch {
	case errors.Is(err, concord.ErrNoTerm) || err == nil && !concepts && q.terms == 0:
		return nil, refuse(http.StatusBadRequest, "add q=…, percent-encoded, or concept=…", "the parameter q is missing")
	case err != nil:
		return nil, err
	case q.narrower && !concepts:
		return nil, refuse(http.StatusBadRequest, "narrower is for concepts", "q and narrower can't go together")
	case q.pattern && q.terms == 0:
		return nil, refuse(http.StatusBadRequest, "the forms of a concept are patterns already", "concepts and pattern can't go together")
	case concepts:
		err = s.askConcepts(q, all, names)
	}
	return q, q.settle(p, err)
}

// askConcepts adds the questions about concepts.
func (s *Server) askConcepts(q *inquiry, all bool, names []string) error {
	if all && len(names) > 0 {
		return refuse(http.StatusBadRequest, "leave one of them out", "all-concepts and concept can't go together")
	}
	file, _, err := s.conceptFile()
	if err != nil {
		return err
	}
	wanted := file.All()
	if !all {
		if wanted, err = lookUp(file, names); err != nil {
			return err
		}
	}
	for _, x := range wanted {
		q.questions = append(q.questions, concord.Question{Name: x.Name, Pattern: file.Pattern(x, q.mode, q.narrower)})
	}
	if q.terms > 0 {
		return nil
	}
	var below []string
	for _, x := range file.Below(wanted[0]) {
		below = append(below, x.Name)
	}
	q.concept = report.NewConceptRef(wanted[0], below)
	return nil
}

func lookUp(file *concord.Concepts, names []string) ([]*concord.Concept, error) {
	var wanted []*concord.Concept
	for _, name := range names {
		x, err := file.Lookup(name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(wanted, x) {
			wanted = append(wanted, x)
		}
	}
	return wanted, nil
}

// viewCompare and viewCounts are views of several questions.
const (
	viewCompare = "compare"
	viewCounts  = "counts"
)

// settle finds the view out, once it is known how many questions there are,
// and what it does not take.
func (q *inquiry) settle(p *params, err error) error {
	if err != nil {
		return err
	}
	if len(q.questions) > 1 || p.flag("all-concepts") {
		several := "several terms"
		if q.terms == 0 {
			several = "several concepts"
		}
		switch {
		case q.view == "count":
			q.view = viewCounts
		case q.view == "chart":
		case q.view != "" && q.view != "group":
			return refuse(http.StatusBadRequest, "ask for one of them", "%s and %s can't go together", several, q.view)
		case q.view == "group" && !slices.Contains(concord.MatrixKeys(), q.group):
			return refuse(http.StatusBadRequest, "write "+strings.Join(concord.MatrixKeys(), ", "), "%s can't be compared by %s", several, q.group)
		default:
			q.view = viewCompare
		}
		p.onlyFor(q.view)
	}
	return p.err
}

// mentionView is the view that is asked for. A parameter that means nothing to
// it is an error.
func (p *params) mentionView() string {
	views := mentionViews()
	view := ""
	for name := range views {
		if name == "" || !p.given(name) || name != "group" && !p.flag(name) {
			continue
		}
		if view != "" {
			p.fail("leave one of them out", "%s and %s can't go together", min(view, name), max(view, name))
		}
		view = name
	}
	p.onlyFor(view)
	if p.given("seed") && !p.given("sample") {
		p.fail("add sample=N", "seed is for sample")
	}
	return view
}

// onlyFor refuses what other views take and this one does not.
func (p *params) onlyFor(view string) {
	views := mentionViews()
	all := slices.Sorted(maps.Keys(p.values))
	for _, param := range all {
		for _, takes := range views {
			if slices.Contains(takes, param) && !slices.Contains(views[view], param) {
				p.fail("leave one of them out", "%s and %s can't go together", param, cmp.Or(view, "lines"))
			}
		}
	}
}

// fewQuestions are counted in the time that one takes otherwise.
const fewQuestions = 8

// cost is what the view takes.
func (q *inquiry) cost(format report.Format) cost {
	switch {
	case q.view == "" && (format == report.JSONL || format == report.CSV || format == report.HTML):
		return export
	case q.view == "count":
		return quick
	case q.view == viewCounts && len(q.questions) <= fewQuestions:
		return slow
	case q.view == "collocates", len(q.questions) > 1, q.sort == concord.ByLeft, q.sort == concord.ByRight:
		return heavy
	}
	return slow
}

func (q *inquiry) list(g *generation) report.List {
	return report.NewList(g.Generation(), g.Unread(), q.limit, q.offset)
}

func (q *inquiry) scope(g *generation, list report.List) report.Scope {
	s := report.NewScope(q.mode.String(), q.given, list, g.Unread())
	s.Pattern, s.Narrower, s.NoCopies = q.pattern, q.narrower, q.once
	return s
}

// among lets the copies among g's documents go, where that was asked for.
func (q *inquiry) among(g *generation) (err error) {
	if q.once {
		q.keep, err = concord.WithoutCopies(g, q.keep)
	}
	return err
}

func (q *inquiry) only() concord.Question { return q.questions[0] }

func (q *inquiry) asked(g *generation) report.Asked {
	return report.Asked{Query: q.only().Name, Concept: q.concept, Scope: q.scope(g, q.list(g))}
}

// lines is the concordance; its mentions are made while they are read.
func (q *inquiry) lines(ctx context.Context, g *generation) (*concord.Concordance, report.Mentions) {
	c := concord.New(g, q.only().Pattern, concord.Options{
		Keep: q.keep, Width: q.width, Sort: q.sort, Sample: q.sample, Seed: uint64(q.seed), Limit: q.limit, Offset: q.offset,
	})
	a := report.NewMentions(q.asked(g), c, c.Mentions(ctx))
	a.Sort, a.Width = q.sort, q.width
	if q.sample > 0 {
		a.Sample = &report.Sample{Size: q.sample, Seed: uint64(q.seed)}
	}
	return c, a
}

func (q *inquiry) count(ctx context.Context, g *generation) (report.Asked, error) {
	a := q.asked(g)
	totals, err := concord.Count(ctx, g, q.only().Pattern, q.keep)
	a.Totals = report.NewTotals(totals)
	return a, err
}

// counts are the totals of several questions.
func (q *inquiry) counts(ctx context.Context, g *generation) (report.Counts, error) {
	a := report.Counts{Scope: q.scope(g, report.NewList(g.Generation(), g.Unread(), 0, 0))}
	for _, x := range q.questions {
		totals, err := concord.Count(ctx, g, x.Pattern, q.keep)
		if err != nil {
			return a, err
		}
		a.Counts = append(a.Counts, report.Count{Query: x.Name, Totals: report.NewTotals(totals)})
	}
	return a, nil
}

func (q *inquiry) groups(ctx context.Context, g *generation) (report.Groups, error) {
	if q.group == concord.ByYear && !q.chosen {
		q.limit = 0 // nobody wants some of the years
	}
	groups, err := concord.NewGroups(ctx, g, q.only().Pattern, q.group, q.keep)
	if err != nil {
		return report.Groups{}, err
	}
	return report.NewGroups(q.asked(g), groups), nil
}

func (q *inquiry) collocates(ctx context.Context, g *generation) (report.Collocates, error) {
	dictionary, err := g.Dictionary()
	if err != nil {
		return report.Collocates{}, err
	}
	o := concord.CollocateOptions{Keep: q.keep, Span: q.span, Measure: q.measure, AtLeast: concord.DefaultAtLeast}
	c, err := concord.NewCollocates(ctx, g, dictionary, q.only().Pattern, o)
	if err != nil {
		return report.Collocates{}, err
	}
	return report.NewCollocates(q.asked(g), c, o), nil
}

func (q *inquiry) dispersion(ctx context.Context, g *generation) (report.Dispersion, error) {
	strips, err := concord.NewStrips(ctx, g, q.only().Pattern, q.keep)
	if err != nil {
		return report.Dispersion{}, err
	}
	return report.NewDispersion(q.asked(g), strips), nil
}

// matrix counts several concepts, or the one question of a chart.
func (q *inquiry) matrix(ctx context.Context, g *generation) (report.Matrix, *concord.Matrix, error) {
	by := q.group
	if by == "" {
		by = concord.ByYear
	}
	m, err := concord.NewMatrix(ctx, g, q.questions, by, q.keep)
	if err != nil {
		return report.Matrix{}, nil, err
	}
	a := report.NewMatrix(q.scope(g, report.NewList(g.Generation(), g.Unread(), 0, 0)), *m)
	a.Chart = q.view == "chart"
	return a, m, nil
}

// readMentions is /api/mentions.
func readMentions(s *Server, _ *http.Request, p *params, format report.Format) (question, error) {
	q, err := s.newInquiry(p, format)
	if err != nil {
		return question{}, err
	}
	if format == formatSVG && q.view != "chart" {
		return question{}, refuse(http.StatusBadRequest, "add chart=true", "format svg is for chart")
	}
	if format != formatSVG && p.given("labels") {
		return question{}, refuse(http.StatusBadRequest, "add format=svg", "labels are for a picture")
	}
	if format == report.HTML && (q.view == "count" || q.view == viewCounts) {
		return question{}, refuse(http.StatusBadRequest, "leave format out", "count has no format html")
	}
	ask := func(ctx context.Context, g *generation) (answer, error) { return q.answer(ctx, g, format) }
	return question{cost: q.cost(format), generation: p.text("generation"), ask: ask}, nil
}

// answer is what the view shows.
func (q *inquiry) answer(ctx context.Context, g *generation, format report.Format) (answer, error) {
	if err := q.among(g); err != nil {
		return nil, err
	}
	switch q.view {
	case "count":
		a, err := q.count(ctx, g)
		return func(p report.Printer) error { return p.Count(a) }, err
	case viewCounts:
		a, err := q.counts(ctx, g)
		return func(p report.Printer) error { return p.Counts(a) }, err
	case "group":
		a, err := q.groups(ctx, g)
		return func(p report.Printer) error { return p.Groups(a) }, err
	case "collocates":
		a, err := q.collocates(ctx, g)
		return func(p report.Printer) error { return p.Collocates(a) }, err
	case "dispersion":
		a, err := q.dispersion(ctx, g)
		return func(p report.Printer) error { return p.Dispersion(a) }, err
	case "chart", viewCompare:
		a, m, err := q.matrix(ctx, g)
		return func(p report.Printer) error {
			if format == formatSVG {
				return nothingToDraw(a, report.SVG(p.W, *m, a.Caption(g.Len(), q.labels), q.labels))
			}
			return nothingToDraw(a, p.Matrix(a))
		}, err
	}
	c, a := q.lines(ctx, g)
	if format.CountsFirst() {
		if err := c.Count(ctx); err != nil {
			return nil, err
		}
	}
	return func(p report.Printer) error { return p.Mentions(a) }, nil
}

// nothingToDraw is a chart of nothing as a client is told of it.
func nothingToDraw(a report.Matrix, err error) error {
	if !errors.Is(err, report.ErrNothingToDraw) {
		return err
	}
	if a.Hides() {
		return refuse(http.StatusNotFound, "add mode=loose: with other punctuation there are mentions", "%v", err)
	}
	return refuse(http.StatusNotFound, "look for something else, or leave filters out", "%v", err)
}

// conceptFile is the server's, as it is now.
func (s *Server) conceptFile() (*concord.Concepts, string, error) {
	if s.concepts == nil {
		return nil, "", errNoConcepts
	}
	file, name, err := s.concepts()
	switch {
	case err != nil:
		s.log.Error("the concept file can't be read", "error", err)
		return nil, "", refuse(http.StatusInternalServerError, "the log of yinzheng serve says more", "the concept file can't be read")
	case file == nil:
		return nil, "", errNoConcepts
	}
	return file, name, nil
}

// readConcepts is /api/concepts.
func readConcepts(s *Server, _ *http.Request, p *params, format report.Format) (question, error) {
	q := &inquiry{window: p.window(format), filters: p.filters(), narrower: p.flag("narrower"), once: p.flag("no-copies")}
	mode := p.choice("mode")
	if p.err != nil {
		return question{}, p.err
	}
	var err error
	if q.mode, err = match.ParseMode(mode); err != nil {
		return question{}, err
	}
	file, name, err := s.conceptFile()
	if err != nil {
		return question{}, err
	}
	return question{cost: heavy, generation: p.text("generation"), ask: func(ctx context.Context, g *generation) (answer, error) {
		a, err := q.concepts(ctx, g, file, name)
		return func(p report.Printer) error { return p.Concepts(a) }, err
	}}, nil
}

// concepts counts all of a file.
func (q *inquiry) concepts(ctx context.Context, g *generation, file *concord.Concepts, name string) (report.Concepts, error) {
	if err := q.among(g); err != nil {
		return report.Concepts{}, err
	}
	var list []report.Concept
	for _, x := range file.All() {
		totals, err := concord.Count(ctx, g, file.Pattern(x, q.mode, q.narrower), q.keep)
		if err != nil {
			return report.Concepts{}, fmt.Errorf("concept %s: %w", x.Name, err)
		}
		list = append(list, report.NewConcept(x, totals))
	}
	return report.NewConcepts(q.scope(g, q.list(g)), name, list), nil
}
