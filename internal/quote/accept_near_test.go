package quote_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/quote"
)

// How many sentences are traced, and how many documents are held out.
const (
	slippedSentences   = 5000
	untouchedSentences = 5000
	inventedSentences  = 1000
	heldOutSentences   = 2000
	heldOutDocuments   = 150
)

// nearTrial is what TestAcceptNear asks for, and where it stands literally.
type nearTrial struct {
	*library
	rng       *rand.Rand
	slips     []slipped
	untouched []sentence
	invented  []string
	heldOut   []sentence
	held      map[string]bool // paths of the documents that are held out
	literal   map[string][]match.Hits
}

// TestAcceptNear misquotes sentences of the real documents, quotes others
// rightly, and asks for some that are not there.
func TestAcceptNear(t *testing.T) {
	start := time.Now()
	l := openAccept(t)
	x := newNearTrial(t, l, acceptSeed(t))
	t.Logf("%d documents indexed, and scanned for all texts: %.1fs", len(l.docs), time.Since(start).Seconds())
	t.Run("Slips", x.traceSlips)
	t.Run("Untouched", x.traceUntouched)
	t.Run("Invented", x.traceInvented)
	t.Run("HeldOut", x.traceHeldOut)
	t.Logf("%.1fs in all", time.Since(start).Seconds())
}

func newNearTrial(t *testing.T, l *library, seed uint64) *nearTrial {
	t.Helper()
	x := &nearTrial{library: l, rng: rand.New(rand.NewPCG(seed, 3)), held: map[string]bool{}}
	all := l.sentences()
	x.slips = newSlipper(t, seed, l.words).cases(t, all, slippedSentences)
	for range untouchedSentences {
		x.untouched = append(x.untouched, all[x.rng.IntN(len(all))])
	}
	x.invented = inventedTexts(t, x.rng)
	x.holdOut(all)
	texts := slices.Clone(x.invented)
	for i := range x.slips {
		texts = append(texts, x.slips[i].draft)
	}
	for _, s := range slices.Concat(x.untouched, x.heldOut) {
		texts = append(texts, s.text)
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	x.literal = l.literally(t, texts)
	return x
}

// holdOut chooses documents, and sentences of theirs that nothing but real
// words would be quoted from: of 12 letters or more.
func (x *nearTrial) holdOut(all []sentence) {
	for _, doc := range x.rng.Perm(len(x.docs))[:heldOutDocuments] {
		x.held[x.docs[doc].Path] = true
	}
	var theirs []sentence
	for _, s := range all {
		if x.held[x.docs[s.doc].Path] && s.letters >= 12 {
			theirs = append(theirs, s)
		}
	}
	for _, i := range x.rng.Perm(len(theirs))[:min(heldOutSentences, len(theirs))] {
		x.heldOut = append(x.heldOut, theirs[i])
	}
}

// label is the number of an article or of an item at the start of a sentence.
var label = regexp.MustCompile(`^(第[一二三四五六七八九十百]+[条條章节節]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|[0-9]+[.．、])[\s\x{3000}]*`)

// inventedTexts are the sentences of 12 letters or more of the sample and of
// the drafts among the test data, each once. Numbers of articles are no part
// of them, and what has no end is none: a heading, a row of a table, the line
// on who passed a law when. What only says when a law comes into force is left
// out too: nobody's own words but for the date, and near to every other law.
func inventedTexts(t *testing.T, rng *rand.Rand) []string {
	t.Helper()
	all := openSample(t).sentences()
	for _, draft := range inventedDrafts(t) {
		all = append(all, sentencesOf(0, draft.Text)...)
	}
	var texts []string
	seen := map[string]bool{}
	for _, s := range all {
		text := label.ReplaceAllString(s.text, "")
		letters := analysis.Letters(text)
		ends := strings.TrimRight(text, "。！？；") != text && !strings.HasSuffix(text, "起施行。")
		if ends && analysis.CountLetters(text) >= 12 && !seen[letters] {
			seen[letters] = true
			texts = append(texts, text)
		}
	}
	rng.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	return texts
}

func inventedDrafts(t *testing.T) (drafts []*corpus.Document) {
	t.Helper()
	folder := filepath.Join("testdata", "drafts")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if corpus.KindOf(e.Name()) != corpus.KindReadable {
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		draft, err := corpus.Read(e.Name(), data)
		if err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, draft)
	}
	return drafts
}

// trace is Trace that must not fail.
func (x *nearTrial) trace(t *testing.T, text string, o quote.Options) *quote.Tracing {
	tr, err := quote.Trace(t.Context(), x.ix, text, o)
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return &quote.Tracing{}
	}
	return tr
}

func (x *nearTrial) traceSlips(t *testing.T) {
	start := time.Now()
	opinions := make([]opinion, len(x.slips))
	sideBySide(len(x.slips), func(i int) {
		c := &x.slips[i]
		opinions[i] = x.judge(c, x.trace(t, c.draft, usual()), x.literal[c.draft])
		if o := &opinions[i]; !o.right() {
			t.Logf("source %v, verdict %v (%s), edits %v: %v\n  %v", o.source, o.verdict, o.want, o.edits, o.trouble, c)
		}
	})
	tally := tallyOf(x.slips, opinions)
	t.Logf("%.1fs\n%s", time.Since(start).Seconds(), tally)
	tally.all.hold(t, 0.99, 0.99, 0.98)
}

