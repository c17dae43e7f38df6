package quote

import (
	"slices"

	"yinzheng/corpus"
)

// Rewritten is a copy of a draft's file in which near quotations have the
// wording of their sources, as Fixes and corpus.Rewrite give it. done are the
// fixes that were made, refused those that can't be; a quotation of which one
// change can't be made stays as it is. Errors: those of corpus.Rewrite.
func Rewritten(name string, data []byte, r *Report) (out []byte, done, refused []Fix, err error) {
	done = Fixes(r)
	for {
		var changes []corpus.Change
		for _, f := range done {
			for _, x := range f.Changes {
				changes = append(changes, corpus.Change{Span: corpus.Span(x.Span), Text: x.Text})
			}
		}
		out, bad, err := corpus.Rewrite(name, data, changes)
		if err != nil || len(bad) == 0 {
			return out, done, refused, err
		}
		fails := func(f Fix) bool {
			return slices.ContainsFunc(f.Changes, func(x Change) bool {
				return slices.ContainsFunc(bad, func(b corpus.Refusal) bool { return b.Change.Span == corpus.Span(x.Span) })
			})
		}
		for _, f := range done {
			if fails(f) {
				refused = append(refused, f)
			}
		}
		done = slices.DeleteFunc(done, fails)
	}
}
