package concord

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"yinzheng/internal/analysis"
)

// ConceptKey is a key of the concept file.
type ConceptKey struct {
	Name    string // English
	Chinese string
	Says    string // what its value is
}

func (k ConceptKey) String() string { return k.Name + "/" + k.Chinese }

// fileKey is the only key of the file itself.
var fileKey = ConceptKey{"concepts", "概念", "the list of concepts"}

// conceptKeys are the keys of a concept, and who reads their values.
var conceptKeys = [...]struct {
	ConceptKey
	read func(*conceptReader, *conceptDraft, *yaml.Node) error
}{
	{ConceptKey{"name", "名称", "a text; every concept has one, no two the same"}, (*conceptReader).name},
	{ConceptKey{"forms", "写法", "how it is written: texts, or patterns with *, NEAR/n, BEFORE/n, OR; if left out, the name"}, (*conceptReader).forms},
	{ConceptKey{"exclusions", "排除", "texts or patterns inside which a form is no mention"}, (*conceptReader).exclusions},
	{ConceptKey{"broader", "上位", "names of concepts that this one belongs to"}, (*conceptReader).broader},
	{ConceptKey{"narrower", "下位", "names of concepts that belong to this one"}, (*conceptReader).narrower},
	{ConceptKey{"note", "说明", "a text for people"}, (*conceptReader).note},
}

// ConceptKeys gives the keys of the concept file: that of the file, then
// those of a concept. Where a list is wanted, a text stands for a list of one.
func ConceptKeys() []ConceptKey {
	keys := []ConceptKey{fileKey}
	for _, k := range conceptKeys {
		keys = append(keys, k.ConceptKey)
	}
	return keys
}

// findKey is the place of the key that is written so, in either language;
// -1 if there is none.
func findKey(keys []ConceptKey, written string) int {
	written = conceptKey(written)
	for i, k := range keys {
		if written == k.Name || written == analysis.FoldString(k.Chinese) {
			return i
		}
	}
	return -1
}

// keyHint says what to write instead of an unknown key.
func keyHint(keys []ConceptKey, written string) string {
	var names, all []string
	for _, k := range keys {
		names = append(names, k.Name, k.Chinese)
		all = append(all, k.String())
	}
	if near := nearest(written, names); len(near) > 0 {
		return "write " + near[0]
	}
	return "the keys here are: " + strings.Join(all, ", ")
}
