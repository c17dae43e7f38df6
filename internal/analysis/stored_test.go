package analysis

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestStoredIsTheSameFolded(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for range 500 {
		text := randomText(rng, rng.IntN(1+rng.IntN(3000)))
		f := Fold(text)
		b := f.AppendStored(nil)
		if len(b)%8 != 0 {
			t.Fatalf("%q: %d bytes, not a multiple of 8", text, len(b))
		}
		back, err := OpenStored(b)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if got, want := draw(back), draw(f); got != want || back.Wide != f.Wide {
			t.Fatalf("%q: stored %s, want %s", text, got, want)
		}
		for i := range f.Units {
			start, end := f.Bytes(text, i, i+1)
			if s, e := back.Bytes(text, i, i+1); s != start || e != end {
				t.Fatalf("%q: unit %d stored at [%d, %d), want [%d, %d)", text, i, s, e, start, end)
			}
		}
	}
}

func TestStoredStandsBehindOtherBytes(t *testing.T) {
	first, second := Fold("第 33 條，"), Fold("「𠀀」㎡")
	b := first.AppendStored(nil)
	n := len(b)
	b = second.AppendStored(b)
	back, err := OpenStored(b[n:])
	if err != nil || draw(back) != draw(second) {
		t.Errorf("%v, %s, want %s", err, draw(back), draw(second))
	}
}

func TestStoredThatIsCutShortIsDamaged(t *testing.T) {
	for _, text := range [...]string{"", "甲", "第 33 條，「AI」\n㎡。乙"} {
		b := Fold(text).AppendStored(nil)
		for n := range b {
			if _, err := OpenStored(b[:n:n]); !errors.Is(err, ErrStored) {
				t.Errorf("%q: %d of %d bytes: error %v, want ErrStored", text, n, len(b), err)
			}
		}
	}
}

func TestLettersInOrder(t *testing.T) {
	f := Fold("第 𠀀，㎡")
	if got, want := string(slices.Collect(f.Letters())), "第𠀀m²"; got != want {
		t.Errorf("letters %q, want %q", got, want)
	}
	for r := range f.Letters() {
		if r != '第' {
			t.Errorf("first letter %q", r)
		}
		break
	}
}

// FuzzStored opens any bytes: an error, perhaps, but never a panic nor more
// than the bytes hold.
func FuzzStored(f *testing.F) {
	f.Add([]byte{})
	f.Add(Fold("第 33 條，「AI」\n㎡。乙").AppendStored(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := OpenStored(slices.Clone(b)); err == nil && len(s.Units)*2 > len(b) {
			t.Errorf("%d units in %d bytes", len(s.Units), len(b))
		}
	})
}
