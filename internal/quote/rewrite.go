package quote

import (
	"slices"

	"yinzheng/corpus"
)

// Rewritten is a copy of a draft's file with the fixes of its near claims, as
// corpus.Rewrite gives it. done are the fixes that were made, refused those
// that the file can't take. Errors: those of corpus.Rewrite.
func Rewritten(name string, data []byte, r *Report) (out []byte, done, refused []Fix, err error) {
	done = Fixes(r)
	var changes []corpus.Change
	for _, f := range done {
		changes = append(changes, corpus.Change{Span: corpus.Span(f.Span), Text: f.Text})
	}
	out, bad, err := corpus.Rewrite(name, data, changes)
	fails := func(f Fix) bool {
		return slices.ContainsFunc(bad, func(b corpus.Refusal) bool { return b.Change.Span == corpus.Span(f.Span) })
	}
	for _, f := range done {
		if fails(f) {
			refused = append(refused, f)
		}
	}
	return out, slices.DeleteFunc(done, fails), refused, err
}
