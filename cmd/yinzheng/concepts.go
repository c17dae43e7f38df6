package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"yinzheng/internal/concord"
	"yinzheng/internal/report"
)

// conceptFile is how the file is called that nobody has to name.
const conceptFile = "concepts.yaml"

// conceptHelp is the keys of the file, a line each.
func conceptHelp() string {
	var b strings.Builder
	for _, key := range concord.ConceptKeys() {
		fmt.Fprintf(&b, "  %-24s %s\n", key, key.Says)
	}
	return b.String()
}

// askConcepts adds the questions about concepts.
func (a *app) askConcepts(q *inquiry) error {
	if q.listConcepts && q.terms > 0 {
		return usage("leave one of them out", "a TERM and --list-concepts can't go together")
	}
	var err error
	if q.file, q.path, err = a.readConcepts(q.concepts); err != nil {
		return err
	}
	wanted := q.file.All()
	if len(q.concept) > 0 {
		wanted = nil
		for _, name := range q.concept {
			x, err := q.file.Lookup(name)
			if err != nil {
				return err
			}
			if !slices.Contains(wanted, x) {
				wanted = append(wanted, x)
			}
		}
	}
	for _, x := range wanted {
		q.questions = append(q.questions, concord.Question{Name: x.Name, Pattern: q.file.Pattern(x, q.mode, q.narrower)})
	}
	if q.terms == 0 {
		q.asConcept = report.NewConceptRef(wanted[0], names(q.file.Below(wanted[0])))
	}
	return nil
}

// readConcepts reads the file that is named, else the one beside the index,
// else the one in the current folder.
func (a *app) readConcepts(named string) (file *concord.Concepts, path string, err error) {
	places := []string{named}
	if named == "" {
		index := filepath.Clean(a.dir())
		if base := filepath.Base(index); base == "." || base == ".." { // it has no name to take off
			if index, err = filepath.Abs(index); err != nil {
				return nil, "", err
			}
		}
		places = []string{filepath.Join(filepath.Dir(index), conceptFile), conceptFile}
	}
	for _, place := range places {
		data, err := os.ReadFile(place)
		if errors.Is(err, fs.ErrNotExist) && named == "" {
			continue
		}
		if path := (*fs.PathError)(nil); errors.As(err, &path) {
			return nil, "", hinted{error: fmt.Errorf("%s: %w", place, path.Err), hint: "name the concept file with --concepts FILE", path: place}
		}
		file, err := concord.ReadConcepts(place, data)
		return file, place, err
	}
	return nil, "", hinted{error: errNoConcepts, hint: "write one, or name it with --concepts FILE; yinzheng mentions --help says what stands in it"}
}

var errNoConcepts = errors.New("there is no " + conceptFile + " beside the index or here")

// listConcepts lists all, each with its counts.
func (a *app) listConcepts(ctx context.Context, q *inquiry) error {
	var concepts []report.Concept
	all := 0
	for i, x := range q.file.All() {
		totals, err := concord.Count(ctx, q.src, q.questions[i].Pattern, q.keep)
		if err != nil {
			return err
		}
		all += totals.Occurrences
		concepts = append(concepts, report.NewConcept(x, totals))
	}
	a.found(all)
	answer := report.NewConcepts(a.scope(q, a.list(q.ix, &q.window)), q.path, concepts)
	a.besideCSV(answer.Hides(), answer.Remarks())
	return a.answer().Concepts(answer)
}

func names(concepts []*concord.Concept) []string {
	var list []string
	for _, x := range concepts {
		list = append(list, x.Name)
	}
	return list
}
