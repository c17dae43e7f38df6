package concord

import (
	"strings"
	"testing"

	"yinzheng/internal/match"
)

func TestAFormReadsAsPrinted(t *testing.T) {
	for text, want := range map[string]string{
		"坚持“[三个代表”重要思想]。": "“三个代表”重要思想",
		"[坚持“三个代表]”重要思想":  "坚持“三个代表”",
		"学习“[三个代表]”重要思想":  "三个代表",
		"《[民法典》第十条]":      "《民法典》第十条",
		"‘“[甲”乙’丙]":       "‘“甲”乙’丙",
		"“[甲》乙]":          "甲》乙",
		"[甲“乙”丙]":         "甲“乙”丙",
		"[甲「乙『丙]』」":       "甲「乙『丙』」",
	} {
		start, end := strings.Index(text, "["), strings.Index(text, "]")-1
		plain := strings.NewReplacer("[", "", "]", "").Replace(text)
		if got := written(plain, match.Span{Start: start, End: end}); got != want {
			t.Errorf("%s: %s, not %s", text, got, want)
		}
	}
}