// traceUntouched wants each sentence to be called what it is, with all the
// documents in which the brute scan finds it and no other.
func (x *nearTrial) traceUntouched(t *testing.T) {
	start := time.Now()
	sideBySide(len(x.untouched), func(i int) {
		s := x.untouched[i]
		tr := x.trace(t, s.text, usual())
		if tr.Verdict != quote.Exact || tr.Closest != nil {
			t.Errorf("called %q: %s in %s", tr.Verdict, s.text, x.docs[s.doc].Path)
		}
		x.checkLiteral(t, s.text, tr, x.literal[s.text])
	})
	t.Logf("%d untouched sentences: %.1fs", len(x.untouched), time.Since(start).Seconds())
}

// checkLiteral holds the exact and equivalent sources to the brute scan.
func (l *library) checkLiteral(t *testing.T, text string, tr *quote.Tracing, hits []match.Hits) {
	var want, got []string
	for _, h := range hits {
		for _, s := range h.Spans {
			verdict := quote.Equivalent
			if isVerbatim(l.docs[h.Doc].Text, s, text) {
				verdict = quote.Exact
			}
			want = append(want, fmt.Sprint(l.docs[h.Doc].Path, " ", s, " ", verdict))
		}
	}
	for i := range tr.Sources {
		p := &tr.Sources[i]
		if _, err := l.verify(text, p); err != nil {
			t.Errorf("%s: %v", text, err)
		} else if p.Verdict != quote.Near {
			in := lettersIn(p.Text)
			s := match.Span{Start: p.Start + in.Start, End: p.Start + in.End}
			got = append(got, fmt.Sprint(p.Doc.Path, " ", s, " ", p.Verdict))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Errorf("%s: found in\n%s\nnot\n%s", text, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// traceInvented wants hardly any of what nobody wrote to be called near.
func (x *nearTrial) traceInvented(t *testing.T) {
	start := time.Now()
	texts := slices.DeleteFunc(slices.Clone(x.invented), func(s string) bool { return len(x.literal[s]) > 0 })
	known := len(x.invented) - len(texts)
	if len(texts) < inventedSentences {
		t.Fatalf("only %d invented sentences", len(texts))
	}
	texts = texts[:inventedSentences]
	near := make([]bool, len(texts))
	sideBySide(len(texts), func(i int) {
		tr := x.trace(t, texts[i], usual())
		if tr.Verdict == quote.Exact || tr.Verdict == quote.Equivalent {
			t.Errorf("called %q, and stands nowhere: %s", tr.Verdict, texts[i])
		}
		if near[i] = tr.Verdict == quote.Near; near[i] {
			t.Logf("near: %s\n      %s", texts[i], tr.Sources[0].Text)
		}
	})
	n := count(near)
	t.Logf("%d invented sentences, %d near (%s); %d others were left out, since they stand in real documents; %.1fs",
		len(texts), n, percent(n, len(texts)), known, time.Since(start).Seconds())
	if n*100 > len(texts) {
		t.Errorf("%d of %d invented sentences are called near", n, len(texts))
	}
}

// traceHeldOut reports what becomes of real sentences of documents that are
// not asked.
func (x *nearTrial) traceHeldOut(t *testing.T) {
	start := time.Now()
	o := usual()
	o.Keep = func(info corpus.Info) bool { return !x.held[info.Path] }
	verdicts := make([]quote.Verdict, len(x.heldOut))
	sideBySide(len(x.heldOut), func(i int) {
		text := x.heldOut[i].text
		hits := slices.DeleteFunc(slices.Clone(x.literal[text]), func(h match.Hits) bool { return x.held[x.docs[h.Doc].Path] })
		tr := x.trace(t, text, o)
		x.checkLiteral(t, text, tr, hits)
		verdicts[i] = tr.Verdict
	})
	t.Logf("%.1fs\n%s", time.Since(start).Seconds(), x.heldOutTable(verdicts))
}

// heldOutTable tells by length how many sentences also stand elsewhere, and
// how many of the others are near to something.
func (x *nearTrial) heldOutTable(verdicts []quote.Verdict) string {
	var b strings.Builder
	b.WriteString("| letters | sentences left out | also stand elsewhere | of the others near |\n|---|---:|---:|---:|\n")
	for _, bin := range [][2]int{{12, 19}, {20, 39}, {40, 79}, {80, 120}} {
		all, elsewhere, near := 0, 0, 0
		for i, s := range x.heldOut {
			if s.letters < bin[0] || s.letters > bin[1] {
				continue
			}
			all++
			switch verdicts[i] {
			case quote.Exact, quote.Equivalent:
				elsewhere++
			case quote.Near:
				near++
			}
		}
		fmt.Fprintf(&b, "| %d–%d | %d | %s | %s |\n", bin[0], bin[1], all, percent(elsewhere, all), percent(near, all-elsewhere))
	}
	return b.String()
}

func count(list []bool) (n int) {
	for _, yes := range list {
		if yes {
			n++
		}
	}
	return n
}

func percent(n, of int) string { return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(max(of, 1))) }
