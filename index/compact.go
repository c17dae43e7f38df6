package index

import (
	"math"
	"math/bits"
	"path/filepath"
	"slices"

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
	// deadShare is which part of a pack, or of all, may be dead. With it and
	// the small packs an index stays below 1.3 times the size of one that is
	// built from nothing; each dead text costs the writing of eight others.
	deadShare = 8
	// gainShare is which part of an index is worth merging all its small packs.
	gainShare = 10
)

// collector arranges the packs of a generation: old ones as they are, old
// ones merged, new ones. Old ones that stay keep their slot in the manifest's
// list, so that rows of the table which is linked name them rightly; others
// get free ones.
type collector struct {
	disk   disk
	old    *Index
	built  []*builtPack
	used   [][]bool // texts of old packs that some document has
	groups [][]int  // old packs that stay, alone, or become one
	moves  []bool   // old packs whose texts go to another one
	rows   []packRow
	place  []placement // of old packs
	at     map[*builtPack]uint32
}

// placement says where an old pack's texts went.
type placement struct {
	pack  uint32
	texts []uint32 // new numbers; nil: as they were
}

func newCollector(d disk, old *Index, fresh []*builtPack) *collector {
	c := &collector{disk: d, old: old, built: fresh, at: map[*builtPack]uint32{}}
	if old != nil {
		for _, p := range old.packs {
			c.used = append(c.used, make([]bool, len(p.texts)))
		}
		c.place = make([]placement, len(old.packs))
		c.moves = make([]bool, len(old.packs))
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
// and lists them all. dense numbers them anew; else those that stay keep their
// slots.
func (c *collector) arrange(gen string, dense bool) error {
	if !dense {
		for _, group := range c.groups {
			if p := c.old.packs[group[0]]; !c.moves[group[0]] {
				c.put(p.slot, p.row)
			}
		}
	}
	for _, group := range c.groups {
		if err := c.bring(gen, group, dense); err != nil {
			return err
		}
	}
	for _, b := range c.built {
		if b.row.Texts > 0 {
			n := c.free()
			c.at[b] = uint32(n)
			c.put(n, b.row)
		}
	}
	return nil
}

// put sets a slot.
func (c *collector) put(slot int, row packRow) {
	for slot >= len(c.rows) {
		c.rows = append(c.rows, packRow{})
	}
	c.rows[slot] = row
}

// free is a slot that no pack has.
func (c *collector) free() int {
	if n := slices.IndexFunc(c.rows, func(r packRow) bool { return r.Name == "" }); n >= 0 {
		return n
	}
	return len(c.rows)
}

// life counts texts and passages, and the dead among them.
type life struct{ texts, passages, deadTexts, deadPassages int }

func (l *life) add(o life) {
	l.texts += o.texts
	l.passages += o.passages
	l.deadTexts += o.deadTexts
	l.deadPassages += o.deadPassages
}

// stale tells whether more than an eighth is dead.
func (l *life) stale() bool {
	return l.deadTexts*deadShare > l.texts || l.deadPassages*deadShare > l.passages
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

// group finds out which old packs stay and which become one.
func (c *collector) group() {
	if c.old == nil {
		return
	}
	c.groups = c.tiers()
	for _, group := range c.groups {
		if len(group) == 1 && !c.mustRewrite(group[0]) {
			continue
		}
		for _, i := range group {
			c.moves[i] = true
		}
	}
}

// tiers groups the old packs: those that stay are alone, those without a
// live text are left out.
func (c *collector) tiers() [][]int {
	lives, all := make([]life, len(c.used)), life{}
	for i, p := range c.old.packs {
		lives[i] = p.life(c.used[i])
		all.add(lives[i])
	}
	compact := all.stale()
	tiers := map[int][]int{}
	var groups [][]int
	var rewrite, small []int
	for i, p := range c.old.packs {
		switch {
		case lives[i].texts == lives[i].deadTexts:
		case compact && lives[i].deadTexts > 0:
			rewrite = append(rewrite, i)
		case p.row.TextBytes >= packBytes/2:
			groups = append(groups, []int{i})
		default:
			t := tier(p.row.TextBytes)
			tiers[t] = append(tiers[t], i)
			small = append(small, i)
		}
	}
	groups = append(groups, chunks(c.old.packs, rewrite)...)
	if c.gain(small)*gainShare > c.old.fileBytes() {
		return append(groups, chunks(c.old.packs, small)...)
	}
	for t := range 64 {
		if list := tiers[t]; len(list) >= tierPacks {
			groups = append(groups, list)
			continue
		}
		for _, i := range tiers[t] {
			groups = append(groups, []int{i})
		}
	}
	return groups
}

// gain is the bytes that merging packs will save. The postings of s bytes of
// text take about s to the power of 3/4 (measured from 15 KB to 8 MB of laws,
// a factor of 500 in s), so those of a pack among S bytes shrink by (s/S)^1/4.
func (c *collector) gain(packs []int) int64 {
	text := 0.0
	for _, i := range packs {
		text += float64(c.old.packs[i].row.TextBytes)
	}
	gain := 0.0
	for _, i := range packs {
		p := &c.old.packs[i].row
		gain += float64(c.old.fileSize(p.zapFile())) * (1 - math.Pow(float64(p.TextBytes)/text, 0.25))
	}
	return int64(gain)
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
func (c *collector) bring(gen string, group []int, dense bool) error {
	if c.moves[group[0]] {
		n := c.free()
		row, err := c.merge(gen, packName(filepath.Base(gen), len(c.built)+n), uint32(n), group)
		c.put(n, row)
		return err
	}
	p := c.old.packs[group[0]]
	n := p.slot
	if dense {
		n = c.free()
		c.put(n, p.row)
	}
	c.place[group[0]] = placement{pack: uint32(n)}
	for _, name := range [...]string{p.row.textFile(), p.row.zapFile()} {
		name = filepath.FromSlash(name)
		if err := c.disk.link(filepath.Join(c.old.gen, name), filepath.Join(gen, name)); err != nil {
			return err
		}
	}
	return nil
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
		if err := c.old.intact(p); err != nil {
			return packRow{}, err
		}
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
	row, err := b.writeTexts(c.disk, gen, name)
	if err != nil {
		return row, err
	}
	to := filepath.Join(gen, filepath.FromSlash(row.zapFile()))
	return row, c.disk.do("bleve", to, func() error { return mergeSegments(zaps, drops, to) })
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

// fileSize is the bytes of a file of the generation.
func (ix *Index) fileSize(name string) int64 {
	i := slices.IndexFunc(ix.manifest.Files, func(f fileRow) bool { return f.Name == name })
	if i < 0 {
		return 0
	}
	return ix.manifest.Files[i].Size
}

// fileBytes is those of all its files but the manifest.
func (ix *Index) fileBytes() (n int64) {
	for _, f := range ix.manifest.Files {
		n += f.Size
	}
	return n
}

// intact looks at the checksums of a pack's files: what is copied out of them
// gets new ones.
func (ix *Index) intact(p *pack) error {
	for _, name := range [...]string{p.row.textFile(), p.row.zapFile()} {
		path := filepath.Join(ix.gen, filepath.FromSlash(name))
		is, err := checksum(path)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(ix.manifest.Files, func(f fileRow) bool { return f.Name == name })
		if i < 0 || ix.manifest.Files[i].CRC != is.CRC {
			return &DamagedError{path, "its checksum differs"}
		}
	}
	return nil
}
