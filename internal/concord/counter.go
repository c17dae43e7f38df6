package concord

import "yinzheng/corpus"

// counter counts documents as they pass.
type counter struct {
	Totals
	forms formCounter
	by    map[string]rows
}

func newCounter(src Source, keep func(corpus.Info) bool) *counter {
	return &counter{forms: formCounter{}, by: newRows(src, keep, ByYear, ByIssuer, ByType)}
}

// add counts all mentions of a document.
func (n *counter) add(d loaded) {
	for _, s := range d.spans {
		n.forms.add(written(d.doc.Text, s))
	}
	n.Totals.add(len(d.spans))
	for by, rows := range n.by {
		rows.add(keyOf(d.info, by), len(d.spans))
	}
}

// finish hands the counts over.
func (n *counter) finish(c *Concordance) {
	c.Totals = n.Totals
	c.Forms = n.forms.sorted()
	found := func(by string) []Row { return n.by[by].found(by) }
	c.By = Breakdowns{Year: found(ByYear), Issuer: found(ByIssuer), Type: found(ByType)}
	c.counted = true
}
