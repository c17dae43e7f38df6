// Package corpus answers: here are bytes; what document is this?
//
// Walk finds files, Read makes a Document of one: its text, what it says of
// itself, how it divides, and where each piece of it stands in the file.
// Nothing is written, and Read opens nothing.
//
// # Text
//
// Document.Text is the one coordinate of the whole program. It is valid UTF-8
// without '\r' and NUL, one paragraph a line, lines parted by '\n', none
// empty, none with white space at its ends. It holds title, issuing history
// and body, and the header lines that a reader sees (发布日期: …); not front
// matter, comments, addresses of links, markers of Markdown, nor what
// surrounds a document on its web page. The characters themselves are never
// changed: no normalization, no folding. A table row is one line, its cells
// joined by " | ".
//
// A line that only wraps a sentence is joined to the next (compose.go has the
// rule): between Han characters or beside a wide mark nothing is put in, else
// one space. In doubt lines are joined: a false join can be seen, a mention
// lost at a line's end cannot. An indented line always starts a paragraph.
//
// Document.Line says on which line of the file a byte of Text stands, inside
// joined lines too. In HTML that is the line on which the piece of text
// stands in the source.
//
// Places says the column, too. It reads the file again, with notes of where
// each piece comes from, so that documents carry no more than the line map.
// Rewrite uses the same notes to put other words into a copy of a plain text or
// Markdown file.
//
// # What is refused
//
// The error of Read is an *UnreadableError: a known kind of document that
// can't be read yet, a binary file, noise (mojibake, control characters, what
// no encoding makes plausible), a file over MaxSize, a file without text. A
// few broken bytes in an otherwise good file become U+FFFD and a warning.
// Encodings read are UTF-8, UTF-16 with a BOM, GB18030 (so GBK and GB 2312)
// and Big5; which one is decided by validity and by how common the decoded
// characters are. What an HTML page declares is a hint.
//
// # Metadata
//
// Meta says only what the document says: YAML front matter first, then tables
// and tags of HTML and header lines, then the head of the text, then the file
// name. Three rules are less plain. The issuer is taken from 发文机关, the title
// (国务院关于…), the issuing history or the signature before 发布机构, which
// often is the site that shows a document. The date is 成文日期; else the latest
// of the issuing history and the file name; else one under the title or the
// signature; else that of the congress or session which heard or adopted it
// (sessions.go), to the month or year that is certain; else 发布日期. Years may be
// written 二ＯＯ八年 or 民國 97 年; a day that the calendar lacks is no date. The
// date from which a law is in force is none of these. A rank of law (法律, 行政法规, 地方性法规 …) needs the organ that
// enacted it: 某某条例 alone is a 条例. Only 某某法 in articles is a 法律 without.
//
// What a document says may be wrong or missing: a metadata file (GivenTable)
// overrules it, column by column. Who asks for documents applies it.
//
// # Outline and passages
//
// The outline never fails. A paragraph that begins with 第三章, 第十二条, 一、,
// （一） or 1. starts a section, unless it stands in a quotation that an earlier
// paragraph opened (第十条修改为：“…) or only refers to an article. Headings of
// Markdown and HTML without a number are sections of LevelHeading; the
// document's title is none.
//
// A paragraph without number behind the items of an article begins a 款 of the
// article, unless it goes on with the last item: the line before ends in ： or
// within a sentence, the list goes on behind it, or each item before has as many
// paragraphs (tail.go). The last article ends before a signature or an annex,
// and each before a heading that lost its number.
//
// # Sections as they are cited
//
// Sections says where a byte stands: 第三章 第十二条第二款第（三）项. The 款 of an article
// are its paragraphs; the lines of lists, tables and formulas belong to the one
// before. They are counted when they are asked for and are no entries of the
// outline. An article of one paragraph has no 款 to name: 第十二条, 第十二条第（三）项. A
// 目 is 第1目. Documents that count as Taiwan does, which the document tells and no
// draft (order.go), have 第2條第2項第3款 for the same places. Outside of articles
// labels stay as they are printed: 一、 （二） 3.
//
// Sections.Find is the way back, from such a name to its part of the text, and
// Sections.Within the same for an article that is known: they are what
// citations are judged by, and addresses are found by.
//
// Passages are what search ranks: an article, or neighbouring paragraphs of
// some 250 to 450 characters, cut at the ends of sentences; headings go with
// what follows them.
package corpus
