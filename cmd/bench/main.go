package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// bench is one run.
type bench struct {
	corpus   string // copy of the documents, ours to change
	index    string
	yinzheng string
	rg       string // empty: not installed
	runs     int
	rows     []row

	served       []served
	serverMemory string
}

// row is a line of the table.
type row struct{ what, due, ours, theirs, ratio string }

func main() {
	corpus := flag.String("corpus", "../shared/corpus", "folder of documents")
	program := flag.String("yinzheng", "bin/yinzheng", "the program to measure")
	runs := flag.Int("runs", 15, "runs of each query")
	scale := flag.Int("scale", 0, "time the queries again on so many times the text")
	only := flag.Bool("served", false, "measure the server alone")
	one := flag.Bool("run", false, "run the program behind -- once, and say what it took")
	flag.Parse()
	if *one {
		if err := runOne(flag.Args()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := run(*corpus, *program, *runs, *scale, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(corpus, program string, runs, scale int, serverAlone bool) error {
	program, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "yinzheng-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	b := &bench{corpus: filepath.Join(work, "corpus"), index: filepath.Join(work, ".yinzheng"), yinzheng: program, runs: runs}
	bytes, files, err := copyTree(corpus, b.corpus, 0)
	if err != nil {
		return err
	}
	b.rg, _ = ripgrep()
	fmt.Printf("%s, %d cores, %s/%s, %s; corpus: %d files, %.1f MB; ripgrep: %s\n\n",
		time.Now().Format(time.DateOnly), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(),
		files, float64(bytes)/1e6, version(b.rg))
	if err := b.building(bytes); err != nil {
		return err
	}
	defer b.printServed()
	if serverAlone {
		return b.serving()
	}
	if err := b.all(corpus, scale); err != nil {
		return err
	}
	b.print()
	return nil
}

// all measures whatever there is to be measured of an index that is built.
func (b *bench) all(corpus string, scale int) error {
	for _, part := range []func(suffix string) error{b.queries, b.quoting, b.verifying} {
		if err := part(""); err != nil {
			return err
		}
	}
	if err := b.serving(); err != nil {
		return err
	}
	if err := b.updating(""); err != nil || scale <= 1 {
		return err
	}
	return b.scaled(corpus, scale)
}

// building indexes from nothing: time, memory, size.
func (b *bench) building(bytes int64) error {
	p, err := b.measure(b.yinzheng, "--index", b.index, "--quiet", "index", b.corpus)
	if err != nil {
		return err
	}
	text, folder, err := b.sizes()
	if err != nil {
		return err
	}
	b.add("building from nothing", "4 MB/s", fmt.Sprintf("%.1f MB/s (%.1f s)", float64(bytes)/1e6/p.Wall.Seconds(), p.Wall.Seconds()))
	b.add("memory while building", "1.5 GB", fmt.Sprintf("%.0f MB", float64(p.Memory)/1e6))
	b.add("index folder against its text", "3.0 ×", fmt.Sprintf("%.2f ×", float64(folder)/float64(text)))
	return nil
}

// queries times counting beside ripgrep, and ranked search.
func (b *bench) queries(suffix string) error {
	rare, common, err := b.terms()
	if err != nil {
		return err
	}
	for _, q := range [...]struct{ what, term, due string }{
		{"all mentions of a rare term", rare, "0.5 × rg"},
		{"all mentions of the commonest two-character word", common, "1.0 × rg"},
	} {
		ours := []string{b.yinzheng, "--index", b.index, "mentions", "--count", q.term}
		if _, err := b.against(q.what+suffix, q.due, ours, []string{"--count-matches", "-F", q.term, b.corpus}); err != nil {
			return err
		}
	}
	if err := b.exporting(common, suffix); err != nil {
		return err
	}
	for _, q := range [...]struct{ what, query string }{
		{"ranked search, two words", "科技创新 人才"},
		{"ranked search, a question", "试用期最长可以约定多久"},
	} {
		d, err := b.median(b.yinzheng, "--index", b.index, "search", q.query)
		if err != nil {
			return err
		}
		b.add(q.what+suffix, "60 ms", ms(d))
	}
	return nil
}

// exporting writes every mention of a term in context, in several ways.
func (b *bench) exporting(term, suffix string) error {
	list := []string{b.yinzheng, "--index", b.index, "mentions", term, "--limit", "0", "--format", "jsonl"}
	memory, err := b.against("that word's mentions exported to JSON lines"+suffix, "", list, []string{"-o", "-b", "-F", term, b.corpus})
	if err != nil {
		return err
	}
	b.add("memory of that"+suffix, "300 MB", fmt.Sprintf("%.0f MB", float64(memory)/1e6))
	sorted, err := b.measure(append(list, "--sort", "left")...)
	if err != nil {
		return err
	}
	b.add("the same sorted by what stands before"+suffix, "", fmt.Sprintf("%s, %.0f MB", ms(sorted.Wall), float64(sorted.Memory)/1e6))
	near, err := b.measure(b.yinzheng, "--index", b.index, "mentions", term, "--collocates")
	if err != nil {
		return err
	}
	b.add("its collocates"+suffix, "", fmt.Sprintf("%.1f s, %.0f MB", near.Wall.Seconds(), float64(near.Memory)/1e6))
	return nil
}

// against runs us and ripgrep in turns, and gives the most memory we took.
func (b *bench) against(what, due string, ours, theirs []string) (memory int64, err error) {
	var mine, other []time.Duration
	for range b.runs {
		p, err := b.measure(ours...)
		if err != nil {
			return 0, err
		}
		mine = append(mine, p.Wall)
		memory = max(memory, p.Memory)
		if b.rg == "" {
			continue
		}
		if p, err = b.measure(append([]string{b.rg}, theirs...)...); err != nil {
			return 0, err
		}
		other = append(other, p.Wall)
	}
	r := row{what: what, due: due, ours: ms(middle(mine))}
	if b.rg != "" {
		r.theirs = ms(middle(other))
		r.ratio = fmt.Sprintf("%.2f", middle(mine).Seconds()/middle(other).Seconds())
	}
	b.rows = append(b.rows, r)
	return memory, nil
}

// again indexes the corpus once more.
func (b *bench) again() []string {
	return []string{b.yinzheng, "--index", b.index, "--quiet", "index", b.corpus}
}

// updating indexes again: nothing changed, one file changed, by a walk and by
// a list, one in a hundred changed, all touched.
func (b *bench) updating(suffix string) error {
	if err := b.repeated("index again, nothing changed"+suffix, "1 s", nil, b.again()); err != nil {
		return err
	}
	if err := b.oneChanged(suffix); err != nil {
		return err
	}
	if err := b.someChanged(suffix); err != nil {
		return err
	}
	if _, err := b.measure(b.again()...); err != nil {
		return err
	}
	if err := touchAll(b.corpus, time.Now().Add(-2*time.Hour)); err != nil {
		return err
	}
	return b.repeated("index again, all touched, none changed"+suffix, "", nil, b.again())
}

// oneChanged changes a file before each run.
func (b *bench) oneChanged(suffix string) error {
	name, err := firstFile(b.corpus)
	if err != nil {
		return err
	}
	n := 0
	change := func() error {
		n++
		return appendTo(name, fmt.Sprintf("\n\n新增的第%d行。\n", n))
	}
	if err := b.repeated("index again, one file changed"+suffix, "1 s", change, b.again()); err != nil {
		return err
	}
	list := filepath.Join(filepath.Dir(b.index), "changed.lst")
	if err := os.WriteFile(list, []byte(name+"\n"), 0o644); err != nil {
		return err
	}
	return b.repeated("the same by a list of one file"+suffix, "", change, []string{b.yinzheng, "--index", b.index, "--quiet", "index", "--files-from", list})
}

// someChanged changes one file in a hundred before each of a few runs.
func (b *bench) someChanged(suffix string) error {
	runs := b.runs
	defer func() { b.runs = runs }()
	b.runs = min(runs, 5)
	n := 0
	return b.repeated("index again, 1 % changed"+suffix, "", func() error {
		n++
		return b.change(100, fmt.Sprintf("\n\n第%d次修改。\n", n))
	}, b.again())
}

// change appends to one file in so many.
func (b *bench) change(every int, text string) error {
	n := 0
	return eachFile(b.corpus, func(path string) error {
		if n++; n%every != 0 {
			return nil
		}
		return appendTo(path, text)
	})
}

// repeated is a row of the median of several runs, with the most memory; before
// each something is done.
func (b *bench) repeated(what, due string, before func() error, args []string) error {
	var all []time.Duration
	memory := int64(0)
	for range b.runs {
		if before != nil {
			if err := before(); err != nil {
				return err
			}
		}
		p, err := b.measure(args...)
		if err != nil {
			return err
		}
		all = append(all, p.Wall)
		memory = max(memory, p.Memory)
	}
	b.add(what, due, took(process{middle(all), memory}))
	return nil
}

// took is the time and memory of a run.
func took(p process) string {
	return fmt.Sprintf("%s, %.0f MB", ms(p.Wall), float64(p.Memory)/1e6)
}

// scaled times the queries on copies of the corpus that differ.
func (b *bench) scaled(corpus string, scale int) error {
	for n := 1; n < scale; n++ {
		if _, _, err := copyTree(corpus, filepath.Join(b.corpus, fmt.Sprintf("copy%02d", n)), n); err != nil {
			return err
		}
	}
	p, err := b.measure(b.yinzheng, "--index", b.index, "--quiet", "index", b.corpus)
	if err != nil {
		return err
	}
	suffix := fmt.Sprintf(", %d × the text", scale)
	b.add("adding the rest"+suffix, "", fmt.Sprintf("%.0f s, %.0f MB", p.Wall.Seconds(), float64(p.Memory)/1e6))
	if err := b.queries(suffix); err != nil {
		return err
	}
	if err := b.quoting(suffix); err != nil {
		return err
	}
	if err := b.verifying(suffix); err != nil {
		return err
	}
	return b.updating(suffix)
}

// verifying reads the whole index.
func (b *bench) verifying(suffix string) error {
	p, err := b.measure(b.yinzheng, "--index", b.index, "verify")
	if err == nil {
		b.add("verify"+suffix, "", took(p))
	}
	return err
}

func (b *bench) add(what, due, ours string) {
	b.rows = append(b.rows, row{what: what, due: due, ours: ours})
}

func (b *bench) print() {
	fmt.Println("| what | due | yinzheng | ripgrep | ratio |")
	fmt.Println("|---|---|---|---|---|")
	for _, r := range b.rows {
		fmt.Printf("| %s | %s | %s | %s | %s |\n", r.what, r.due, r.ours, r.theirs, r.ratio)
	}
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/1e6) }
