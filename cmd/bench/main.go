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
}

// row is a line of the table.
type row struct{ what, due, ours, theirs, ratio string }

func main() {
	corpus := flag.String("corpus", "../shared/corpus", "folder of documents")
	program := flag.String("yinzheng", "bin/yinzheng", "the program to measure")
	runs := flag.Int("runs", 15, "runs of each query")
	scale := flag.Int("scale", 0, "time the queries again on so many times the text")
	one := flag.Bool("run", false, "run the program behind -- once, and say what it took")
	flag.Parse()
	if *one {
		if err := runOne(flag.Args()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := run(*corpus, *program, *runs, *scale); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(corpus, program string, runs, scale int) error {
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
	if err := b.queries(""); err != nil {
		return err
	}
	if err := b.quoting(""); err != nil {
		return err
	}
	if err := b.updating(); err != nil {
		return err
	}
	if scale > 1 {
		if err := b.scaled(corpus, scale); err != nil {
			return err
		}
	}
	b.print()
	return nil
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

// updating indexes again: nothing changed, one file changed, all touched.
func (b *bench) updating() error {
	again := []string{b.yinzheng, "--index", b.index, "--quiet", "index", b.corpus}
	time.Sleep(2100 * time.Millisecond) // times of files that were just written prove nothing
	if err := touchAll(b.corpus, time.Now().Add(-time.Hour)); err != nil {
		return err
	}
	touched, err := b.measure(again...)
	if err != nil {
		return err
	}
	name, err := firstFile(b.corpus)
	if err != nil {
		return err
	}
	var changed []time.Duration
	for i := range b.runs {
		if err := appendTo(name, fmt.Sprintf("\n\n新增的第%d行。\n", i)); err != nil {
			return err
		}
		p, err := b.measure(again...)
		if err != nil {
			return err
		}
		changed = append(changed, p.Wall)
	}
	if err := touchFile(name, time.Now().Add(-time.Hour)); err != nil {
		return err
	}
	if err := appendTo(name, "终。"); err != nil {
		return err
	}
	if _, err := b.measure(again...); err != nil {
		return err
	}
	unchanged, err := b.median(again...)
	if err != nil {
		return err
	}
	b.add("index again, nothing changed", "1 s", ms(unchanged))
	b.add("index again, one file changed", "1 s", ms(middle(changed)))
	b.add("index again, all touched, none changed", "", ms(touched.Wall))
	return nil
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
	return b.quoting(suffix)
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
