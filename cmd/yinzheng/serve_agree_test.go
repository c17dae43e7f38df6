//go:build unix

package main

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus/sample"
)

// questionsBoth are asked on the command line and over HTTP: the arguments,
// and the address with its parameters written plainly.
func questionsBoth() [][2]string {
	return [][2]string{
		{"search 科技创新", "search?q=科技创新"},
		{"search 科技创新 人才 --sort -date --limit 2 --offset 1 --passages 3", "search?q=科技创新 人才&sort=-date&limit=2&offset=1&passages=3"},
		{"search 科技创新 人才 --tier some", "search?q=科技创新 人才&tier=some"},
		{"search 创新 --type 通知 --type 条例 --date 2019..", "search?q=创新&type=通知&type=条例&date=2019.."},
		{"search 云澜省科技创新促进条例第十二条", "search?q=云澜省科技创新促进条例第十二条"},
		{"search 云澜省生态保护条例 第3条 --date 2018", "search?q=云澜省生态保护条例 第3条&date=2018"},
		{"search 云澜省生态保护条例", "search?q=云澜省生态保护条例"},
		{"mentions 科技创新", "mentions?q=科技创新"},
		{"mentions 科技创新 --sort right --width 5 --limit 3 --offset 2", "mentions?q=科技创新&sort=right&width=5&limit=3&offset=2"},
		{"mentions 科技创新 --sample 4 --seed 7", "mentions?q=科技创新&sample=4&seed=7"},
		{"mentions 科技创新 --mode loose --issuer 云澜", "mentions?q=科技创新&mode=loose&issuer=云澜"},
		{"mentions --pattern \"科技\"_NEAR/10_\"人才\"", "mentions?q=\"科技\" NEAR/10 \"人才\"&pattern"},
		{"mentions 科技创新 --count", "mentions?q=科技创新&count"},
		{"mentions 科技创新 --group year", "mentions?q=科技创新&group=year"},
		{"mentions 科技创新 --group left2 --limit 5", "mentions?q=科技创新&group=left2&limit=5"},
		{"mentions 科技创新 --collocates --span 5 --measure pmi", "mentions?q=科技创新&collocates=true&span=5&measure=pmi"},
		{"mentions 科技创新 --dispersion", "mentions?q=科技创新&dispersion=1"},
		{"mentions 科技创新 --chart", "mentions?q=科技创新&chart"},
		{"mentions --concept 科技创新", "mentions?concept=科技创新"},
		{"mentions --concept 科技创新 --narrower", "mentions?concept=科技创新&narrower"},
		{"mentions --all-concepts", "mentions?all-concepts"},
		{"mentions --all-concepts --group type", "mentions?all-concepts&group=type"},
		{"mentions --list-concepts", "concepts?"},
		{"mentions --list-concepts --no-copies", "concepts?no-copies"},
		{"mentions 科技创新 --no-copies --group document", "mentions?q=科技创新&no-copies&group=document"},
		{"mentions 科技人才 --count", "mentions?q=科技人才&count"},
		{"mentions 科技创新 共同富裕 科技_创新", "mentions?q=科技创新&q=共同富裕&q=科技 创新"},
		{"mentions 科技创新 共同富裕 --group issuer --no-copies", "mentions?q=科技创新&q=共同富裕&group=issuer&no-copies"},
		{"mentions 科技创新 --concept 共同富裕 --narrower --count", "mentions?q=科技创新&concept=共同富裕&narrower&count"},
		{"mentions 科技创新 共同富裕 --chart", "mentions?q=科技创新&q=共同富裕&chart"},
		{"mentions 科\u200b技_创新 --count", "mentions?q=科\u200b技\n创新&count"},
		{"mentions --pattern \"科技\" \"富裕\" --count --mode loose", "mentions?q=\"科技\"&q=\"富裕\"&pattern&count&mode=loose"},
		{"quote 走一步有一步的风景", "quote?q=走一步有一步的风景"},
		{"quote 一座实验室的灯光，照亮的不止是一张图纸 --near 0.7 --limit 1", "quote?q=一座实验室的灯光，照亮的不止是一张图纸&near=0.7&limit=1"},
		{"quote 科技创新 --near off --date ..2021 --ellipsis 9", "quote?q=科技创新&near=off&date=..2021&ellipsis=9"},
		{"show 云澜省科技创新促进条例(2019-11-28).md#第十二条", "documents/云澜省科技创新促进条例(2019-11-28).md?section=第十二条"},
		{"show 云澜省科技创新促进条例第十二条", "documents/云澜省科技创新促进条例第十二条?"},
		{"show 雲瀾省華僑權益保護條例 第2条第1款", "documents/雲瀾省華僑權益保護條例 第2条第1款?"},
		{"show 云澜省生态保护条例（2018年修订）", "documents/云澜省生态保护条例（2018年修订）?"},
		{"show 云澜省生态保护条例", "documents/云澜省生态保护条例?"},
		{"show 2018 云澜省生态保护条例 第三条", "documents/2018 云澜省生态保护条例?section=第三条"},
		{"status", "status?"},
	}
}

