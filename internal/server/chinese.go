package server

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// inChinese is what an error or a hint says in Chinese; ok is false for what
// is not in the table, which is shown as it is.
func inChinese(text string) (string, bool) {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		x, ok := lineInChinese(line)
		if !ok {
			return text, false
		}
		lines = append(lines, x)
	}
	return strings.Join(lines, "\n"), true
}

func lineInChinese(line string) (string, bool) {
	for _, s := range sayings() {
		m := s.english.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		return filled(s.chinese, m[1:]), true
	}
	return line, false
}

// filled puts values in the places of %, in their order.
func filled(text string, values []string) string {
	var b strings.Builder
	for i, part := range strings.Split(text, "%") {
		if i > 0 && i <= len(values) {
			b.WriteString(values[i-1])
		}
		b.WriteString(part)
	}
	return b.String()
}

// noteInChinese is a note of a claim, clause by clause; ok as inChinese has it.
func noteInChinese(note string) (string, bool) {
	clauses := strings.Split(note, "; ")
	for i, clause := range clauses {
		var ok bool
		if clauses[i], ok = lineInChinese(clause); !ok {
			return note, false
		}
	}
	return strings.Join(clauses, "；"), true
}

// saying is a text in two languages; % in the Chinese stands for the groups of
// the English, in their order.
type saying struct {
	english *regexp.Regexp
	chinese string
}

var sayings = sync.OnceValue(func() []saying {
	var list []saying
	for _, pair := range inTwoLanguages() {
		pattern := strings.ReplaceAll(regexp.QuoteMeta(pair[0]), "%", "(.*?)")
		list = append(list, saying{regexp.MustCompile("^" + pattern + "$"), pair[1]})
	}
	return list
})

// inTwoLanguages is what people can be told on a page; % is any text.
func inTwoLanguages() [][2]string {
	last := [][2]string{{"write %", "写 %"}} // what is more special stands before
	return slices.Concat(queryInTwoLanguages(), pagesInTwoLanguages(), notesInTwoLanguages(), last)
}

