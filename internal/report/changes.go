package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"yinzheng/index"
)

// Changes is the answer of index: what an update did.
type Changes struct {
	Generation string `json:"generation"`
	New        int    `json:"new"`
	Changed    int    `json:"changed"`
	Removed    int    `json:"removed"`
	Unchanged  int    `json:"unchanged"`
	Skipped    int    `json:"skipped"` // files of kinds that are no documents
	Bytes      int64  `json:"bytes"`   // of files read
	// Took is in milliseconds.
	Took     float64  `json:"took_ms"`
	Complete bool     `json:"complete"`
	Unread   []Unread `json:"unread"`
	Files    []File   `json:"files"`
}

// File is one that is not as it was.
type File struct {
	Path   string   `json:"path"`
	Status string   `json:"status"` // new, changed, removed or unread
	Reason Optional `json:"reason"` // why it is unread
}

// NewChanges makes the answer of an update.
func NewChanges(s index.Summary, took time.Duration) Changes {
	c := Changes{
		Generation: s.Generation,
		New:        s.New,
		Changed:    s.Changed,
		Removed:    s.Removed,
		Unchanged:  s.Unchanged,
		Skipped:    s.Skipped,
		Bytes:      s.Bytes,
		Took:       milliseconds(took),
		Complete:   len(s.Unread) == 0,
		Unread:     NewUnread(s.Unread),
		Files:      []File{},
	}
	for _, f := range s.Files {
		if f.Status != "unchanged" {
			c.Files = append(c.Files, File{f.Path, f.Status, Optional(f.Reason)})
		}
	}
	return c
}

// Changes writes c.
func (p Printer) Changes(c Changes) error {
	switch p.Format {
	case JSON:
		return p.json(c)
	case JSONL:
		for _, f := range c.Files {
			if err := p.json(f); err != nil {
				return err
			}
		}
		type all Changes
		return p.json(struct {
			all
			Files *[]File `json:"files,omitempty"` // hides the list
		}{all: all(c)})
	case CSV:
		return p.csv([]string{"path", "status", "reason"}, func(row func(...string) error) {
			for _, f := range c.Files {
				row(f.Path, f.Status, string(f.Reason))
			}
		})
	}
	return p.changesText(c)
}

func (p Printer) changesText(c Changes) error {
	var b strings.Builder
	b.WriteString(p.paint(bold, fmt.Sprintf("%s new, %s changed, %s removed, %s unchanged",
		thousands(c.New), thousands(c.Changed), thousands(c.Removed), thousands(c.Unchanged))))
	if len(c.Unread) > 0 {
		fmt.Fprintf(&b, ", %s unread", thousands(len(c.Unread)))
	}
	if c.Skipped > 0 {
		fmt.Fprintf(&b, "; %s skipped that %s no document", count(c.Skipped, "file"), isAre(c.Skipped))
	}
	fmt.Fprintf(&b, "\n%s: %s read in %s\n", c.Generation, megabytes(c.Bytes), seconds(c.Took))
	if !c.Complete {
		p.unreadText(&b, false, c.Unread)
	}
	_, err := io.WriteString(p.W, b.String())
	return err
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// seconds writes milliseconds in the unit that reads best.
func seconds(ms float64) string {
	if ms < 1000 {
		return fmt.Sprintf("%.0f ms", ms)
	}
	return fmt.Sprintf("%.1f s", ms/1000)
}

// Progress is one line about an update that is running, to stand in the
// place of the one before: 1,200 of 4,053 files, 23.1 of 78.0 MB, 6.2 MB/s, 9 s left.
func Progress(x index.Progress) string {
	line := x.Stage
	if x.TotalFiles > 0 {
		line += fmt.Sprintf("  %s of %s files, %s of %s", thousands(x.Files), thousands(x.TotalFiles), megabytes(x.Bytes), megabytes(x.TotalBytes))
	}
	if x.Bytes == 0 || x.Elapsed < time.Second {
		return strings.TrimSpace(line)
	}
	rate := float64(x.Bytes) / x.Elapsed.Seconds()
	line += fmt.Sprintf(", %s/s", megabytes(int64(rate)))
	if rest := float64(x.TotalBytes-x.Bytes) / rate; rest >= 1 {
		line += fmt.Sprintf(", %.0f s left", rest)
	}
	return strings.TrimSpace(line)
}

// Reading is such a line about documents that are read.
func Reading(documents, all int) string {
	return fmt.Sprintf("%s of %s read", thousands(documents), count(all, "document"))
}
