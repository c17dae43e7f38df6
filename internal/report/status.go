package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"yinzheng/index"
)

// Status is the answer of status: what an index holds.
type Status struct {
	Generation string `json:"generation"`
	// Fingerprint is equal for equal documents, dictionary and versions.
	Fingerprint string    `json:"fingerprint"`
	Root        string    `json:"root"`
	Built       time.Time `json:"built"`
	Documents   int       `json:"documents"`
	Texts       int       `json:"texts"` // fewer where documents are equal
	Passages    int       `json:"passages"`
	Letters     int64     `json:"letters"`
	TextBytes   int64     `json:"text_bytes"`
	IndexBytes  int64     `json:"index_bytes"`
	Dictionary  string    `json:"dictionary"`
	UserWords   int       `json:"user_words"`
	Layout      int       `json:"layout"`
	Fold        int       `json:"fold"`
	Readers     int       `json:"readers"`
	Skipped     int       `json:"skipped"`
	Complete    bool      `json:"complete"`
	Unread      []Unread  `json:"unread"`
	// Gone are the paths of documents whose files are not there any more; nil
	// if nobody looked.
	Gone []string `json:"gone"`
}

// NewStatus makes the answer of what an index says of itself.
func NewStatus(s index.Status, fingerprint string) Status {
	return Status{
		Generation:  s.Generation,
		Fingerprint: fingerprint,
		Root:        s.Root,
		Built:       s.Built,
		Documents:   s.Documents,
		Texts:       s.Texts,
		Passages:    s.Passages,
		Letters:     s.Letters,
		TextBytes:   s.TextBytes,
		IndexBytes:  s.IndexBytes,
		Dictionary:  s.Dictionary,
		UserWords:   s.UserWords,
		Layout:      s.Layout,
		Fold:        s.Fold,
		Readers:     s.Readers,
		Skipped:     s.Skipped,
		Complete:    len(s.Unread) == 0,
		Unread:      NewUnread(s.Unread),
	}
}

// Status writes s; text lists all unread files.
func (p Printer) Status(s Status) error {
	switch p.Format {
	case JSON, JSONL:
		return p.json(s)
	case CSV:
		return p.csv([]string{"path", "reason"}, func(row func(...string) error) {
			for _, u := range s.Unread {
				row(u.Path, u.Reason)
			}
		})
	}
	return p.statusText(s)
}

// goneShown is how many paths people are shown that are gone.
const goneShown = 20

// goneText lists what is gone, but not all there is: then the index is
// somewhere else than its documents.
func (p Printer) goneText(b *strings.Builder, s Status) {
	if len(s.Gone) == s.Documents {
		return
	}
	for _, path := range s.Gone[:min(goneShown, len(s.Gone))] {
		fmt.Fprintf(b, "  %s\n", p.paint(magenta, p.inLine(path)))
	}
	if n := len(s.Gone) - goneShown; n > 0 {
		fmt.Fprintf(b, "  and %s more (--format json lists all)\n", thousands(n))
	}
}

func (p Printer) statusText(s Status) error {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		b.WriteString(p.paint(dim, left(name, 12)) + fmt.Sprintf(format, args...) + "\n")
	}
	line("generation", "%s, built %s", s.Generation, s.Built.Local().Format("2006-01-02 15:04"))
	line("content", "%s", s.Fingerprint)
	line("root", "%s", p.inLine(s.Root))
	line("documents", "%s (%s, %s)", thousands(s.Documents), count(s.Texts, "different text"), count(s.Passages, "passage"))
	line("text", "%s, %s", count(s.Letters, "letter"), megabytes(s.TextBytes))
	if s.TextBytes > 0 {
		line("index", "%s, %.1f × the text", megabytes(s.IndexBytes), float64(s.IndexBytes)/float64(s.TextBytes))
	} else {
		line("index", "%s", megabytes(s.IndexBytes))
	}
	line("dictionary", "%s, %s", p.inLine(s.Dictionary[:min(len(s.Dictionary), 12)]), count(s.UserWords, "user word"))
	line("versions", "layout %d, folding %d, readers %d", s.Layout, s.Fold, s.Readers)
	line("skipped", "%s of kinds that are no documents", count(s.Skipped, "file"))
	if s.Complete {
		line("unread", "none")
	} else {
		line("unread", "%s", count(len(s.Unread), "file"))
	}
	for _, u := range s.Unread {
		fmt.Fprintf(&b, "  %s: %s\n", p.paint(magenta, p.inLine(u.Path)), p.inLine(u.Reason))
	}
	switch n := len(s.Gone); {
	case s.Gone == nil:
	case n == 0:
		line("gone", "none")
	case n == s.Documents:
		line("gone", "all: no document's file is where it was, the index answers without them")
	default:
		line("gone", "%s whose file is not there any more; yinzheng index --prune-missing takes them out", count(n, "document"))
	}
	p.goneText(&b, s)
	_, err := io.WriteString(p.W, b.String())
	return err
}
