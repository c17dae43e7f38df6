package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"yinzheng/index"
)

// Changes is the answer of index: what an update did, or would do.
type Changes struct {
	Generation Optional `json:"generation"` // in force after it
	DryRun     bool     `json:"dry_run"`
	New        int      `json:"new"`
	Changed    int      `json:"changed"`
	Renamed    int      `json:"renamed"`
	Removed    int      `json:"removed"`
	Unchanged  int      `json:"unchanged"`
	Unreadable int      `json:"unreadable"` // files of this run
	Skipped    int      `json:"skipped"`    // files of kinds that are no documents
	Unknown    int      `json:"unknown"`    // listed files that are neither there nor in the index
	Bytes      int64    `json:"bytes"`      // of files read
	// Took is in milliseconds.
	Took     float64  `json:"took_ms"`
	Complete bool     `json:"complete"`
	Unread   []Unread `json:"unread"`  // of the whole index
	Remarks  []string `json:"remarks"` // what a rebuild could not take over
	Files    []File   `json:"files"`

	// Refused tells people that nothing was written, though it was no dry run.
	Refused bool `json:"-"`
}

// File is what became of one.
type File struct {
	Path   string   `json:"path"`
	Status string   `json:"status"` // new, changed, renamed, removed, unchanged or unreadable
	From   Optional `json:"from"`   // the path before, if it was renamed
	Reason Optional `json:"reason"` // why it is unreadable
}

// NewChanges makes the answer of an update.
func NewChanges(s index.Summary, dryRun bool, took time.Duration) Changes {
	c := Changes{
		Generation: Optional(s.Generation),
		DryRun:     dryRun,
		New:        s.New,
		Changed:    s.Changed,
		Renamed:    s.Renamed,
		Removed:    s.Removed,
		Unchanged:  s.Unchanged,
		Unreadable: s.Unreadable(),
		Skipped:    s.Skipped,
		Unknown:    s.Unknown,
		Bytes:      s.Bytes,
		Took:       milliseconds(took),
		Complete:   len(s.Unread) == 0,
		Unread:     NewUnread(s.Unread),
		Remarks:    append([]string{}, s.Remarks...),
		Files:      []File{},
	}
	for _, f := range s.Files {
		c.Files = append(c.Files, File{f.Path, f.Status, Optional(f.From), Optional(f.Reason)})
	}
	return c
}

// Changes writes c.
func (p Printer) Changes(c Changes) error {
	ok, err := p.listing(listing{
		name: "files",
		head: func() any {
			type all Changes
			return struct {
				all
				Files *[]File `json:"files,omitempty"` // hides the list
			}{all: all(c)}
		},
		items: listOf(c.Files, func(f File) item {
			return item{f, []string{f.Path, f.Status, string(f.From), string(f.Reason)}}
		}),
		header: []string{"path", "status", "from", "reason"},
	})
	if ok {
		return err
	}
	return p.changesText(c)
}

func (p Printer) changesText(c Changes) error {
	var b strings.Builder
	if c.DryRun || c.Refused {
		for _, f := range c.Files {
			b.WriteString(p.fileText(f))
		}
	}
	parts := []string{thousands(c.New) + " new", thousands(c.Changed) + " changed"}
	if c.Renamed > 0 {
		parts = append(parts, thousands(c.Renamed)+" renamed")
	}
	parts = append(parts, thousands(c.Removed)+" removed", thousands(c.Unchanged)+" unchanged")
	b.WriteString(p.paint(bold, strings.Join(parts, ", ")))
	if len(c.Unread) > 0 {
		fmt.Fprintf(&b, ", %s unread", thousands(len(c.Unread)))
	}
	if c.Skipped > 0 {
		fmt.Fprintf(&b, "; %s skipped that %s no document", count(c.Skipped, "file"), isAre(c.Skipped))
	}
	if c.DryRun || c.Refused {
		fmt.Fprintf(&b, "\nnothing was written; %s read in %s\n", megabytes(c.Bytes), seconds(c.Took))
	} else {
		fmt.Fprintf(&b, "\n%s: %s read in %s\n", c.Generation, megabytes(c.Bytes), seconds(c.Took))
	}
	if !c.Complete {
		p.unreadText(&b, false, c.Unread)
	}
	_, err := io.WriteString(p.W, b.String())
	return err
}

// fileText is a line about a file that would not stay as it is.
func (p Printer) fileText(f File) string {
	if f.Status == "unchanged" {
		return ""
	}
	path := p.paint(magenta, p.inLine(f.Path))
	switch {
	case f.From != "":
		path = p.inLine(string(f.From)) + " → " + path
	case f.Reason != "":
		path += ": " + p.inLine(string(f.Reason))
	}
	return fmt.Sprintf("%-10s  %s\n", f.Status, path)
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
