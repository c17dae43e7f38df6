// Package sample holds the documents that `yinzheng demo` shows and that
// tests of every package can rely on: 38 documents of 云澜省, a province that
// does not exist, written for this program. They may be copied freely under
// the licence of the module.
//
// They are small and cover what real collections are made of:
//
//	法规  laws in 章 and 条. 云澜省生态保护条例 twice, as made in 2018 and as
//	      revised in 2023; 雲瀾省華僑權益保護條例 in traditional script; in
//	      非物质文化遗产条例 the article numbers are bold
//	决定  a decision of the 常务委员会 and one that repeals and amends rules
//	办法  one with YAML front matter, one whose 文号 stands in the issuing
//	      history, 澜江市古树名木保护办法 in GB18030 (with 㳇, a character of
//	      four bytes there)
//	通知  云政发〔2021〕7号 with an annex under it; 2022年防汛抗旱 as the page
//	      of a government site, menu, metadata table and data table included;
//	      省级重点实验室 by two issuers, its sentences wrapped over lines;
//	      停车收费 with header lines `**发布日期**: …`
//	意见  numbered （一）… through all parts; one with front matter
//	批复  one reply to a lower government
//	规划  outlines 第一章 第一节 and 一、（一）1.; 松陵市 with a table and links
//	报告  reports on the work of the government of 2018, 2022 and 2025, the
//	      statistical communiqué of 2024, an explanation of a draft law
//	讲话  speeches; 在雲瀾同鄉聯誼大會上的致辭 in Big5; 乡村振兴现场会 wrapped
//	问答  questions and answers; 高层次人才 with a BOM and CRLF
//	来稿  drafts to be checked, see below
//
// Six sentences of 讲话/在全省科技创新大会上的讲话(2017-03-18).md are quoted by
// others: word for word, in traditional script and over a line's end;
// re-punctuated in 共同富裕的实施意见; without quotation marks in two reports,
// a plan and a speech; with 停一步有一步 for 停一天有一天 in the speech of 2025-03-18.
//
// 来稿/学习科技创新促进条例的几点体会(修改稿).txt quotes and cites rightly
// throughout. 来稿/让实验室的灯光亮得更久(送审稿).md has, in this order: 不止 for
// 不只, a clause left out, a citation of 第十二条 that is right, one of
// 第二十一条 where the words stand in 第二十八条, a re-punctuated quotation, one
// ascribed to a plan that lacks it, one that stands nowhere.
//
// The texts write the same things in several ways on purpose: 5.2% and ５.２％,
// 1,000 and 1，000, 2035年 beside 35年 and 35岁, 3-5年,
// 二○二五年, 10² beside 102, ㎡, AI, 5G, G20 and OpenLab.
//
// concepts.yaml names what the documents speak of: 16 concepts, some below
// others, with gaps, exclusions, and forms that overlap.
//
// testdata/ranking.golden is not a document. Each line of it is a query, the
// path of the document that answers it, and the label or the heading of the
// section that does, separated by tabs; - where the document has no sections
// or any part of it will do. A label names one section of its document only.
// A passage answers if it lies in that section or overlaps it.
package sample
