package corpus

import (
	"strconv"
	"strings"
)

// order is how a document names the parts of its articles: the units of a
// paragraph, of an item of the list in it, and of an item of that.
type order struct {
	clause, item, point string
	brackets            bool // an item is named with its brackets: 第（三）项
}

// orderOf reads the order from the document. The mainland, Hong Kong and Macau
// count 条, 款, 项, 目; Taiwan counts 條, 項, 款, 目. A text in traditional script, or
// with articles like 第 9-1 条, is Taiwan's if it speaks of 項 before 款, and,
// where it speaks of neither, if it writes 第 9 條.
func orderOf(doc *Document) order {
	traditional, digits := false, false
	for _, s := range doc.Outline {
		if s.Level == LevelArticle {
			traditional, digits = strings.HasSuffix(s.Label, "條"), !isHanLabel(s.Label)
			break
		}
	}
	switch {
	case !traditional && !digits:
		return order{"款", "项", "目", true}
	case taiwanVotes(doc.Text, traditional && digits):
		return order{"項", "款", "目", false}.in(traditional)
	}
	return order{"款", "項", "目", true}.in(traditional)
}

// in writes the units in the script of the document.
func (o order) in(traditional bool) order {
	if !traditional {
		o.clause, o.item = strings.ReplaceAll(o.clause, "項", "项"), strings.ReplaceAll(o.item, "項", "项")
	}
	return o
}

// taiwanVotes says that a text names paragraphs 項. The words 前項 and 前款 tell, and
// which of 第二項第三款 and 第二款第三項 it writes; 第二條第三款 alone does not, for both
// leave out a paragraph that is the only one. A text that tells nothing is
// Taiwan's if it looks so; in one that does, 前款 is the item before.
func taiwanVotes(text string, looks bool) bool {
	votes := strings.Count(text, "前項") + strings.Count(text, "前项")
	if !looks {
		votes -= strings.Count(text, "前款")
	}
	for _, unit := range []string{"項第", "项第", "款第"} {
		for rest := text; ; {
			_, after, ok := strings.Cut(rest, unit)
			if !ok {
				break
			}
			rest = after
			n, _ := scanNumeral(strings.TrimLeftFunc(rest[:min(len(rest), 64)], isSpace))
			behind := strings.TrimLeftFunc(strings.TrimLeftFunc(rest, isSpace)[n.size:], isSpace)
			switch {
			case n.size == 0:
			case unit != "款第" && strings.HasPrefix(behind, "款"):
				votes++
			case unit == "款第" && (strings.HasPrefix(behind, "項") || strings.HasPrefix(behind, "项")):
				votes--
			}
		}
	}
	if votes == 0 {
		return looks
	}
	return votes > 0
}

// numberLike writes a number from 1 as the label of an article writes its own.
func numberLike(label string, n int) string {
	switch {
	case isHanLabel(label):
		return hanNumeral(n)
	case strings.ContainsAny(label, "０１２３４５６７８９"):
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n))
	}
	return strconv.Itoa(n)
}

// hanNumeral writes a number from 1 to 9999: 十二, 一百零五.
func hanNumeral(n int) string {
	if n <= 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	zero := false
	for _, u := range []struct {
		value int
		unit  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.value % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		if d != 1 || u.value != 10 || b.Len() > 0 {
			b.WriteString([]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}[d])
		}
		b.WriteString(u.unit)
	}
	return b.String()
}
