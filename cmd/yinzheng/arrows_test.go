package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arrows is the import table: which of our packages a package may import.
// Row 4 may use every row below; the packages of row 2 don't know each other,
// but for quote, which asks library what a name means.
func arrows() map[string][]string {
	one := []string{"internal/analysis", "internal/query", "corpus"}
	two := append([]string{"internal/match"}, one...)
	values := []string{"internal/library", "index", "internal/brute", "internal/quote", "internal/concord"}
	return map[string][]string{
		"corpus":                     nil,
		"corpus/sample":              nil,
		"internal/analysis":          nil,
		"internal/analysis/gentable": nil,
		"internal/query":             nil,
		"internal/match":             {"internal/analysis", "internal/query"},
		"index":                      two,
		"internal/brute":             two,
		"internal/library":           two,
		"internal/quote":             {"internal/library", "internal/match", "internal/analysis", "corpus"},
		"internal/concord":           two,
		"internal/report":            append(append([]string{}, values...), two...),
		"internal/server":            append(append([]string{"internal/report"}, values...), two...),
		"cmd/yinzheng":               append(append([]string{"internal/report", "internal/server", "corpus/sample"}, values...), two...),
		"cmd/bench":                  nil,
	}
}

// only lists what one package alone may import of others' code.
func only() map[string]string {
	return map[string]string{
		"github.com/blevesearch/bleve": "index",
		"github.com/blevesearch/zapx":  "index",
		"github.com/go-ego/gse":        "internal/analysis",
		"github.com/lanrat/extsort":    "internal/concord",
		"github.com/spf13/cobra":       "cmd/yinzheng",
	}
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "yinzheng/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

func TestImportsFollowTheTable(t *testing.T) {
	table, mine := arrows(), only()
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, "yinzheng/")
		allowed, known := table[name]
		if !known {
			t.Errorf("%s is not in the table of imports", name)
		}
		for _, imp := range p.Imports {
			if ours, ok := strings.CutPrefix(imp, "yinzheng/"); ok && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s against the table", name, ours)
			}
			for prefix, owner := range mine {
				if strings.HasPrefix(imp, prefix) && name != owner {
					t.Errorf("%s imports %s, which only %s may", name, imp, owner)
				}
			}
		}
	}
}
