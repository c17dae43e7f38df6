// Package analysis answers: what is compared of a text?
//
// Folding turns a text into letters and keeps what stands between them, the
// marks. A rune is a letter or a mark by one table (table.go): Han, letters
// of other scripts, digits and signs are letters; white space, format
// characters, punctuation and ends of paragraphs are marks. Quotation marks
// and title marks are a class of their own: they part nothing, but for two
// Latin letters or two digits, between which they act as white space does.
//
// # Note marks
//
// Folding is rune by rune but for note marks, which point to a note and are
// marks, not letters: 所指[2]的 has the letters 所指的. A note mark is written
//
//	[1] 〔2〕 ［３］ 【4】   in square brackets of any kind: numbers of one to three
//	[5,7-9] [①]          digits, the first not 0, or numbers in circles; several
//	                     are parted by a comma, 、 or a dash
//	¹ ¹² ¹,² ⁽¹⁾         raised figures
//	① ⑳ ㊿              a number in a circle
//
// Such forms with no more than white space, quotation marks and format
// characters between them are a row, which is judged as a whole: it is note
// marks if it stands where they can, and is neither items nor numbers. Looking
// to the left, white space and quotation marks before the row are passed
// over; to the right white space is. Brackets may have white space before
// them, raised figures and circles may not.
//
// It can stand before a Han letter, a mark, or the end of the text, and behind
//
//   - a Han letter, or a closing bracket; raised figures not where a Latin
//     letter or a digit stands in front of that bracket
//   - in brackets, before a mark: also directly behind a Latin letter, a
//     digit, % or ‰
//   - a full stop (。！？…), if no ， ． ； ： 、 follows: before a Han letter
//     only if it is in brackets, or raised, or a quotation mark stands on
//     either side of the full stop (before it, white space and what note
//     marks are made of may stand between); ， ； ：, if it is raised and before a Han letter, or not in
//     a circle and ends the paragraph
//
// So ① at the head of a clause is an item. So is a row in brackets or circles
// before a Han letter if within 64 characters of the paragraph, directly
// behind ， or ；, the next number stands in the same form before a Han letter.
//
// It is a number
//
//   - behind 第, and behind a few words that want one (附件, 参见, 如图 …)
//   - where 、 - / 和 与 及 或 至 到 and nothing else joins it to another form
//   - where . or , and a digit follow
//   - if it is ² or ³ behind 米 or 里
//   - in brackets, before a measure word (日, 个, 元 …) which a mark or what ends
//     the number's phrase follows (内, 以上 …), or behind a word that counts
//     (于, 共, 每 …)
//   - in brackets, if up to five Han letters on figures and 号 follow: the
//     year of a 文号
//
// # What holds
//
// Folding twice changes nothing more. FoldString(a+b) is FoldString(a) +
// FoldString(b) wherever no note mark stands in one of a, b and a+b that does
// not in another; without square brackets, raised figures and numbers in
// circles that is everywhere.
package analysis
