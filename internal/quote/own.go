package quote

import "yinzheng/corpus"

// ownPart judges a part of the draft itself that the draft cites: 本条例第九条. A
// part that is there is Exact, one that is not Absent; Unsure where the draft's
// articles have gaps, so that the part may be one that can't be told apart. The
// draft is no document of the source: there is no place to show.
func (j *judge) ownPart(c Claim) Judged {
	judged := Judged{Claim: c, Verdict: Exact, Note: ownNote}
	n := c.Names[0]
	verdict, note := j.library.Has(j.draft, n)
	if verdict == Exact {
		return judged
	}
	judged.Verdict, judged.Note = verdict, ownNote+"; "+note
	if verdict == Absent && !countsWhole(j.draft.Outline) {
		judged.Verdict = Unsure
	}
	return judged
}

const ownNote = "the draft itself is meant"

// countsWhole tells that articles are numbered from 1 on without a gap: then one
// that is not among them is not there.
func countsWhole(outline []corpus.Section) bool {
	has := map[int]bool{}
	last := 0
	for _, s := range outline {
		if n, _, ok := corpus.ArticleNumber(s.Label); ok && s.Level == corpus.LevelArticle {
			has[n] = true
			last = max(last, n)
		}
	}
	return last > 0 && len(has) == last && !has[0]
}
