package corpus

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// commonSet marks the characters of commonHan.
var commonSet = func() (set [0x10000 / 64]uint64) {
	for _, r := range commonHan {
		set[r/64] |= 1 << (r % 64)
	}
	return set
}()

func isCommonHan(r rune) bool { return r < 0x10000 && commonSet[r/64]&(1<<(r%64)) != 0 }

// census counts the characters of a text by how they speak for or against
// its having been decoded rightly.
type census struct {
	runes, ascii int
	han, common  int // Han characters, and the common ones among them
	marks        int // punctuation and forms of Chinese writing
	latin1       int // U+0080–U+00FF, what bytes look like when read as Latin-1
	controls     int // C0 but white space, C1
	broken       int // U+FFFD, private use, unassigned
}

func count(s string) (c census) {
	for _, r := range s {
		c.runes++
		switch {
		case r < 0x80:
			c.ascii++
			if r < 0x20 && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != '\v' || r == 0x7F {
				c.controls++
			}
		case isHan(r) && r < 0xE000:
			c.han++
			if isCommonHan(r) {
				c.common++
			}
		case r < 0xA0:
			c.controls++
			c.latin1++
		case r <= 0xFF:
			c.latin1++
		case r >= 0xFF00 && r <= 0xFF5E, r >= 0x3000 && r <= 0x303F, r >= 0x2010 && r <= 0x2026:
			c.marks++
		case r == utf8.RuneError, r >= 0xE000 && r <= 0xF8FF, r >= 0xF0000:
			c.broken++
		}
	}
	return c
}

// plausibility of a text that holds something beyond ASCII: near 1 for
// Chinese decoded rightly, near 0 or below for noise.
func plausibility(s string) float64 {
	c := count(s)
	n := c.runes - c.ascii
	if n == 0 {
		return 0
	}
	score := float64(c.common+c.marks) + 0.1*float64(c.han-c.common)
	return (score - 3*float64(c.broken+c.controls)) / float64(n)
}

// Bounds of what is accepted, each far from what real documents hold: the
// worst of those has 1 broken character in 10,000.
const (
	maxControls = 0.03
	maxBroken   = 0.03
	maxLatin1   = 0.40 // of the characters beyond ASCII, in a text that has hardly any Han
	minCommon   = 0.10 // of Han
	enoughHan   = 40   // from which minCommon is judged
)

// garbled is the reason why a text is noise, nil if it is not.
func garbled(s string) error {
	c := count(s)
	beyond := c.runes - c.ascii
	share := func(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }
	switch {
	case c.controls > 3 && share(c.controls, c.runes) > maxControls:
		return errors.New("binary: control characters")
	case strings.Count(s, "\uFFFD") > 1 && share(strings.Count(s, "\uFFFD"), beyond) > maxBroken:
		return errors.New("garbled: characters that can't be decoded")
	case c.latin1 > 8 && c.latin1 > 4*c.han && share(c.latin1, c.runes) > maxLatin1:
		return errors.New("garbled: bytes read as Latin letters")
	case share(3*strings.Count(s, "锟斤拷"), c.han) > maxBroken:
		return errors.New("garbled: 锟斤拷")
	case c.han >= enoughHan && share(c.common, c.han) < minCommon:
		return errors.New("garbled: improbable characters")
	}
	return nil
}
