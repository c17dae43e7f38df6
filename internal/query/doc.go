// Package query is the query language: what people type becomes a tree (Node),
// and every tree prints itself in a canonical form that gives the same tree.
// It knows no index, no folding and no document.
//
// # Grammar of a search (Parse)
//
//	query   = or .
//	or      = and { ( "OR" | "|" ) and } .
//	and     = near { [ "AND" ] near } .
//	near    = unary [ ( "NEAR" | "BEFORE" ) "/" number unary ] .   0 to 10,000
//	unary   = [ "-" | "NOT" ] primary .
//	primary = "(" or ")" | field | phrase | word .
//	field   = name ( ":" | "：" ) ( value | quoted ) .             see Fields
//	phrase  = quoted, with gaps: part { gap part } .
//	gap     = "*" [ "{" number "}" ] .                             0 to 1,000, alone 10
//	quoted  = `"…"` | "“…”" | "「…」" | "『…』" .
//
// # Grammar of a pattern (ParsePattern, for mentions --pattern)
//
//	pattern = near { ( "OR" | "|" ) near } .
//	near    = phrase [ ( "NEAR" | "BEFORE" ) "/" number phrase ] .
//	phrase  = quoted | text | "(" pattern ")" .                    text up to an operator
//
// # Lexical rules
//
//   - Parentheses, operators, gaps, colons, digits and white space may be full
//     width: （ ） ｜ － ＊ ｛３｝ ＯＲ ＮＥＡＲ／２０ ＂…＂. Words that are
//     operators are upper case; or, not and near are ordinary words.
//   - "-" and "|" are operators at the start, behind white space and behind "(";
//     inside a word they are text (3-5, open-source). Behind a closing mark or
//     another operator they are an error, since both readings are likely.
//   - A word runs to white space, a quotation mark or a parenthesis; it has no
//     escapes. Whatever is not a plain word is written in quotes.
//   - A quotation mark of one kind is text inside another kind. Typographic
//     marks nest in their own kind: “他说“好”了” is one phrase.
//   - Inside quotation marks, and in the bare text of a pattern, a backslash
//     takes the meaning from * " \ { ( ) - | and from every quotation mark;
//     before anything else it is a backslash.
//   - A word with one star between two letters is a phrase with a gap: 科技*强国.
//     Other stars of a word are text; beside the Latin letter or digit at its
//     edge one is an error.
//   - A colon makes a field only right behind a known name at the start of a
//     word; other names that people use, and names that are no field's: see
//     nameAt. A value is in quotes, or runs to white space or to a ")" that
//     closes a parenthesis opened before the value; it has no escapes unless in
//     quotes, where a backslash stands before a quotation mark or a backslash.
//
// # Meaning
//
// Bare words rank and demand nothing alone; phrases, NEAR, BEFORE, fields and
// exclusions hold per document. AND demands: a bare word beside it counts as a
// phrase, and of bare words in parentheses one must be there. NEAR/20 wants at
// most 20 letters between the facing ends of its two phrases, in one paragraph,
// in either order; BEFORE/20 wants the left one first. Their operands are
// phrases (a bare word counts as one) and they are not chained. A gap of up to n
// letters stands between two parts of one phrase. "-" and NOT, which are one,
// bind tighter than NEAR: write -("甲" NEAR/5 "乙").
//
// A query, each side of OR and each thing excluded must hold something to find:
// exclusions alone are an error, and so is an exclusion of an exclusion.
// Parentheses that hold only exclusions beside something to find are welcome:
// 甲 (-乙 -丙) is 甲 -乙 -丙.
//
// Bounds: MaxLetters letters and digits, MaxDepth parentheses inside each other.
package query
