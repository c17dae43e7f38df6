package report

import (
	"yinzheng/corpus"
	"yinzheng/index"
)

// Optional is a string that is null in JSON where it is empty.
type Optional string

// MarshalJSON writes null for the empty string.
func (o Optional) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	return marshal(string(o), "", "")
}

// Document names a document and what is known of it.
type Document struct {
	ID     string   `json:"id"`
	Path   string   `json:"path"`
	Title  Optional `json:"title"`
	Issuer Optional `json:"issuer"`
	Number Optional `json:"number"`
	Date   Optional `json:"date"`
	Type   Optional `json:"type"`
	// Effective and Repealed are 施行日期 and 废止日期, as Date.
	Effective Optional `json:"effective"`
	Repealed  Optional `json:"repealed"`
	Encoding  string   `json:"encoding"`
}

// NewDocument is info as answers show it.
func NewDocument(info corpus.Info) Document {
	return Document{
		ID:        info.ID,
		Path:      info.Path,
		Title:     Optional(info.Title),
		Issuer:    Optional(info.Issuer),
		Number:    Optional(info.Number),
		Date:      Optional(info.Date),
		Type:      Optional(info.Type),
		Effective: Optional(info.Effective),
		Repealed:  Optional(info.Repealed),
		Encoding:  info.Encoding,
	}
}

// documentHeader names the cells that documentCells gives.
func documentHeader() []string {
	return []string{"id", "path", "title", "issuer", "number", "date", "type"}
}

func documentCells(d Document) []string {
	return []string{d.ID, d.Path, string(d.Title), string(d.Issuer), string(d.Number), string(d.Date), string(d.Type)}
}

// Name is its title, or its path where that is unknown.
func (d Document) Name() string {
	if d.Title == "" {
		return d.Path
	}
	return string(d.Title)
}

// Unread is a file that could not be read, and why.
type Unread struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// NewUnread is the list as answers show it, never nil.
func NewUnread(list []index.Unread) []Unread {
	unread := make([]Unread, 0, len(list))
	for _, u := range list {
		unread = append(unread, Unread{u.Path, u.Reason})
	}
	return unread
}

// List is what every list answer says of itself.
type List struct {
	Complete   bool   `json:"complete"` // every document was read
	Generation string `json:"generation"`
	Limit      int    `json:"limit"` // 0: all
	Offset     int    `json:"offset"`
}

// NewList describes the part from offset on, at most limit items, of an answer
// of the generation that could not read these files.
func NewList(generation string, unread []index.Unread, limit, offset int) List {
	return List{Complete: len(unread) == 0, Generation: generation, Limit: limit, Offset: offset}
}
