//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	switching = time.Minute // in which a new generation comes every second
	clients   = 6
	agreeing  = 40 // questions asked of the command line too
)

// TestAcceptServe serves the real documents: to clients while the index
// changes, beside clients that do harm, and as the command line answers.
func TestAcceptServe(t *testing.T) {
	folder := os.Getenv("YINZHENG_CORPUS")
	if os.Getenv("YINZHENG_ACCEPT") != "1" {
		t.Skip("takes minutes: runs with YINZHENG_ACCEPT=1 only (make accept)")
	}
	if _, err := os.Stat(filepath.Join(folder, "laws")); err != nil {
		t.Skip("no corpus to test on: ", err)
	}
	p := newPlace(t)
	p.write("轮次.md", round(0))
	p.want(0, "index", folder, "docs")
	s := &serving{place: p, address: startServer(p), corpus: folder}
	for _, x := range []struct {
		name string
		run  func(*serving)
	}{
		{"agrees", (*serving).agrees}, {"links lead", (*serving).linksLead},
		{"generations change", (*serving).generationsChange}, {"clients do harm", (*serving).clientsDoHarm},
	} {
		t.Run(x.name, func(t *testing.T) {
			in := *s
			in.place = &place{t, p.binary, p.root}
			x.run(&in)
		})
	}
}

// serving is a running server and its place.
type serving struct {
	*place
	address, corpus string
}

// round is a document that tells the state of the index by the times that a
// word stands in it which stands nowhere else.
func round(n int) string {
	return "# 轮次\n\n" + strings.Repeat("每一轮都在这份文件里记下龘䨻一次，其余各处照旧不动。\n\n", n+1)
}

// get gives the status and the body of an answer.
func (s *serving) get(target string) (int, []byte, error) {
	resp, err := http.Get(s.address + target)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, body, err
}

// agrees asks for pieces of the documents over HTTP and on the command line.
func (s *serving) agrees() {
	random := rand.New(rand.NewPCG(6, 6))
	pieces := s.pieces(random, agreeing)
	took := regexp.MustCompile(`"took_ms": ?[0-9.]+`)
	for i, piece := range pieces {
		q := url.QueryEscape(piece)
		pair := [...][2]string{
			{"search\x00“" + piece + "”", "/api/search?limit=1000&q=" + url.QueryEscape("“"+piece+"”")},
			{"search\x00" + piece, "/api/search?limit=1000&q=" + q},
			{"mentions\x00" + piece, "/api/mentions?limit=1000&q=" + q},
			{"quote\x00" + piece, "/api/quote?limit=1000&q=" + q},
		}[i%4]
		out, errs, code := s.run(append(strings.Split(pair[0], "\x00"), "--json", "--limit", "1000")...)
		status, body, err := s.get(pair[1])
		if err != nil || status != http.StatusOK || code != exitDone {
			s.Errorf("%s: %d %v; exit code %d: %s", piece, status, err, code, errs)
			continue
		}
		if diff := cmp.Diff(took.ReplaceAllString(out, ""), took.ReplaceAllString(string(body), "")); diff != "" {
			s.Errorf("%q: %s", pair[0], diff)
		}
	}
}

// pieces draws stretches of Han characters from files of the corpus.
func (s *serving) pieces(random *rand.Rand, n int) []string {
	s.Helper()
	files, err := filepath.Glob(filepath.Join(s.corpus, "laws", "*", "*.md"))
	if err != nil || len(files) == 0 {
		s.Fatal(err, "no laws")
	}
	han := regexp.MustCompile(`\p{Han}{6,30}`)
	var pieces []string
	for len(pieces) < n {
		data, err := os.ReadFile(files[random.IntN(len(files))])
		s.must(err)
		if all := han.FindAllString(string(data), -1); len(all) > 0 {
			pieces = append(pieces, all[random.IntN(len(all))])
		}
	}
	return pieces
}

