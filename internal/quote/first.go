package quote

// Appearance is what the dates of a quotation's sources prove of its first
// appearance in the collection.
type Appearance struct {
	// First is the index of the oldest dated of the exact and equivalent
	// sources, -1 if there is none.
	First int
	// Undated is how many documents hold the words and have no date: each may
	// be older.
	Undated int
	// Unordered is how many other documents have dates of which it can't be
	// told whether they come before the first one's: 2012 beside 2012-11, or
	// two of the same month. Days that are equal are known to be.
	Unordered int
}

// Proven reports whether no other document of the collection can hold the words earlier.
func (a Appearance) Proven() bool { return a.First >= 0 && a.Undated+a.Unordered == 0 }

// appearanceOf judges sorted places.
func appearanceOf(places []Place) Appearance {
	a := Appearance{First: -1}
	for i, p := range places {
		if p.Verdict != Near && p.Doc.Date != "" && (a.First < 0 || p.Doc.Date < places[a.First].Doc.Date) {
			a.First = i
		}
	}
	seen := map[string]bool{}
	if a.First >= 0 {
		seen[places[a.First].Doc.Path] = true
	}
	for _, p := range places {
		if p.Verdict == Near || seen[p.Doc.Path] {
			continue
		}
		seen[p.Doc.Path] = true
		switch {
		case p.Doc.Date == "":
			a.Undated++
		case mayPrecede(p.Doc.Date, places[a.First].Doc.Date):
			a.Unordered++
		}
	}
	return a
}

// mayPrecede reports whether date, which is not smaller, may be an earlier day
// than first: dates are ISO to the precision known.
func mayPrecede(date, first string) bool {
	const day = len("2006-01-02")
	if date == first {
		return len(date) < day
	}
	n := min(len(date), len(first))
	return date[:n] == first[:n]
}