// pagesInTwoLanguages is what this package says, and those who read requests
// with it.
func pagesInTwoLanguages() [][2]string {
	return [][2]string{
		{"the parameter % is missing", "缺少参数 %"},
		{"add %=…, percent-encoded", "请加上 %=…（须作百分号编码）"},
		{"add q=…, percent-encoded, or concept=…", "请写出词语，或选一个概念"},
		{"there is no parameter %", "没有参数 %"},
		{"use %", "可用：%"},
		{"the parameter % is given % times", "参数 % 给了 % 次"},
		{"give it once", "只给一次"},
		{"the parameter % is not UTF-8", "参数 % 不是 UTF-8"},
		{"percent-encode it as UTF-8", "请按 UTF-8 作百分号编码"},
		{"% is no number from % to %", "% 不是 % 到 % 之间的数"},
		{"% is no whole number from % on", "% 不是不小于 % 的整数"},
		{"page through longer lists with offset; format=jsonl and format=csv have no limit", "更长的列表请翻页，或下载 JSONL、CSV"},
		{"% is neither true nor false", "% 既不是 true 也不是 false"},
		{"write true or false", "写 true 或 false"},
		{"% is not known", "不认得 %"},
		{"near % is no likeness", "% 不是相似度"},
		{"write a share from 0.5 to 1, or off", "写 0.5 到 1 之间的数，或 off"},
		{"before % is not a date", "% 不是日期"},
		{"write 2021, 2021-03, 2021-03-01, or none", "写 2021、2021-03、2021-03-01，或 none（不限日期）"},
		{"the draft is empty", "文稿是空的"},
		{"the draft is too large", "文稿太大"},
		{"check it on the command line, where there is no such limit", "请用命令行核对，那里没有这个限制"},
		{"send the draft as text/plain, or as a form with a field text or file", "请粘贴文稿，或选一个文件"},
		{"the body can't be read", "收到的内容读不出来"},
		{"the draft can't be read", "文稿读不出来"},
		{"a draft in HTML can't be rewritten", "HTML 文稿不能改写"},
		{"save it as text or Markdown", "请存为纯文本或 Markdown"},
		{"there is nothing at this path", "这里什么也没有"},
		{"/api/openapi.json says what there is", "有哪些页面，见上方栏目"},
		{"no document is called %", "没有叫做 % 的文献"},
		{"search for its title: /api/search?q=标题:…", "试试检索它的标题"},
		{"% documents are called %", "有 % 篇文献叫做 %"},
		{"name it by its id: %", "请用编号指明：%"},
		{"% is no longer open", "% 已经关闭：索引更新过了"},
		{"ask again without generation: the answer then is of %", "现在的索引是 %，请重新检索"},
		{"too many requests are at work", "同时检索的人太多"},
		{"the server is being stopped", "服务器正在停止"},
		{"try again in a moment", "请稍后再试"},
		{"the query asks for more than % of work", "这个检索要花的时间超过了 %"},
		{"ask for something rarer or longer, or ask yinzheng on the command line, which has no limit", "请找更少见或更长的文字，或用没有这个限制的命令行"},
		{"this quotation can't be looked for: % stands at more than % places", "这段引文无法查找：% 出现在 % 多处"},
		{"this quotation can't be looked for: % letters are more than can be looked for at once: %", "这段引文无法查找：% 字太长，一次最多 % 字"},
		{"this quotation can't be looked for: % pieces are more than can be looked for at once: %", "这段引文无法查找：省略号分出 % 段，最多 % 段"},
		{"this quotation can't be looked for: beside an ellipsis a piece needs two letters", "这段引文无法查找：省略号两边至少各要两个字"},
		{"look for a part of it", "请查其中的一部分"},
		{"the index can't be read", "索引读不出来"},
		{"the log of yinzheng serve says more", "详情见服务器的日志"},
		{"the concept file can't be read", "概念文件读不出来"},
		{"this server has no concept file", "这台服务器没有概念文件"},
		{"start yinzheng serve with --concepts FILE, or put concepts.yaml beside the index", "启动时加 --concepts FILE，或把 concepts.yaml 放在索引旁"},
		{"the request broke down", "处理请求时出了故障"},
		{"nothing to draw: no occurrences", "没有可画的：一处也没有"},
		{"look for something else, or leave filters out", "换一个词，或去掉条件"},
		{"several concepts can't be compared by %", "几个概念不能按 % 比较"},
		{"several concepts and % can't go together", "几个概念不能与 % 同用"},
		{"ask for one concept", "只选一个概念"},
		{"leave one of them out", "请去掉其中一个"},
		{"q and concepts can't be asked for at once", "词语和概念只能填一样"},
		{"narrower is for concepts", "“含下位概念”只用于概念"},
		{"the forms of a concept are patterns already", "概念的写法本来就是模式"},
		{"% is for %", "% 只用于 %"},
		{"there is no concept %", "没有概念 %"},
		{"did you mean % or % or %?", "是不是 %、% 或 %？"},
		{"did you mean % or %?", "是不是 % 或 %？"},
		{"did you mean %?", "是不是 %？"},
		{"the parameter % is empty", "参数 % 是空的"},
		{"leave it out, or give it a value", "去掉它，或给它一个值"},
		{"the parameters can't be read", "参数读不出来"},
		{"write & between parameters and percent-encode what they hold", "参数之间写 &，内容作百分号编码"},
		{"% and % can't go together", "% 与 % 不能同用"},
		{"the answer is larger than % MB", "结果超过 % MB"},
		{"ask for less of it, or ask yinzheng on the command line, which has no limit", "请少要一些，或用没有这个限制的命令行"},
		{"the form has two drafts", "表单里有两份文稿"},
		{"send one at a time", "一次只送一份"},
		{"the draft did not arrive in time", "文稿没有及时送到"},
		{"send it faster, or check it on the command line", "请再试一次，或用命令行核对"},
		{"yinzheng mentions --list-concepts lists them all", "表单里列出了全部概念"},
		{"this method is not answered here", "这里不接受这种请求方法"},
		{"a page of another site may not do this", "别的网站的页面不能这样做"},
		{"send the form from a page of this server", "请从本站的页面提交"},
		{"this server does not answer to this name", "这台服务器不应答这个名字"},
	}
}

