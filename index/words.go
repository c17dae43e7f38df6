package index

import (
	"sync"
	"sync/atomic"

	"yinzheng/internal/analysis"
)

// fullFrom is the bytes of text from which it pays to load the whole
// dictionary into gse. Both segmenters cut alike.
const fullFrom = 3 << 20

// segmenters chooses the segmenter of each text of an update.
type segmenters struct {
	small, full func() (*analysis.Segmenter, error)
	text        atomic.Int64 // bytes of the texts so far, or that are sure to come
	loading     atomic.Bool
}

// newSegmenters cuts with the words of a generation. sure is the bytes of the
// files that are read for certain: of others only the hash may be needed.
func newSegmenters(gen string, sure int64) *segmenters {
	dictionary := sync.OnceValues(func() (*analysis.Dictionary, error) { return openWords(gen) })
	with := func(make func(*analysis.Dictionary) (*analysis.Segmenter, error)) func() (*analysis.Segmenter, error) {
		return sync.OnceValues(func() (*analysis.Segmenter, error) {
			d, err := dictionary()
			if err != nil {
				return nil, err
			}
			return make(d)
		})
	}
	s := &segmenters{
		small: with(func(d *analysis.Dictionary) (*analysis.Segmenter, error) { return analysis.NewSegmenter(d), nil }),
		full:  with(analysis.NewFullSegmenter),
	}
	s.text.Store(sure)
	return s
}

// load makes the generation's dictionary and loads it whole, while the
// workers read. Errors come back to whoever asks next.
func (s *segmenters) load(make func() error) {
	s.loading.Store(true)
	defer s.loading.Store(false)
	if make() == nil {
		_, _ = s.full()
	}
}

// ready tells that next will not wait for long.
func (s *segmenters) ready() bool { return !s.loading.Load() }

// next is the segmenter for a text of so many bytes.
func (s *segmenters) next(bytes int) (*analysis.Segmenter, error) {
	if s.text.Add(int64(bytes)) < fullFrom {
		return s.small()
	}
	return s.full()
}
