package index

import (
	"math/bits"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

const (
	// tierPacks is how many packs of about one size are merged into one.
	tierPacks = 8
	// tierBase is the text of a pack of the lowest tier; each next one has
	// tierPacks times as much.
	tierBase = 32 << 10
)

// collector arranges the packs of a generation: old ones as they are, old
// ones merged, new ones.
type collector struct {
	old   *Index
	built []*builtPack
	used  [][]bool // texts of old packs that some document has
	rows  []packRow
	place []placement // of old packs
	at    map[*builtPack]uint32
}

// placement says where an old pack's texts went.
type placement struct {
	pack  uint32
	texts []uint32 // new numbers; nil: as they were
}

func newCollector(old *Index, fresh []*builtPack) *collector {
	c := &collector{old: old, built: fresh, at: map[*builtPack]uint32{}}
	if old != nil {
		for _, p := range old.packs {
			c.used = append(c.used, make([]bool, len(p.texts)))
		}
		c.place = make([]placement, len(old.packs))
	}
	return c
}

// use says that a document has a text of an old pack.
func (c *collector) use(pack, text uint32) { c.used[pack][text] = true }

// moved is where a text of an old pack is now.
func (c *collector) moved(pack, text uint32) (uint32, uint32) {
	p := c.place[pack]
	if p.texts != nil {
		text = p.texts[text]
	}
	return p.pack, text
}

// fresh is where a new text is.
func (c *collector) fresh(r *textRef) (uint32, uint32) { return c.at[r.pack], r.n }

// arrange links or merges the old packs into the folder of the generation
// and lists them all, the new ones last.
func (c *collector) arrange(gen string) error {
	for _, group := range c.groups() {
		if err := c.bring(gen, group); err != nil {
			return err
		}
	}
	for _, b := range c.built {
		if b.row.Texts == 0 {
			continue
		}
		c.at[b] = uint32(len(c.rows))
		c.rows = append(c.rows, b.row)
	}
	return nil
}

// life counts texts and passages, and the dead among them.
type life struct{ texts, passages, deadTexts, deadPassages int }

func (l *life) add(o life) {
	l.texts += o.texts
	l.passages += o.passages
	l.deadTexts += o.deadTexts
	l.deadPassages += o.deadPassages
}

// stale tells whether more than a fifth is dead.
func (l *life) stale() bool {
	return l.deadTexts*5 > l.texts || l.deadPassages*5 > l.passages
}

// life counts a pack of which so many texts are used.
func (p *pack) life(used []bool) (l life) {
	l.texts, l.passages = len(p.texts), len(p.passages)
	for n, ok := range used {
		if !ok {
			from, to := p.passageRange(uint32(n))
			l.deadTexts++
			l.deadPassages += int(to - from)
		}
	}
	return l
}

// groups tells which old packs stay (alone) and which become one. Packs
// without a live text are in none.
func (c *collector) groups() [][]int {
	if c.old == nil {
		return nil
	}
	lives, all := make([]life, len(c.used)), life{}
	for i, p := range c.old.packs {
		lives[i] = p.life(c.used[i])
		all.add(lives[i])
	}
	compact := all.stale()
	tiers := map[int][]int{}
	var groups [][]int
	for i, p := range c.old.packs {
		switch {
		case lives[i].texts == lives[i].deadTexts:
		case p.row.TextBytes >= packBytes/2 && !(compact && lives[i].deadTexts > 0):
			groups = append(groups, []int{i})
		case compact && lives[i].deadTexts > 0:
			tiers[-1] = append(tiers[-1], i)
		default:
			t := tier(p.row.TextBytes)
			tiers[t] = append(tiers[t], i)
		}
	}
	for t := -1; t < 64; t++ {
		list := tiers[t]
		if t == -1 && len(list) > 0 {
			groups = append(groups, chunks(c.old.packs, list)...)
		} else if len(list) >= tierPacks {
			groups = append(groups, list)
		} else {
			for _, i := range list {
				groups = append(groups, []int{i})
			}
		}
	}
	return groups
}

// chunks divides packs into groups of at most two packs' text.
func chunks(packs []*pack, list []int) [][]int {
	var groups [][]int
	size := int64(0)
	for _, i := range list {
		if len(groups) == 0 || size+packs[i].row.TextBytes > 2*packBytes {
			groups = append(groups, nil)
			size = 0
		}
		last := len(groups) - 1
		groups[last] = append(groups[last], i)
		size += packs[i].row.TextBytes
	}
	return groups
}

func tier(size int64) int { return bits.Len64(uint64(size)/tierBase) / 3 }

// bring brings a group into the generation as one pack.
func (c *collector) bring(gen string, group []int) error {
	n := uint32(len(c.rows))
	if len(group) == 1 && !c.mustRewrite(group[0]) {
		p := c.old.packs[group[0]]
		for _, name := range [...]string{p.row.textFile(), p.row.zapFile()} {
			name = filepath.FromSlash(name)
			if err := link(filepath.Join(c.old.gen, name), filepath.Join(gen, name)); err != nil {
				return err
			}
		}
		c.place[group[0]] = placement{pack: n}
		c.rows = append(c.rows, p.row)
		return nil
	}
	row, err := c.merge(gen, packName(filepath.Base(gen), len(c.built)+int(n)), n, group)
	c.rows = append(c.rows, row)
	return err
}

// mustRewrite tells whether a pack alone is worth compacting.
func (c *collector) mustRewrite(i int) bool {
	l := c.old.packs[i].life(c.used[i])
	return l.stale()
}

// merge writes the live texts of several packs as one.
func (c *collector) merge(gen, name string, number uint32, group []int) (packRow, error) {
	b := newPackBuilder()
	var zaps []string
	var drops []*roaring.Bitmap
	for _, i := range group {
		p := c.old.packs[i]
		drop := roaring.New()
		places := make([]uint32, len(p.texts))
		for n := range p.texts {
			from, to := p.passageRange(uint32(n))
			if !c.used[i][n] {
				drop.AddRange(uint64(from), uint64(to))
				continue
			}
			places[n] = uint32(len(b.texts))
			if err := b.copy(p, uint32(n)); err != nil {
				return packRow{}, err
			}
		}
		c.place[i] = placement{number, places}
		zaps = append(zaps, filepath.Join(c.old.gen, filepath.FromSlash(p.row.zapFile())))
		drops = append(drops, drop)
	}
	row, err := b.writeTexts(gen, name)
	if err != nil {
		return row, err
	}
	return row, mergeSegments(zaps, drops, filepath.Join(gen, filepath.FromSlash(row.zapFile())))
}

// copy takes a text over from another pack, all but its place in a segment.
func (b *packBuilder) copy(p *pack, n uint32) error {
	body, err := p.stored(n)
	if err != nil {
		return err
	}
	f, err := p.folded(n)
	if err != nil {
		return err
	}
	row := p.texts[n]
	letters := p.data[row.Letters:row.Body]
	from, to := p.passageRange(n)
	row.Letters, row.Passage = uint64(len(b.data)), uint32(len(b.passages))
	b.data = append(b.data, letters...)
	row.Body = uint64(len(b.data))
	b.data = append(b.data, body...)
	b.align()
	b.passages = append(b.passages, p.passages[from:to]...)
	b.count(f, int64(row.Bytes))
	b.texts = append(b.texts, row)
	return nil
}

// count adds a text to the pack's sums.
func (b *packBuilder) count(f *analysis.Folded, bytes int64) {
	match.Count(&b.histogram, f.Units)
	b.bytes += bytes
	b.units += int64(len(f.Units))
}

func (b *packBuilder) align() {
	for len(b.data)%8 != 0 {
		b.data = append(b.data, 0)
	}
}

// textByKey finds a live text with a body.
func (ix *Index) textByKey(key [16]byte) (pack, text uint32, ok bool) {
	at, ok := ix.keys()[key]
	return at[0], at[1], ok
}

// collectKeys maps the bodies of live texts to packs and texts.
func (ix *Index) collectKeys() map[[16]byte][2]uint32 {
	keys := map[[16]byte][2]uint32{}
	for i, p := range ix.packs {
		for n := range p.texts {
			if p.live[n] {
				keys[p.texts[n].Key] = [2]uint32{uint32(i), uint32(n)}
			}
		}
	}
	return keys
}