// queryInTwoLanguages is what package query says, and those who read with it.
func queryInTwoLanguages() [][2]string {
	return [][2]string{
		{"% %: the calendar has no %", "% %：日历上没有 %"},
		{"% %: % is not a date", "% %：% 不是日期"},
		{"% %: the value is empty", "% %：值是空的"},
		{"% %: the date is empty", "% %：日期是空的"},
		{"% %: the range begins after its end", "% %：范围的开头在结尾之后"},
		{"% %: the range has neither beginning nor end", "% %：范围既无开头也无结尾"},
		{"% closes a quotation that was never opened", "% 收了一段没有开头的引文"},
		{`write "…", “…” or 「…」 around the phrase`, `短语前后都要有引号："…"、“…” 或 「…」`},
		{"the quotation mark % is never closed", "引号 % 没有收尾"},
		{"put % behind the phrase, or leave the mark out", "在短语后面加上 %，或去掉引号"},
		{"nothing stands between the quotation marks", "引号之间什么也没有"},
		{"write the phrase between them, or leave them out", "在引号之间写上短语，或去掉引号"},
		{"% stands right behind another mark", "% 紧跟在另一个符号后面"},
		{`put white space before it if it is an operator, or write "%" if it is text`, `若是运算符，前面加空格；若是文字，写成 "%"`},
		{"% stands alone", "% 后面什么也没有"},
		{"to exclude a word write -词 without white space, else leave it out", "要排除一个词，写 -词，中间不加空格；否则去掉它"},
		{"% needs a number of letters", "% 要有字数"},
		{`write %/20 with white space behind it, or "%" if it is text`, `写 %/20，后面加空格；若是文字，写成 "%"`},
		{"the number of letters behind % is too large", "% 后面的字数太大"},
		{"write a number up to %, or AND for anywhere in the document", "写不大于 % 的数；只要同在一篇，写 AND"},
		{"a pattern has no fields", "模式里不能有字段"},
		{"a ( in the value of a field is never closed", "字段的值里有一个（没有收尾"},
		{"give each value its own field, as title:甲 title:乙, or put quotation marks around the value", "每个值写一个字段，如 标题:甲 标题:乙；或给值加引号"},
		{"the query only excludes", "检索式只有排除"},
		{"add what is to be found, as 科技 -人才", "请写上要找什么，如 科技 -人才"},
		{"the query is empty", "检索式是空的"},
		{"write words, or a phrase in quotation marks", "请写词语，或加引号的短语"},
		{"% closes a parenthesis that was never opened", "% 收了一个没有开头的括号"},
		{"leave it out, or put quotation marks around the text", "去掉它，或给文字加引号"},
		{"the query is not UTF-8", "检索式不是 UTF-8"},
		{"set the terminal to UTF-8 and write it again", "请用 UTF-8 重新写"},
		{"the query is too long from here on", "检索式从这里起太长了"},
		{"write at most % letters; a whole text is what check is for", "最多写 % 字；整篇文稿请用“核对”"},
		{"this side of OR only excludes", "OR 的这一边只有排除"},
		{"add what is to be found to it, or exclude behind parentheses, as (甲 OR 乙) -丙", "请加上要找什么，或在括号外排除，如 (甲 OR 乙) -丙"},
		{"a pattern has no AND", "模式里不能有 AND"},
		{"write NEAR/20 or OR, use search, or put quotation marks around the text", "写 NEAR/20 或 OR，或用“检索”，或给文字加引号"},
		{"two phrases of a pattern stand side by side", "模式里有两个短语并列"},
		{"write NEAR/20, BEFORE/20 or OR between them, or one pair of quotation marks around the whole text", "中间写 NEAR/20、BEFORE/20 或 OR，或给整段加一对引号"},
		{"a pattern has no exclusions", "模式里不能有排除"},
		{"use search, or put quotation marks around the text if - belongs to it", "请用“检索”；若 - 是文字的一部分，加引号"},
		{"nothing stands behind %", "% 后面什么也没有"},
		{"nothing stands before %", "% 前面什么也没有"},
		{`write what it joins, as 甲 % 乙, or "%" if it is text`, `写上它连接的两边，如 甲 % 乙；若是文字，写成 "%"`},
		{"write something between the parentheses, or leave them out", "在括号之间写上内容，或去掉括号"},
		{"% follows another %", "% 又接着一个 %"},
		{`join two phrases at a time, as "甲" NEAR/20 "乙" "乙" NEAR/20 "丙"`, `一次连接两个短语，如 "甲" NEAR/20 "乙" "乙" NEAR/20 "丙"`},
		{"% can't take an exclusion", "% 不能连接排除"},
		{`write -("甲" % "乙") to exclude both together`, `要一并排除，写 -("甲" % "乙")`},
		{"% takes one phrase on each side", "% 两边各是一个短语"},
		{`write "甲" % "乙", and join several of these with OR`, `写 "甲" % "乙"，几个这样的用 OR 连接`},
		{"% has nothing to exclude", "% 没有要排除的"},
		{`write -词 or -"…"`, `写 -词 或 -"…"`},
		{"an exclusion is excluded", "排除了一个排除"},
		{"leave both - out", "去掉两个 -"},
		{"too many parentheses inside each other", "括号套得太深"},
		{"write at most %", "最多写 %"},
		{"the parenthesis % is never closed", "括号 % 没有收尾"},
		{"put ) behind its last word, or quotation marks around the text", "在最后一个词后面加 )，或给文字加引号"},
		{"nothing stands between two gaps", "两个间隔之间什么也没有"},
		{"write one gap with its size, as *{20}", "写一个间隔和它的字数，如 *{20}"},
		{"a phrase can't begin with a gap", "短语不能以间隔开头"},
		{"a phrase can't end with a gap", "短语不能以间隔结尾"},
		{`leave the * out, or write \* for a star`, `去掉 *；若是星号，写 \*`},
		{"the size of the gap has no closing }", "间隔的字数没有收尾的 }"},
		{"the size of the gap is not a number", "间隔的字数不是数"},
		{`write *{3}, or *\{ for a gap and a brace`, `写 *{3}；若是间隔加花括号，写 *\{`},
		{"the gap is too large", "间隔太大"},
		{"write a number up to %, or AND instead of a gap", "写不大于 % 的数，或用 AND 代替间隔"},
		{"the date is empty", "日期是空的"},
		{"the range has neither beginning nor end", "范围既无开头也无结尾"},
		{"the range begins after its end", "范围的开头在结尾之后"},
		{"write %..%", "写 %..%"},
		{"write 2021, 2021-03, 2021-03-05, 2019..2021, ..2020 or 2019..", "写 2021、2021-03、2021-03-05、2019..2021、..2020 或 2019.."},
		{"no field is called %", "没有叫做 % 的字段"},
		{"the field % has no value", "字段 % 没有值"},
		{"write %, without white space behind the colon", "写 %，冒号后面不加空格"},
		{"the value is empty", "值是空的"},
		{"leave the filter out, or write what % is to be", "去掉这个条件，或写上 % 的值"},
		{"% is not a date", "% 不是日期"},
		{"the calendar has no %", "日历上没有 %"},
		{"the pattern has no letter to look for: marks and white space alone match nothing", "没有可找的字：只有标点和空格"},
		{"write a letter or a digit: only mentions in raw mode looks for marks", "请写文字或数字；只有“提及”的“逐字节”能找标点"},
	}
}

