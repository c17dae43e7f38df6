package corpus

import "strings"

// NameAs is a name that says how to read the bytes of a file: its own, or, if
// that says nothing, one with the ending of what they seem to be.
func NameAs(name string, data []byte) string {
	if KindOf(name) != KindOther {
		return name
	}
	return name + sniff(data)
}

// sniff is the ending of what data seem to be: HTML, Markdown or plain text.
func sniff(data []byte) string {
	head := string(data[:min(len(data), 4<<10)])
	switch trimmed := strings.TrimLeft(head, "\ufeff \t\r\n"); {
	case strings.HasPrefix(trimmed, "<"):
		return ".html"
	case strings.HasPrefix(trimmed, "---\n"), strings.HasPrefix(trimmed, "# "), strings.Contains(head, "\n# "), strings.Contains(head, "\n## "):
		return ".md"
	}
	return ".txt"
}
