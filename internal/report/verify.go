package report

import (
	"fmt"
	"io"
	"strings"

	"yinzheng/index"
)

// Verify is the answer of verify: whether an index is whole.
type Verify struct {
	Generation Optional  `json:"generation"`
	Healthy    bool      `json:"healthy"`
	Files      int       `json:"files"`
	Bytes      int64     `json:"bytes"`
	Documents  int       `json:"documents"`
	Texts      int       `json:"texts"`      // read and folded again
	LookedFor  int       `json:"looked_for"` // documents looked for by their own words
	Took       float64   `json:"took_ms"`
	Remarks    []string  `json:"remarks"`
	Troubles   []Trouble `json:"troubles"`
}

// Trouble is one that was found.
type Trouble struct {
	Disease string `json:"disease"`
	Path    string `json:"path"`
	Reason  string `json:"reason"`
	Hint    string `json:"hint"` // what to do about it
}

// NewVerify makes the answer of what was found.
func NewVerify(v index.Verification) Verify {
	out := Verify{
		Generation: Optional(v.Generation),
		Healthy:    len(v.Troubles) == 0,
		Files:      v.Files,
		Bytes:      v.Bytes,
		Documents:  v.Documents,
		Texts:      v.Texts,
		LookedFor:  v.LookedFor,
		Took:       milliseconds(v.Took),
		Remarks:    append([]string{}, v.Remarks...),
		Troubles:   []Trouble{},
	}
	for _, t := range v.Troubles {
		out.Troubles = append(out.Troubles, Trouble{string(t.Disease), t.Path, t.Reason, remedy(v, t.Disease, t.Path)})
	}
	return out
}

// remedy is what to do about a disease.
func remedy(v index.Verification, d index.Disease, path string) string {
	switch {
	case d == index.NewerLayout:
		return "use the yinzheng that made it, or build it anew: yinzheng index --rebuild PATH…"
	case d == index.MissingFile && v.Generation != "" && path == index.CurrentFile:
		return "yinzheng index PATH… writes it again"
	}
	return "build it anew: yinzheng index --rebuild PATH…; what can be read of the old index stays in force until then"
}

// Verify writes v.
func (p Printer) Verify(v Verify) error {
	ok, err := p.listing(listing{
		name: "troubles",
		head: func() any {
			type all Verify
			return struct {
				all
				Troubles *[]Trouble `json:"troubles,omitempty"` // hides the list
			}{all: all(v)}
		},
		items: listOf(v.Troubles, func(t Trouble) item {
			return item{t, []string{t.Disease, t.Path, t.Reason, t.Hint}}
		}),
		header: []string{"disease", "path", "reason", "hint"},
	})
	if ok {
		return err
	}
	return p.verifyText(v)
}

// troublesShown is how many people are shown.
const troublesShown = 20

func (p Printer) verifyText(v Verify) error {
	var b strings.Builder
	name := string(v.Generation)
	if name == "" {
		name = "the index"
	}
	if v.Healthy {
		fmt.Fprintf(&b, "%s: %s\n", name, p.paint(green, "whole"))
	} else {
		fmt.Fprintf(&b, "%s: %s\n", name, p.paint(hit, count(len(v.Troubles), "trouble")))
	}
	hints := []string{}
	for i, t := range v.Troubles {
		if i == troublesShown {
			fmt.Fprintf(&b, "  and %s more (--format json lists all)\n", thousands(len(v.Troubles)-i))
		}
		if i >= troublesShown {
			continue
		}
		fmt.Fprintf(&b, "  %s: %s: %s\n", p.paint(magenta, p.inLine(t.Path)), p.paint(bold, t.Disease), p.inLine(t.Reason))
		if len(hints) == 0 || hints[len(hints)-1] != t.Hint {
			hints = append(hints, t.Hint)
		}
	}
	for _, h := range hints {
		fmt.Fprintf(&b, "hint: %s\n", h)
	}
	fmt.Fprintf(&b, "%s, %s checked; %s of %s read again; %s looked for by their words; %s\n",
		count(v.Files, "file"), megabytes(v.Bytes), count(v.Texts, "text"), count(v.Documents, "document"), count(v.LookedFor, "document"), seconds(v.Took))
	for _, r := range v.Remarks {
		fmt.Fprintf(&b, "remark: %s\n", p.inLine(r))
	}
	_, err := io.WriteString(p.W, b.String())
	return err
}
