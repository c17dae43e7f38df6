package server

import (
	"fmt"
	"net/http"
	"strconv"

	"golang.org/x/text/language"

	"yinzheng/internal/query"
)

// labels are the words of the page in one language.
type labels struct {
	Lang     string // of the page, as HTML names it
	Name     string
	Tagline  string
	Query    string // what the box is for
	Search   string
	Sort     string
	Sorts    []option
	Help     string
	Fields   []option // name and meaning
	Syntax   []option // what one can write, and its meaning
	Holds    string   // what the index holds: documents, generation
	Total    string   // documents found
	Range    string   // from, to, total
	Took     string   // milliseconds
	Partial  string
	Nothing  string
	Try      string
	Beyond   string
	Previous string
	Next     string
	Pages    string
	Column   string
	First    string
}

// option is a word and what stands for it.
type option struct{ Value, Text string }

// labelsFor chooses the language that the browser wants, Chinese where it
// wants neither.
func labelsFor(r *http.Request) labels {
	matcher := language.NewMatcher([]language.Tag{language.Chinese, language.English})
	if _, i := language.MatchStrings(matcher, r.Header.Get("Accept-Language")); i == 1 {
		return english()
	}
	return chinese()
}

func chinese() labels {
	l := labels{
		Lang: "zh-CN", Name: "引证", Tagline: "政策文献全文检索：引文、提及、出处",
		Query: "检索词", Search: "检索", Sort: "排序", Help: "怎样写检索式",
		Sorts: []option{{"relevance", "按相关度"}, {"date", "从旧到新"}, {"-date", "从新到旧"}},
		Syntax: []option{
			{"科技创新 人才", "按两个词排序，都有的在前"},
			{"“科技自立自强”", "必须含有这句原文"},
			{"科技 -试点", "不含“试点”"},
			{"甲 OR 乙", "二者有其一；可用括号"},
			{"\"科技\" NEAR/20 \"人才\"", "相距不超过 20 字；BEFORE 限定先后"},
			{"\"科技*强国\"", "中间最多隔 10 字"},
		},
		Holds: "索引中有 %s 篇文献（%s）", Total: "共 %s 篇文献", Range: "第 %s–%s 篇，共 %s 篇文献", Took: "用时 %s 毫秒",
		Partial: "结果可能不全：有文件未能读取，yinzheng status 列出是哪些。",
		Nothing: "没有找到", Try: "换一个说法，或去掉引号和字段再试。",
		Beyond: "后面没有了。", Previous: "上一页", Next: "下一页", Pages: "翻页", Column: "第 %s 字", First: "回到第一页",
	}
	for _, def := range query.Fields() {
		l.Fields = append(l.Fields, option{def.Aliases[0] + ":", def.HelpZH})
	}
	return l
}

func english() labels {
	l := labels{
		Lang: "en", Name: "引证 yinzheng", Tagline: "Full-text search for Chinese policy documents",
		Query: "Query", Search: "Search", Sort: "Sort", Help: "How to write a query",
		Sorts: []option{{"relevance", "most relevant"}, {"date", "oldest first"}, {"-date", "newest first"}},
		Syntax: []option{
			{"科技创新 人才", "ranked by both words"},
			{"“科技自立自强”", "holds this very phrase"},
			{"科技 -试点", "without 试点"},
			{"甲 OR 乙", "either; parentheses group"},
			{"\"科技\" NEAR/20 \"人才\"", "within 20 letters; BEFORE: in this order"},
			{"\"科技*强国\"", "a gap of up to 10 letters"},
		},
		Holds: "Documents indexed: %s (%s)", Total: "Documents found: %s", Range: "Documents %s–%s of %s", Took: "%s ms",
		Partial: "This may be incomplete: some files could not be read; yinzheng status lists them.",
		Nothing: "Nothing found", Try: "Try other words, or leave out quotation marks and fields.",
		Beyond: "There is nothing behind this.", Previous: "Previous", Next: "Next", Pages: "Pages", Column: "column %s", First: "Back to the first page",
	}
	for _, def := range query.Fields() {
		l.Fields = append(l.Fields, option{def.Name + ":", def.Help})
	}
	return l
}

// thousands is n as people write it.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// found says how many there are, and which of them are shown.
func (l labels) found(total, offset, shown int) string {
	if shown == 0 || shown == total {
		return fmt.Sprintf(l.Total, thousands(total))
	}
	return fmt.Sprintf(l.Range, thousands(offset+1), thousands(offset+shown), thousands(total))
}