// sampled is a place with the sample, its concepts and an index.
func sampled(t *testing.T) *place {
	p := newPlace(t)
	p.must(os.CopyFS(p.path("docs"), sample.Files()))
	p.must(os.WriteFile(p.path(conceptFile), sample.Concepts(), 0o644))
	p.want(0, "index", "docs")
	return p
}

// TestServeAnswersAsTheCommandLineDoes compares every byte, in all formats.
func TestServeAnswersAsTheCommandLineDoes(t *testing.T) {
	p := sampled(t)
	address := startServer(p)
	differs := regexp.MustCompile(`"took_ms": ?[0-9.]+|"root": ?"[^"]*"|"gone": ?(null|\[\])`)
	for _, q := range questionsBoth() {
		for _, format := range []string{"json", "jsonl", "csv"} {
			var args []string
			for _, arg := range strings.Fields(q[0]) {
				args = append(args, strings.ReplaceAll(arg, "_", " "))
			}
			args = append(args, "--format", format)
			target := q[1] + "&format=" + format
			if format == "json" && !strings.Contains(target, "limit=") && takesLimit(q[1]) {
				args, target = append(args, "--limit", "1000"), target+"&limit=1000"
			}
			out, errs, code := p.run(args...)
			if code > exitNothing || code == exitNothing && !strings.Contains(q[0], "1999") {
				t.Errorf("%v: exit code %d %s", args, code, errs)
			}
			got := fetch(t, address+"/api/"+encoded(target))
			if diff := cmp.Diff(differs.ReplaceAllString(out, "-"), differs.ReplaceAllString(got, "-")); diff != "" {
				t.Errorf("%s: %s", target, diff)
			}
		}
	}
}

// takesLimit tells the lists from answers that have no length.
func takesLimit(target string) bool {
	for _, x := range []string{"documents/", "status", "count", "chart", "all-concepts", "&q="} {
		if strings.Contains(target, x) {
			return false
		}
	}
	return true
}

// encoded is a target whose values were written plainly.
func encoded(target string) string {
	path, q, _ := strings.Cut(target, "?")
	path = (&url.URL{Path: path}).EscapedPath()
	var list []string
	for pair := range strings.SplitSeq(q, "&") {
		name, value, given := strings.Cut(pair, "=")
		if given {
			name += "=" + url.QueryEscape(value)
		}
		if name != "" {
			list = append(list, name)
		}
	}
	return path + "?" + strings.Join(list, "&")
}

func fetch(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%s: %s %v %s", address, resp.Status, err, body)
	}
	return string(body)
}

// TestServeChecksAsTheCommandLineDoes sends the sample's drafts.
func TestServeChecksAsTheCommandLineDoes(t *testing.T) {
	p := sampled(t)
	address := startServer(p)
	drafts, err := filepath.Glob(p.path("docs/来稿/*"))
	if err != nil || len(drafts) == 0 {
		t.Fatal(err, drafts)
	}
	p.must(os.Mkdir(p.path("稿"), 0o755))
	for _, draft := range drafts {
		data, err := os.ReadFile(draft)
		p.must(err)
		// Elsewhere than in the index, and with a word more, so that it is
		// nobody's own.
		name := filepath.Base(draft)
		data = append(data, "\n\n又记。\n"...)
		p.must(os.WriteFile(p.path("稿/"+name), data, 0o644))
		for _, format := range []string{"json", "jsonl", "csv", "github", "html"} {
			cmd := p.command("check", name, "--format", format, "--index", p.path(".yinzheng"), "--near", "0.8", "--before", "none")
			cmd.Dir = p.path("稿")
			out, errs, code := p.finish(cmd)
			if code > exitNothing {
				t.Errorf("%s: exit code %d %s", name, code, errs)
			}
			resp, err := http.Post(address+"/api/check?near=0.8&before=none&format="+format+"&name="+url.QueryEscape(name), "application/octet-stream", strings.NewReader(string(data)))
			p.must(err)
			body, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			p.must(err)
			if diff := cmp.Diff(out, string(body)); diff != "" {
				t.Errorf("%s as %s: %s", name, format, diff)
			}
		}
	}
}
