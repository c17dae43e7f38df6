package index_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

const (
	rounds       = 1000
	compareEvery = 100
	sizeAtMost   = 1.3
	largest      = 64 << 10 // bytes of a file that takes part
)

// TestAcceptRounds adds, changes, renames, moves and removes real documents for
// 1,000 rounds, now and then a whole folder. Again and again the index answers every query as one that was
// built from nothing, and is at most 1.3 times its size.
func TestAcceptRounds(t *testing.T) {
	life := newLife(t, acceptCorpus(t), acceptSeed(t))
	life.update(life.docs)
	worst := 0.0
	for round := 1; round <= rounds; round++ {
		touched := life.edit()
		switch life.IntN(5) {
		case 3: // a folder moves, and only the new one is named
			life.update(life.docs)
			life.given(life.moveFolder())
			touched = nil
		case 4: // what is gone anywhere goes, and what is listed is looked at
			life.prune(touched)
			touched = nil
		case 0:
			life.update(life.docs)
		case 1: // the list of what changed, without the old names of renames
			life.list(touched)
		default:
			life.list(life.listing(touched))
		}
		if round%compareEvery == 0 {
			ratio := life.compare(round)
			t.Logf("round %d: %.2f times the size", round, ratio)
			worst = max(worst, ratio)
		}
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	t.Logf("%d rounds, %d documents at the end, %s; at most %.2f times the size of an index built from nothing", rounds, len(life.names), life.done, worst)
	if worst > sizeAtMost {
		t.Errorf("the index grew to %.2f times the size of one built from nothing, more than %.1f", worst, sizeAtMost)
	}
}

// life is a folder of documents that change, and its index.
type life struct {
	*testing.T
	*rand.Rand
	docs, dir string
	pool      []string // files of the corpus that are not there
	names     []string // those that are, relative to docs
	number    int
	done      counts
	at        time.Time
}

type counts struct{ added, changed, renamed, moved, removed int }

func (c counts) String() string {
	return fmt.Sprintf("%d added, %d changed, %d renamed, %d moved with their folder, %d removed", c.added, c.changed, c.renamed, c.moved, c.removed)
}

func newLife(t *testing.T, folder string, seed uint64) *life {
	t.Helper()
	root := t.TempDir()
	l := &life{T: t, Rand: rand.New(rand.NewPCG(seed, 1000)), docs: filepath.Join(root, "docs"), dir: filepath.Join(root, "index"), at: time.Now().Add(-240 * time.Hour)}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || corpus.KindOf(path) != corpus.KindReadable {
			return err
		}
		if info, err := d.Info(); err != nil || info.Size() > largest {
			return err
		}
		l.pool = append(l.pool, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	l.Shuffle(len(l.pool), func(i, j int) { l.pool[i], l.pool[j] = l.pool[j], l.pool[i] })
	for range 400 {
		l.add()
	}
	return l
}

func (l *life) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// write writes a document, each time a little later than the last.
func (l *life) write(name string, data []byte) {
	l.Helper()
	path := filepath.Join(l.docs, name)
	l.folder(filepath.Dir(path))
	l.must(os.WriteFile(path, data, 0o644))
	l.at = l.at.Add(time.Second)
	l.must(os.Chtimes(path, l.at, l.at))
}

// folder makes a folder that is never empty: else it might wait for a drive.
func (l *life) folder(dir string) {
	l.Helper()
	l.must(os.MkdirAll(dir, 0o755))
	l.must(os.WriteFile(filepath.Join(dir, "README"), nil, 0o644))
}

// fresh is a name that no document has had, with the ending of another.
func (l *life) fresh(like string) string {
	l.number++
	return fmt.Sprintf("%s/%d%s", []string{"法规", "通知", "报告/旧", "a-b", "a"}[l.IntN(5)], l.number, filepath.Ext(like))
}

func (l *life) add() string {
	l.Helper()
	from := l.pool[len(l.pool)-1]
	l.pool = l.pool[:len(l.pool)-1]
	data, err := os.ReadFile(from)
	l.must(err)
	name := l.fresh(from)
	l.write(name, data)
	l.names = append(l.names, name)
	l.done.added++
	return name
}

// edit changes one to five documents; it gives their paths, of renamed ones
// the new.
func (l *life) edit() (touched []string) {
	l.Helper()
	for range 1 + l.IntN(5) {
		n := l.IntN(len(l.names))
		name := l.names[n]
		switch l.IntN(4) {
		case 0:
			if len(l.pool) > 0 {
				touched = append(touched, l.add())
			}
		case 1:
			if len(l.names) < 300 {
				continue
			}
			l.must(os.Remove(filepath.Join(l.docs, name)))
			l.names = slices.Delete(l.names, n, n+1)
			touched = append(touched, name)
			l.done.removed++
		case 2:
			l.change(name)
			touched = append(touched, name)
		default:
			to := l.fresh(name)
			l.folder(filepath.Dir(filepath.Join(l.docs, to)))
			l.must(os.Rename(filepath.Join(l.docs, name), filepath.Join(l.docs, to)))
			l.names[n] = to
			// A file that was changed in this round too has other content
			// than the index has under the old name, which git would list.
			if slices.Contains(touched, name) {
				touched = append(touched, name)
			}
			touched = append(touched, to)
			l.done.renamed++
		}
	}
	return touched
}

// change puts a piece of another document into one, or takes all of it.
func (l *life) change(name string) {
	l.Helper()
	data, err := os.ReadFile(filepath.Join(l.docs, name))
	l.must(err)
	other, err := os.ReadFile(filepath.Join(l.docs, l.names[l.IntN(len(l.names))]))
	l.must(err)
	switch l.IntN(3) {
	case 0:
		data = append(data, fmt.Sprintf("\n\n第%d次修改，另有规定的从其规定。\n", l.done.changed)...)
	case 1:
		rs := []rune(string(data))
		cut := l.IntN(len(rs) + 1)
		if utf8.Valid(data) {
			data = []byte(string(rs[:cut]) + "新增一句。" + string(rs[cut:]))
		}
	default:
		if filepath.Ext(name) != ".html" {
			data = other
		}
	}
	l.write(name, data)
	l.done.changed++
}

func (l *life) update(path string) {
	l.Helper()
	_, err := index.Update(l.Context(), l.dir, []string{path}, index.UpdateOptions{Root: l.docs})
	l.must(err)
}

// moveFolder gives one of the folders another name, which it returns, with the
// number of documents in it.
func (l *life) moveFolder() (to string, documents int) {
	l.Helper()
	from := strings.SplitN(l.names[l.IntN(len(l.names))], "/", 2)[0]
	l.number++
	to = fmt.Sprintf("%s_%d", from, l.number)
	l.must(os.Rename(filepath.Join(l.docs, from), filepath.Join(l.docs, to)))
	for i, name := range l.names {
		if rest, ok := strings.CutPrefix(name, from+"/"); ok {
			l.names[i] = to + "/" + rest
			documents++
		}
	}
	l.done.moved += documents
	return to, documents
}

// given names a folder that has moved: every document of it is known again,
// and no other is looked at.
func (l *life) given(folder string, documents int) {
	l.Helper()
	sum, err := index.Update(l.Context(), l.dir, []string{filepath.Join(l.docs, folder)}, index.UpdateOptions{Root: l.docs})
	l.must(err)
	if sum.Renamed != documents || sum.New+sum.Changed+sum.Removed+sum.Unchanged > 0 || len(sum.Remarks) > 0 {
		l.Errorf("a folder of %d documents moved: %d renamed, %d new, %d changed, %d removed, %d unchanged, remarks %q",
			documents, sum.Renamed, sum.New, sum.Changed, sum.Removed, sum.Unchanged, sum.Remarks)
	}
}

// prune takes out what is gone, and looks at a list.
func (l *life) prune(names []string) {
	l.Helper()
	files := []string{}
	for _, name := range names {
		files = append(files, filepath.Join(l.docs, name))
	}
	_, err := index.Update(l.Context(), l.dir, nil, index.UpdateOptions{Files: files, Root: l.docs, PruneMissing: true})
	l.must(err)
}

func (l *life) list(names []string) {
	l.Helper()
	files := []string{}
	for _, name := range names {
		files = append(files, filepath.Join(l.docs, name))
	}
	_, err := index.Update(l.Context(), l.dir, nil, index.UpdateOptions{Files: files, Root: l.docs})
	l.must(err)
}

// listing adds to a list what git diff --no-renames adds: what is gone.
func (l *life) listing(names []string) []string {
	l.Helper()
	ix, err := index.Open(l.dir)
	l.must(err)
	defer ix.Close()
	for n := range ix.Len() {
		path := ix.Info(n).Path
		if _, err := os.Stat(filepath.Join(l.docs, path)); err != nil {
			names = append(names, path)
		}
	}
	return names
}

// compare holds the index against one built from nothing, and gives the ratio
// of their sizes.
func (l *life) compare(round int) float64 {
	l.Helper()
	v, err := index.Verify(l.Context(), l.dir, index.VerifyOptions{Seed: uint64(round)})
	l.must(err)
	if len(v.Troubles) > 0 {
		l.Errorf("verify: %v", v.Troubles)
	}
	dir := filepath.Join(l.TempDir(), "index")
	_, err = index.Update(l.Context(), dir, []string{l.docs}, index.UpdateOptions{Root: l.docs})
	l.must(err)
	now, err := index.Open(l.dir)
	l.must(err)
	defer now.Close()
	anew, err := index.Open(dir)
	l.must(err)
	defer anew.Close()
	l.same("fingerprint", now, anew, func(ix *index.Index) (any, error) { return ix.Fingerprint() })
	l.same("status", now, anew, func(ix *index.Index) (any, error) {
		s := ix.Status()
		return []any{s.Documents, s.Texts, s.Passages, s.Letters, s.TextBytes, s.Dictionary, s.Unread}, nil
	})
	docs := []*corpus.Document{}
	for doc, err := range anew.Documents() {
		l.must(err)
		docs = append(docs, doc)
	}
	for range 60 {
		l.sameMatches(now, anew, docs[l.IntN(len(docs))].Text)
	}
	for range 30 {
		l.sameSearch(now, anew, docs[l.IntN(len(docs))].Text)
	}
	return float64(now.Status().IndexBytes) / float64(anew.Status().IndexBytes)
}

// same wants two indexes to give the same, byte for byte as JSON.
func (l *life) same(what string, a, b *index.Index, ask func(ix *index.Index) (any, error)) {
	l.Helper()
	var answers [2]string
	for i, ix := range [...]*index.Index{a, b} {
		x, err := ask(ix)
		l.must(err)
		out, err := json.Marshal(x)
		l.must(err)
		answers[i] = string(out)
	}
	if answers[0] != answers[1] {
		l.Errorf("%s: the index and one built from nothing differ\n%.2000s\n%.2000s", what, answers[0], answers[1])
	}
}

// piece is some characters of a text.
func (l *life) piece(text string, most int) string {
	rs := []rune(text)
	from := l.IntN(len(rs))
	return string(rs[from : from+min(1+l.IntN(most), len(rs)-from)])
}

func (l *life) sameMatches(a, b *index.Index, text string) {
	l.Helper()
	p := match.Literal(l.piece(text, 12), match.Mode(l.IntN(3)))
	l.same(fmt.Sprintf("%q", p.Wanted), a, b, func(ix *index.Index) (any, error) {
		all := []any{}
		for h, err := range ix.Find(l.Context(), p, nil) {
			if err == match.ErrNoLetters {
				return "no letters", nil
			}
			if err != nil {
				return nil, err
			}
			doc, spans, err := ix.Load(h)
			if err != nil {
				return nil, err
			}
			all = append(all, doc.Path, spans)
		}
		return all, nil
	})
}

// sameSearch asks a ranked query: words of a text, with a phrase or a field.
func (l *life) sameSearch(a, b *index.Index, text string) {
	l.Helper()
	clean := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune("“”\"「」()（）|:：*-\\\n", r) {
				return ' '
			}
			return r
		}, s)
	}
	ask := clean(l.piece(text, 20))
	switch l.IntN(4) {
	case 0:
		ask += ` "` + clean(l.piece(text, 4)) + `"`
	case 1:
		ask += " 日期:2000..2020"
	}
	q, err := query.Parse(ask)
	if err != nil {
		return // a phrase without letters and the like
	}
	l.same(ask, a, b, func(ix *index.Index) (any, error) {
		res, err := ix.Search(l.Context(), q, index.SearchOptions{Limit: 20, Passages: 3})
		if err == match.ErrNoLetters {
			return "no letters", nil
		}
		return res, err
	})
}
