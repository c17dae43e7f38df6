package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// keys are the names in v, nested ones behind a dot; a list has those of its
// first item.
func keys(v any, prefix string) map[string]bool {
	all := map[string]bool{}
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			all[prefix+k] = true
			for k := range keys(x, prefix+k+".") {
				all[k] = true
			}
		}
	case []any:
		if len(v) > 0 {
			return keys(v[0], prefix)
		}
	}
	return all
}

func TestJSONHasTheNamesOfItsDocumentation(t *testing.T) {
	document := []string{"id", "path", "title", "issuer", "number", "date", "type", "effective", "repealed", "encoding"}
	list := "complete generation limit offset "
	rows := func(name string) string {
		return strings.ReplaceAll("@ @.key @.occurrences @.documents @.letters @.rate ", "@", name)
	}
	totals := func(prefix string) string {
		return strings.ReplaceAll("@occurrences @documents @loose @copies @copies.occurrences @copies.documents ", "@", prefix)
	}
	asked := list + totals("") + "query mode pattern narrower no_copies concept filters unread unread.path unread.reason "
	edits := func(name string) string {
		return strings.ReplaceAll("@.op @.draft_start @.draft_end @.source_start @.source_end @.draft @.source @.draft_to ", "@", name)
	}
	standing := func(name string) string {
		return strings.ReplaceAll("@.section @.start @.end @.line @.before @.text @.after @.verdict @.similarity ", "@", name)
	}
	of := "concept.name concept.forms concept.exclusions concept.narrower "
	tests := []struct {
		write    func(Printer) error
		want     string
		document string // where it stands
	}{
		{func(p Printer) error { return p.Search(search()) },
			list + `query total tier tiers tiers.verbatim tiers.all tiers.some parts took_ms filters filters.type split article article.document article.section article.start article.end article.line article.text article.parts article.versions article.also article.notes hits hits.document hits.tier hits.score hits.passages hits.passages.section hits.passages.start
			hits.passages.end hits.passages.line hits.passages.snippet hits.passages.snippet.text hits.passages.snippet.match`, "hits.document."},
		{func(p Printer) error { return p.Mentions(mentions(mentionList(), nil)) },
			asked + `filters.type sort sample forms forms.text forms.occurrences by ` +
				rows("by.year") + rows("by.issuer") + rows("by.type") + `mentions mentions.document mentions.section mentions.start
				mentions.end mentions.line mentions.before mentions.match mentions.after`, "mentions.document."},
		{func(p Printer) error { return p.Mentions(sampled()) },
			asked + of + `sort sample sample.size sample.seed
			forms forms.text forms.occurrences by by.issuer by.type mentions ` + rows("by.year"), ""},
		{func(p Printer) error { return p.Groups(yearGroups()) },
			asked + "filters.date filters.type " + of + "group rows groups groups.key groups.occurrences groups.documents groups.letters groups.rate", ""},
		{func(p Printer) error { return p.Collocates(collocates()) },
			asked + "filters.date filters.type " + of + `span measure at_least near_tokens tokens words collocates collocates.word collocates.near collocates.total
			collocates.expected collocates.score`, ""},
		{func(p Printer) error { return p.Dispersion(dispersion()) },
			asked + "filters.date filters.type " + of + "cells strips strips.document strips.letters strips.occurrences strips.cells", "strips.document."},
		{func(p Printer) error { return p.Matrix(matrix(false)) },
			list + "mode pattern narrower no_copies by filters filters.path unread unread.path unread.reason series series.query " + totals("series.") + rows("series.rows"), ""},
		{func(p Printer) error {
			return p.Counts(Counts{NewScope("exact", Filters{}, List{}, nil), []Count{{Query: "山水"}}})
		},
			list + "mode pattern narrower no_copies filters unread counts counts.query " + totals("counts."), ""},
		{func(p Printer) error { return p.Concepts(concepts()) },
			list + totals("concepts.") + `file rows mode pattern narrower no_copies filters unread concepts concepts.name concepts.forms
			concepts.exclusions concepts.broader concepts.narrower concepts.note`, ""},
		{func(p Printer) error { return p.Show(show(-1)) },
			`document generation section start end line text warnings outline outline.path outline.label outline.name outline.level
			outline.start outline.end outline.line versions also notes`, "document."},
		{func(p Printer) error { return p.Quote(NewQuote(traced())) },
			list + "quote mode near verdict occurrences documents first first_proven undated unordered filters unread unread.path unread.reason closest sources sources.document " +
				standing("sources") + "sources.first sources.edits", "sources.document."},
		{func(p Printer) error { return p.Quote(notFound()) },
			list + "quote mode near verdict occurrences documents first first_proven undated unordered filters unread sources closest closest.document " +
				standing("closest") + "closest.first closest.edits " + edits("closest.edits"), "closest.document."},
		{func(p Printer) error { return p.Check(checkOfOne()) },
			list + `fail_on mode near unread unread.path unread.reason unreadable unreadable.path unreadable.reason
			summary summary.claims summary.quotations summary.citations summary.terms summary.exact summary.equivalent summary.near
			summary.elsewhere summary.absent summary.unsure summary.warnings summary.failing files files.path files.before files.before_from
			files.own files.terms files.warnings files.warnings.line files.warnings.column files.warnings.text files.claims files.claims.kind
			files.claims.text files.claims.line files.claims.column files.claims.end_line files.claims.end_column files.claims.names
			files.claims.names.text files.claims.names.person files.claims.names.title files.claims.names.number files.claims.names.annex
			files.claims.names.chapter files.claims.names.article files.claims.names.paragraph files.claims.names.item files.claims.names.point
			files.claims.names.unread files.claims.names.own files.claims.nested files.claims.verdict files.claims.source
			files.claims.source.document files.claims.edits files.claims.fix files.claims.fix.start files.claims.fix.end files.claims.fix.text
			files.claims.unfixed files.claims.attribution summary.attribution_not_checked files.claims.note ` + edits("files.claims.edits") + standing("files.claims.source"), "files.claims.source.document."},
		{func(p Printer) error { return p.Problem(problem()) }, `error hint path column`, ""},
	}
	for _, tt := range tests {
		var b bytes.Buffer
		if err := tt.write(Printer{W: &b, Format: JSON}); err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(b.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		want := map[string]bool{}
		for _, k := range strings.Fields(tt.want) {
			want[k] = true
		}
		for _, k := range document {
			if tt.document != "" {
				want[tt.document+k] = true
			}
		}
		if diff := cmp.Diff(want, keys(v, "")); diff != "" {
			t.Error(diff)
		}
	}
}

func TestUnknownValuesAreNull(t *testing.T) {
	b, err := marshal(NewDocument(letter()), "", "")
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":"ffffffffffff","path":"来信.txt","title":null,"issuer":null,"number":null,"date":null,"type":null,"effective":null,"repealed":null,"encoding":"gb18030"}`
	if string(b) != want {
		t.Errorf("got %s", b)
	}
}

func TestEveryJSONLineIsAnObject(t *testing.T) {
	var b bytes.Buffer
	p := Printer{W: &b, Format: JSONL}
	for _, err := range []error{p.Search(search()), p.Mentions(mentions(mentionList(), nil)), p.Changes(changes(false)), p.Status(status()), p.Show(show(-1))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if want := 3 + 4 + 6 + 1 + 5; len(lines) != want {
		t.Errorf("%d lines, want %d", len(lines), want)
	}
	for _, line := range lines {
		if !json.Valid([]byte(line)) || line[0] != '{' {
			t.Errorf("not an object: %s", line)
		}
	}
}