// notesInTwoLanguages is what package quote notes of a claim, clause by clause,
// and warns of in a draft.
func notesInTwoLanguages() [][2]string {
	return [][2]string{
		{"the document named is not in the corpus", "所说的文件未收录"},
		{"fewer than 8 letters, and they stand nowhere as they are", "不足 8 字，且没有一处原样出现"},
		{"nobody is named, and no document has the words", "没有说明出处，所有文件都没有这段话"},
		{"the document named lacks the words", "所说的文件没有这段话"},
		{"word for word they stand in %", "逐字见于%"},
		{"near ones stand in %", "相近的文字见于%"},
		{"so in the version of %", "%的版本如此"},
		{"that of % lacks the words", "%的版本没有这段话"},
		{"they stand in % of %, which is later than %", "见于%（%），晚于 %"},
		{"% of % is later than %", "%（%）晚于 %"},
		{"the words stand in another part of %, not in %", "这段话在%的另一处，不在%"},
		{"the words stand in another part, not in %", "这段话在另一处，不在%"},
		{"the words stand in %, not in %", "这段话在%，不在%"},
		{"% is not in the corpus", "% 未收录"},
		{"several unrelated documents bear this title", "有几份不相干的文件同用此名"},
		{"which document of this kind is meant is not said", "没有说明是哪一份"},
		{"several documents could be meant, % among them", "可能指几份文件，%是其中之一"},
		{"its full title is %", "全称是%"},
		{"no document is named", "没有说明文件"},
		{"not in the corpus", "未收录"},
		{"its 文号 is %", "文号是 %"},
		{"% is that of %", "% 是%的文号"},
		{"% is the 文号 of %", "% 是%的文号"},
		{"the version of % is not in the corpus", "% 年的版本未收录"},
		{"the version of % is used", "用的是 % 的版本"},
		{"an undated version is used", "用的是未注日期的版本"},
		{"% stands in the version of % only, not in the newest", "%只见于 % 的版本，最新的没有"},
		{"% stands in the version of % only, not in that of %", "%只见于 % 的版本，%的没有"},
		{"% stands in an undated version only, not in %", "%只见于未注日期的版本"},
		{"there is no %", "没有%"},
		{"the last article is %", "最后一条是%"},
		{"has no articles that can be told apart", "分不出条文"},
		{"% is named, which is no document", "说的是%，不是文件"},
		{"no document has the words", "所有文件都没有这段话"},
		{"% has % %", "%只有 % %"},
		{"% is never closed", "% 没有收尾"},
		{"% closes nothing", "% 没有开头"},
		{"% is closed only after % bytes: too long for a quotation", "% 过了 % 字节才收尾，太长，不是引文"},
		{"《 is closed only after more than % letters", "《 过了 % 字才收尾"},
		{"quotations inside one another, more than % deep", "引文套得太深，超过 % 层"},
		{"and % more of the kind: opening marks that are never closed", "另有 % 处：引号没有收尾"},
		{"and % more of the kind: closing marks that close nothing", "另有 % 处：引号没有开头"},
		{"and % more of the kind: quotations that are too long", "另有 % 处：引文太长"},
		{"and % more of the kind: quotations too deep in one another", "另有 % 处：引文套得太深"},
		{"and % more of the kind: 《 that are never closed", "另有 % 处：《 没有收尾"},
		{"and % more of the kind: 》 that close nothing", "另有 % 处：》 没有开头"},
	}
}
