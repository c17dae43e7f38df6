package query

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestName is the runes of the longest name of a field.
const longestName = 16

// nameAt finds the name of a field and a colon at pos, and where the value
// begins; the def has no Name if there is none. Pasted text is full of colons,
// so how sure it must be that a field is meant depends on the name:
//
//   - an Alias is one before a colon of either width;
//   - another name is one before a half-width colon with something right behind
//     it, and before a full-width one if what is behind reads like a value;
//   - a name that is no field's, but other catalogues have it or it is one letter
//     off, is an error before a half-width colon with something right behind it.
//
// Any other word before a colon is text: 指出：…
func (lx *lexer) nameAt() (def FieldDef, value int, err error) {
	at := slices.IndexFunc(lx.src[lx.pos:min(len(lx.src), lx.pos+longestName)], isColon)
	if at < 1 {
		return FieldDef{}, 0, nil
	}
	colon := lx.pos + at
	name, value := string(lx.src[lx.pos:colon]), colon+1
	if def, ok := fieldNamed(name, func(def FieldDef) []string { return def.Aliases }); ok {
		return def, value, nil
	}
	if value == len(lx.src) || unicode.IsSpace(lx.src[value]) || lx.src[value] == '/' {
		return FieldDef{}, 0, nil
	}
	half := lx.src[colon] == ':'
	if def, ok := fieldNamed(name, func(def FieldDef) []string { return def.Also }); ok {
		if half || lx.isValue(def, name, value) {
			return def, value, nil
		}
		return FieldDef{}, 0, nil
	}
	if hint := hintFor(name); half && hint != "" && !lx.pattern {
		return FieldDef{}, 0, errAt(lx.pos+1, "no field is called "+name, hint)
	}
	return FieldDef{}, 0, nil
}

// isValue tells whether what stands behind a full-width colon reads like the
// value of a field and not like a sentence.
func (lx *lexer) isValue(def FieldDef, name string, start int) bool {
	quoted := isOpeningQuote(lx.src[start])
	text, _, _, err := lx.fieldValue(start)
	if err != nil {
		return false
	}
	if def.Kind == Dates {
		_, _, err := ParseDates(text)
		return err == nil
	}
	const longestValue = 20
	return utf8.RuneCountInString(name) >= 4 && (quoted || utf8.RuneCountInString(text) <= longestValue && !strings.ContainsAny(text, "，。；！？、：,;!?:"))
}

// hintFor says what to write instead of a name that is no field's; "" for a word
// that looks like no name of one.
func hintFor(name string) string {
	folded := strings.ToLower(narrow(name))
	for _, x := range elsewhere() {
		if slices.Contains(x.names, folded) {
			return x.hint
		}
	}
	for _, def := range Fields() {
		for _, known := range slices.Concat(def.Aliases, def.Also) {
			if oneOff(folded, known) {
				return fmt.Sprintf("write %s, or put quotation marks around the text", def.example())
			}
		}
	}
	return ""
}

// otherNames are names that fields have in other catalogues, and what to write
// here.
type otherNames struct {
	hint  string
	names []string
}

func elsewhere() []otherNames {
	return []otherNames{
		{"write issuer:…, or put quotation marks around the text", []string{"作者", "来源", "單位", "单位", "部门", "机构", "信息来源", "author", "source", "from", "department"}},
		{"write title:…, or put quotation marks around the text", []string{"名称", "篇名", "intitle", "name"}},
		{"write number:…, or put quotation marks around the text", []string{"编号", "索引号", "号码", "id"}},
		{"write date:2021, the date of this version, or put quotation marks around the text", []string{"时间", "施行日期", "生效日期", "实施日期", "失效日期", "废止日期", "time", "effective"}},
		{"write type:…, or put quotation marks around the text", []string{"种类", "类别", "分类", "效力级别", "法律效力", "category", "doctype"}},
		{"write path:…, as path:*.md, or put quotation marks around the text", []string{"文件", "文件名", "filename", "file", "filetype", "inurl", "site"}},
		{"write the words alone, or put quotation marks around the text", []string{"内容", "正文", "全文", "关键词", "关键字", "主题", "主题词", "摘要", "content", "text", "body", "keyword", "keywords", "subject", "intext"}},
		{"leave it out, or put quotation marks around the text", []string{"状态", "时效性", "效力", "地区", "地域", "省份", "语种", "status", "language", "region"}},
	}
}

// oneOff tells whether two names of some length differ by one letter: another
// one, one more, one less, or two changed over.
func oneOff(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	least := 3
	if unicode.Is(unicode.Latin, y[0]) {
		least = 5
	}
	if len(x) < least || len(y)-len(x) > 1 || slices.Equal(x, y) {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) < len(y) {
		return slices.Equal(x[i:], y[i+1:])
	}
	return slices.Equal(x[i+1:], y[i+1:]) ||
		i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
}

// starred makes a phrase with a gap of a word with a star between two letters,
// as 科技*强国: that is what is meant. A star at its edge is a mark like others,
// for the word is found inside longer ones anyway; but Latin words and numbers
// are not, and there it is an error. Stars in a row and 3*4 are text.
func (lx *lexer) starred(t token) (token, error) {
	if lx.pattern || t.kind != tokenWord || !strings.ContainsFunc(t.text, isStar) {
		return t, nil
	}
	word := lx.src[t.start:t.end]
	var body []rune
	gaps := 0
	for i, r := range word {
		switch {
		case isStar(r) && isGap(word, i):
			gaps++
		case isStar(r) && cutsRun(word, i):
			return token{}, errAt(t.start+i+1, "a star can't stand for the rest of a word or number",
				`write the whole word, or put quotation marks around it and write \* for a star`)
		case isStar(r) || r == '\\':
			body = append(body, '\\')
		}
		body = append(body, r)
	}
	if gaps == 0 {
		return t, nil
	}
	phrase, err := readPhrase(body, t.column())
	if syntax, ok := err.(*SyntaxError); ok {
		syntax.Column = t.column()
		return token{}, syntax
	}
	t.kind, t.phrase = tokenPhrase, phrase
	return t, nil
}

// isGap tells whether the star at word[i] stands between two letters that it can
// part.
func isGap(word []rune, i int) bool {
	if i == 0 {
		return false
	}
	next := i + 1
	if next < len(word) && narrowRune(word[next]) == '{' {
		for next < len(word) && narrowRune(word[next]) != '}' {
			next++
		}
		next++
	}
	return next < len(word) && unicode.IsLetter(word[i-1]) && (unicode.IsLetter(word[next]) || unicode.IsDigit(word[next])) ||
		next < len(word) && unicode.IsDigit(word[i-1]) && unicode.IsLetter(word[next])
}

// cutsRun tells whether the star at word[i] stands alone at an edge of the word,
// beside a Latin letter or a digit.
func cutsRun(word []rune, i int) bool {
	inRun := func(r rune) bool { return unicode.IsDigit(r) || unicode.Is(unicode.Latin, r) }
	return len(word) > 1 && (i == 0 && inRun(word[1]) || i == len(word)-1 && inRun(word[i-1]))
}
