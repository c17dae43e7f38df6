package report

// Labels is the language of what is written in a picture.
type Labels string

const (
	Chinese Labels = "zh-CN"
	English Labels = "en"
)

// Languages lists what labels can be in, the usual one first.
func Languages() []string { return []string{string(Chinese), string(English)} }

// Say is the one of two texts that is in the language; Chinese where none is
// named.
func (l Labels) Say(zh, en string) string {
	if l == English {
		return en
	}
	return zh
}
