package concord

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"iter"
	"strings"

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
		return contextKey(l.Before, true)
	case ByRight:
		return contextKey(l.After, false)
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

// sortedChunk is how many lines are sorted in memory, some 10 MB; more go
// through temporary files, which are merged.
const sortedChunk = 20_000

// sortLines yields lines in the order, from offset on, and limit of them
// unless that is 0. Their Document is not filled.
func sortLines(ctx context.Context, lines iter.Seq2[line, error], order string, offset, limit int) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		input := make(chan keyed, 64)
		config := &extsort.Config{ChunkSize: sortedChunk, NumWorkers: 2, ChanBuffSize: 1, SortedChanBuffSize: 64}
		sorter, sorted, failed := extsort.Generic(input, decodeKeyed, encodeKeyed, compareKeyed, config)
		go func() {
			defer close(input)
			for l, err := range lines {
				if err != nil {
					cancel(err)
					return
				}
				select {
				case input <- newKeyed(l, order):
				case <-ctx.Done():
					return
				}
			}
		}()
		sorter.Sort(ctx)
		at := 0
		for k := range sorted {
			if at++; at <= offset {
				continue
			}
			if !yield(k.line, nil) || at-offset == limit {
				cancel(nil)
				for range sorted { // so that its goroutines end
				}
				return
			}
		}
		if err := errors.Join(context.Cause(ctx), <-failed); err != nil {
			yield(line{}, err)
		}
	}
}

// newKeyed copies the strings: otherwise they would keep whole documents.
func newKeyed(l line, order string) keyed {
	k := keyed{l, sortKey(l, order)}
	k.key = strings.Clone(k.key)
	k.Section, k.Before, k.Match, k.After = strings.Clone(l.Section), strings.Clone(l.Before), strings.Clone(l.Match), strings.Clone(l.After)
	k.Document = corpus.Info{}
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
		if err != nil || n > len(b) {
			return keyed{}, errTempFile
		}
		*s, b = string(b[:n]), b[n:]
	}
	return k, err
}
