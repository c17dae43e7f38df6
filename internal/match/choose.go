package match

import "sort"

// choose yields the matches of b in order: leftmost, then longest, none
// inside an exclusion, none overlapping the one before.
func (b *branch) choose(s subject, yield func(Span) bool) {
	all := b.matches(s)
	if len(all) == 0 {
		return
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].Start != all[j].Start {
			return all[i].Start < all[j].Start
		}
		return all[i].End > all[j].End
	})
	end := 0
	for _, x := range all {
		if x.Start < end {
			continue
		}
		if !yield(x) {
			return
		}
		end = x.End
	}
}

// matches gives all matches of the branch, in no order:
//
//	(alts − inside excluded or except) + also
func (b *branch) matches(s subject) []Span {
	all := allMatches(s, b.alts)
	if len(all) > 0 {
		out := allMatches(s, b.excluded)
		for i := range b.except {
			out = append(out, b.except[i].matches(s)...)
		}
		all = drop(all, out)
	}
	for i := range b.also {
		all = append(all, b.also[i].matches(s)...)
	}
	return all
}

func allMatches(s subject, alts []alternative) []Span {
	var all []Span
	for i := range alts {
		all = append(all, alts[i].matches(s)...)
	}
	return all
}

// drop takes out of all what lies wholly inside one of out.
func drop(all, out []Span) []Span {
	if len(out) == 0 {
		return all
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	furthest := make([]int, len(out)) // greatest end of out[:i+1]
	for i, x := range out {
		furthest[i] = x.End
		if i > 0 {
			furthest[i] = max(x.End, furthest[i-1])
		}
	}
	kept := all[:0]
	for _, x := range all {
		n := sort.Search(len(out), func(i int) bool { return out[i].Start > x.Start })
		if n == 0 || furthest[n-1] < x.End {
			kept = append(kept, x)
		}
	}
	return kept
}

// matches gives all matches of the alternative, at most one for each start
// and, where operands are near each other, for each of the two as the first.
func (a *alternative) matches(s subject) []Span {
	first := a.row.matches(s)
	if a.near == nil || len(first) == 0 {
		return first
	}
	second := a.near.matches(s)
	found := pairs(s, first, second, a.within)
	if !a.ordered {
		found = append(found, pairs(s, second, first, a.within)...)
	}
	return found
}

// pairs joins each span of as to the nearest of bs behind it, if that is in
// the same paragraph with at most within letters between.
func pairs(s subject, as, bs []Span, within int) []Span {
	var found []Span
	for _, a := range as {
		n := sort.Search(len(bs), func(i int) bool { return bs[i].Start >= a.End })
		if n < len(bs) && near(s, a.End, bs[n].Start, within) {
			found = append(found, Span{a.Start, bs[n].End})
		}
	}
	return found
}

func near(s subject, from, to, within int) bool {
	return s.letters(from, to) <= within && !s.crosses(from, to)
}

// matches gives all matches of the row in order of start. From the last
// part back, each occurrence learns where the row ends that starts with it:
// at the end of the nearest following occurrence that itself leads to the
// end.
//
//	parts    科技 …(10)… 自立 …(10)… 强国
//	         s0 e0      s1 e1      s2 e2     row from s0: [s0, e2)
func (r *row) matches(s subject) []Span {
	last := len(r.parts) - 1
	live := s.occurrences(&r.parts[last]) // matches of parts[i:], by start
	for i := last - 1; i >= 0 && len(live) > 0; i-- {
		var longer []Span
		for _, x := range s.occurrences(&r.parts[i]) {
			n := sort.Search(len(live), func(j int) bool { return live[j].Start >= x.End })
			if n < len(live) && near(s, x.End, live[n].Start, r.gaps[i]) {
				longer = append(longer, Span{x.Start, live[n].End})
			}
		}
		live = longer
	}
	return live
}