// linksLead follows links from page to page, three hundred of them.
func (s *serving) linksLead() {
	link := regexp.MustCompile(`(?:href|src)="(/[^"#]*)`)
	todo := []string{"/?q=%E7%A7%91%E6%8A%80%E5%88%9B%E6%96%B0", "/mentions?q=%E7%A7%91%E6%8A%80%E5%88%9B%E6%96%B0", "/quote?q=%E7%A7%91%E6%8A%80%E5%88%9B%E6%96%B0&limit=40", "/status"}
	seen := map[string]bool{}
	random := rand.New(rand.NewPCG(3, 3))
	for range 300 {
		if len(todo) == 0 {
			s.Fatal("no links any more")
		}
		i := random.IntN(len(todo))
		target := todo[i]
		todo[i] = todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		status, body, err := s.get(target)
		if err != nil || status != http.StatusOK {
			s.Errorf("%s: %d %v %.300s", target, status, err, body)
		}
		for _, m := range link.FindAllStringSubmatch(string(body), -1) {
			next := strings.ReplaceAll(m[1], "&amp;", "&")
			if !seen[next] && !strings.Contains(next, "format=") && !strings.Contains(next, "collocates") {
				seen[next] = true
				todo = append(todo, next)
			}
		}
	}
}

// state is what an answer says of the index.
type state struct {
	generation  string
	occurrences int
}

// generationsChange has a new generation every second while clients ask, page
// by page too: every answer is of one generation, and none fails.
func (s *serving) generationsChange() {
	states := map[string]int{s.generation(): 1}
	stop := make(chan struct{})
	var mu sync.Mutex
	var seen []state
	var asked atomic.Int64
	var asking sync.WaitGroup
	for i := range clients {
		asking.Go(func() {
			for n := i; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				list := s.askOnce(n)
				asked.Add(int64(max(len(list), 1)))
				mu.Lock()
				seen = append(seen, list...)
				mu.Unlock()
			}
		})
	}
	func() {
		defer asking.Wait()
		defer close(stop)
		s.switchGenerations(states)
	}()
	s.judge(states, seen)
	s.Logf("%d generations, %d answers", len(states), asked.Load())
}

// switchGenerations makes a generation every second, and notes how often the
// word stands in each.
func (s *serving) switchGenerations(states map[string]int) {
	start := time.Now()
	for n := 1; time.Since(start) < switching && !s.Failed(); n++ {
		s.write("轮次.md", round(n))
		s.want(0, "index", "docs", "--quiet")
		states[s.generation()] = n + 1
		time.Sleep(time.Until(start.Add(time.Duration(n) * time.Second)))
	}
}

// judge compares what was seen with what was.
func (s *serving) judge(states map[string]int, seen []state) {
	for _, x := range seen {
		if want, known := states[x.generation]; !known || want != x.occurrences {
			s.Errorf("%s with %d occurrences, want %d", x.generation, x.occurrences, want)
		}
	}
	if len(states) < 40 || len(seen) < 500 {
		s.Errorf("only %d generations and %d answers", len(states), len(seen))
	}
}

func (s *serving) generation() string {
	s.Helper()
	out, _ := s.want(0, "status", "--json")
	var x struct{ Generation string }
	s.must(json.Unmarshal([]byte(out), &x))
	return x.Generation
}

// askOnce asks one thing, and gives the states that the answers tell.
func (s *serving) askOnce(n int) []state {
	const word = "%E9%BE%98%E4%A8%BB" // 龘䨻
	switch n % 4 {
	case 0:
		return s.states("/api/mentions?count&q="+word, true)
	case 1: // three pages of one list
		first := s.states("/api/mentions?limit=3&q="+word, true)
		list := first
		for page := 1; page < 3 && len(first) > 0; page++ {
			list = append(list, s.states(fmt.Sprintf("/api/mentions?limit=3&offset=%d&generation=%s&q=%s", 3*page, first[0].generation, word), true)...)
		}
		return list
	case 2:
		return s.states("/api/quote?limit=1&q="+word, true)
	default:
		s.states("/api/search?q=%E7%A7%91%E6%8A%80%E5%88%9B%E6%96%B0+%E4%BA%BA%E6%89%8D", false)
		s.states("/?q=%E7%A7%91%E6%8A%80%E5%88%9B%E6%96%B0", false)
		return nil
	}
}

func (s *serving) states(target string, counted bool) []state {
	status, body, err := s.get(target)
	if err != nil || status != http.StatusOK {
		s.Errorf("%s: %d %v %.300s", target, status, err, body)
		return nil
	}
	var x struct {
		Generation  string
		Occurrences int
	}
	if !counted {
		return nil
	}
	if err := json.Unmarshal(body, &x); err != nil {
		s.Errorf("%s: %v", target, err)
	}
	return []state{{x.Generation, x.Occurrences}}
}
