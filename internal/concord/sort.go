package concord

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"
	"sync"

	"github.com/lanrat/extsort"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
)

// The orders of mentions. What is equal in one stands in order of position.
const (
	ByPosition = "position" // path, and place in the text
	ByDate     = "date"     // oldest first, the undated last
	ByLeft     = "left"     // character before the match, the one before that, …
	ByRight    = "right"    // character behind the match, the one behind that, …
	ByDocument = "document" // title, path where there is none
)

// Sorts are all orders, the usual one first.
func Sorts() []string { return []string{ByPosition, ByDate, ByLeft, ByRight, ByDocument} }

// sortKey is what lines are compared by, in order of bytes: of characters,
// the code points of what they fold to.
func sortKey(l line, order string) string {
	switch order {
	case ByDate:
		if l.Document.Date == "" {
			return "\xff" // behind all digits
		}
		return l.Document.Date
	case ByDocument:
		return analysis.FoldString(cmp.Or(l.Document.Title, l.Document.Path))
	case ByLeft:
		before, _ := withoutNotes(l.Before, l.Match, l.After)
		return contextKey(before, true)
	case ByRight:
		_, after := withoutNotes(l.Before, l.Match, l.After)
		return contextKey(after, false)
	}
	return ""
}

func contextKey(context string, left bool) string {
	var b strings.Builder
	for _, r := range outward(context, left) {
		b.WriteRune(r)
	}
	return b.String()
}

// keyed is a line that holds no part of its document's text.
type keyed struct {
	line
	key string
}

func compareKeyed(a, b keyed) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.doc, b.doc), cmp.Compare(a.Start, b.Start))
}

// comparedWidth is the least characters of context that ByLeft and ByRight
// compare; more where more are shown.
const comparedWidth = DefaultWidth

// chunkBytes is what the lines may take that are sorted in memory at once. Up
// to eight such chunks are there: being filled, sorted, written, or waiting.
const chunkBytes = 8 << 20

// chunkOf is the number of lines in chunkBytes, reckoned with three bytes a
// character of the context before, that behind, and the key.
func chunkOf(width int) int {
	return max(1, chunkBytes/(512+3*3*max(width, comparedWidth)))
}

// sortLines yields lines in the order of o, those of its window, with its
// width of context; their Document is not filled. More lines than chunk go
// through a temporary file, which is gone when it returns; so is all that it
// started.
func sortLines(ctx context.Context, lines iter.Seq2[line, error], o Options, chunk int) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		within, cancel := context.WithCancel(ctx)
		input := make(chan keyed, 64)
		config := &extsort.Config{ChunkSize: chunk, NumWorkers: 2, SortedChanBuffSize: 64, TempFilesDir: os.TempDir()}
		sorter, sorted, failed := extsort.Generic(input, decodeKeyed, encodeKeyed, compareKeyed, config)
		var feeding sync.WaitGroup
		stop := func() {
			cancel()
			for range sorted { // it is closed behind the file
			}
			feeding.Wait()
		}
		defer stop()
		var fault error // of lines
		feeding.Go(func() {
			defer close(input)
			if fault = feed(within, input, lines, o); fault != nil {
				cancel()
			}
		})
		sorter.Sort(within)
		// Where feeding broke off there may be lines, but they are not all.
		if within.Err() == nil && !window(sorted, o, yield) {
			return
		}
		stop()
		if err := cmp.Or(ctx.Err(), fault, sortError(<-failed)); err != nil {
			yield(line{}, err)
		}
	}
}

// feed sends lines until there are no more, or nobody takes them. Its error is
// the one of lines.
func feed(ctx context.Context, to chan<- keyed, lines iter.Seq2[line, error], o Options) error {
	for l, err := range lines {
		if err != nil {
			return err
		}
		select {
		case to <- newKeyed(l, o):
		case <-ctx.Done():
			return nil
		}
	}
	return nil
}

// window yields those of sorted that o shows; false when it wants no more.
func window(sorted <-chan keyed, o Options, yield func(line, error) bool) bool {
	at := 0
	for k := range sorted {
		if at++; at <= o.Offset {
			continue
		}
		if !yield(k.line, nil) || at-o.Offset == o.Limit {
			return false
		}
	}
	return true
}

func sortError(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("so many mentions are sorted through a temporary file, which fails in %s (set TMPDIR to a folder with room): %w", os.TempDir(), err)
}

// newKeyed copies the strings: otherwise they would keep whole documents.
func newKeyed(l line, o Options) keyed {
	k := keyed{l, sortKey(l, o.Sort)}
	k.Document = corpus.Info{}
	k.Before = before(l.Before, len(l.Before), o.Width)
	k.After = after(l.After, 0, o.Width)
	for _, s := range k.texts() {
		*s = strings.Clone(*s)
	}
	return k
}

// numbers and texts are the parts of a line that go through a file.
func (k *keyed) numbers() [4]*int { return [4]*int{&k.doc, &k.Start, &k.End, &k.Line} }
func (k *keyed) texts() [5]*string {
	return [5]*string{&k.key, &k.Section, &k.Before, &k.Match, &k.After}
}

func encodeKeyed(k keyed) ([]byte, error) {
	var b []byte
	for _, n := range k.numbers() {
		b = binary.AppendUvarint(b, uint64(*n))
	}
	for _, s := range k.texts() {
		b = append(binary.AppendUvarint(b, uint64(len(*s))), *s...)
	}
	return b, nil
}

var errTempFile = errors.New("a temporary file of sorted lines is not as it was written")

func decodeKeyed(b []byte) (k keyed, err error) {
	number := func() int {
		n, size := binary.Uvarint(b)
		if size <= 0 {
			err = errTempFile
			return 0
		}
		b = b[size:]
		return int(n)
	}
	for _, n := range k.numbers() {
		*n = number()
	}
	for _, s := range k.texts() {
		n := number()
		if err != nil || n < 0 || n > len(b) {
			return keyed{}, errTempFile
		}
		*s, b = string(b[:n]), b[n:]
	}
	if err == nil && len(b) > 0 {
		err = errTempFile
	}
	return k, err
}
