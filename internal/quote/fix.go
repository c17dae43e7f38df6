package quote

import "slices"

// Change replaces a part of a draft's text.
type Change struct {
	Span        // bytes of the draft's text; may be empty
	Text string // what stands there instead
}

// Fix is the changes that give one near quotation the source's wording.
type Fix struct {
	Claim   int      // its index in Report.Claims
	Changes []Change // in order, disjoint
}

// Fixes gives near quotations the wording of their sources: the letters that
// differ and what comes with them, nothing else. Of quotations inside each
// other the outer one is fixed. Fixes are in order and touch no byte twice.
func Fixes(r *Report) []Fix {
	var fixes []Fix
	end := 0 // of the last quotation that is fixed
	for i, c := range r.Claims {
		if c.Kind != Quotation || c.Verdict != Near || c.Source == nil || c.Start < end {
			continue
		}
		fixes = append(fixes, Fix{i, changesOf(c.Source.Edits)})
		end = c.End
	}
	return fixes
}

// changesOf makes edits changes: a piece that is moved goes here and comes
// there.
func changesOf(edits []Edit) []Change {
	var changes []Change
	for _, e := range edits {
		if e.Op != Move {
			changes = append(changes, Change{e.Draft, e.SourceText})
			continue
		}
		changes = append(changes, Change{e.Draft, ""}, Change{Span{Start: e.To, End: e.To}, e.DraftText})
	}
	slices.SortStableFunc(changes, func(a, b Change) int {
		return firstNonZero(a.Start-b.Start, a.End-b.End)
	})
	return changes
}

// Applied is text, which stands at off in the draft, with changes made.
func Applied(text string, off int, changes []Change) string {
	var b []byte
	from := 0
	for _, c := range changes {
		b = append(b, text[from:c.Start-off]...)
		b = append(b, c.Text...)
		from = c.End - off
	}
	return string(append(b, text[from:]...))
}
