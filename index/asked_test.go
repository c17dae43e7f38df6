package index

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What a query selects, by the words in the documents.
func TestWhatAQuerySelects(t *testing.T) {
	s := newSite(t)
	for name, text := range map[string]string{
		"a": "科技进步，2091年。", "b": "人才工作，20日。", "c": "科技人才，91项，AB级。", "d": "创新驱动，09号。", "e": "abcd规划，xyz中心。",
	} {
		s.write(name+".txt", text+"\n")
	}
	s.update(UpdateOptions{})
	ix := s.open()
	for query, want := range map[string]string{
		"科技":                "ac",
		"科技 人才":             "abc",
		"科技 AND 人才":         "c",
		"(科技 OR 创新) AND 人才": "c",
		"科技 AND NOT 人才":     "a",
		"科技 NOT 人才":         "a",
		"科技 AND 海洋":         "",
		"2091":              "a",
		"20910":             "", // a number that nobody has is not its digits
		"091":               "",
		"abcdx":             "",
		"9.1%":              "",
		"2091年度 规划":         "ae",
		"驱动科技":              "acd", // nobody has the word, some have its parts
		"科技 -驱动科技":          "ac",  // but what is excluded is the word
		"科技 -(驱动科技 创新驱动者)":  "ac",
		"科技 -人才":            "a",
	} {
		var got []string
		for _, h := range s.search(ix, query, SearchOptions{}).Hits {
			got = append(got, strings.TrimSuffix(filepath.Base(h.Document.Path), ".txt"))
		}
		slices.Sort(got)
		if have := strings.Join(got, ""); have != want {
			t.Errorf("%s selects %q, want %q", query, have, want)
		}
	}
	for query, want := range map[string][]string{
		"科技 人才": nil, "驱动科技": {"驱动科技"}, "人才 驱动科技 OR 科技规划 驱动科技": {"驱动科技", "科技规划"}, "科技 -驱动科技": nil, "科技 AND 驱动科技": nil,
		"科技进步怎么驱动人才工作": nil, // a sentence is read as its words anyway
	} {
		if got := s.search(ix, query, SearchOptions{}).Split; !slices.Equal(got, want) {
			t.Errorf("%s splits %q, want %q", query, got, want)
		}
	}
}
