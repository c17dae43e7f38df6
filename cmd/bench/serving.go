package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// What a load is made of.
const (
	loadTime = 3 * time.Second
	warmUp   = 200 * time.Millisecond
)

func connections() []int { return []int{1, 8, 64} }

// served is a line of the table of the server.
type served struct {
	what        string
	connections int
	times       []time.Duration // sorted
	took        time.Duration   // of all
	failed      int             // answers other than 200
}

// serving starts the server and sends it questions over the loopback, from
// this process: client and server share the machine's cores.
func (b *bench) serving() error {
	s, err := startServer(b.yinzheng, b.index)
	if err != nil {
		return err
	}
	defer s.stop()
	loads, err := b.loads(s.address)
	if err != nil {
		return err
	}
	for _, l := range loads {
		for _, n := range connections() {
			x, err := s.load(l, n)
			if err != nil {
				return err
			}
			b.served = append(b.served, x)
		}
	}
	b.serverMemory, err = s.memory()
	return err
}

// load is addresses that are asked for in turns.
type load struct {
	what    string
	targets []string
}

func (b *bench) loads(address string) ([]load, error) {
	rare, common, err := b.terms()
	if err != nil {
		return nil, err
	}
	var ranked, pages []string
	for _, q := range []string{"科技创新 人才", "试用期最长可以约定多久", "行政处罚 陈述 申辩", "养老服务 社区", "数字经济 数据 安全", "湿地保护 处罚", "招标投标 违法", "职业教育 校企合作"} {
		ranked = append(ranked, "/api/search?limit=10&q="+url.QueryEscape(q))
		pages = append(pages, "/?q="+url.QueryEscape(q))
	}
	var different []string
	for _, about := range []string{"养老服务", "职业教育", "数据", "湿地", "科技创新", "食品", "就业", "医疗保障", "粮食", "农村", "知识产权", "安全生产", "档案", "城市", "交通", "能源"} {
		for _, what := range []string{"补贴", "处罚", "监督检查", "规划", "信息公开", "人才", "标准", "责任", "许可", "资金", "社区", "企业", "评估", "培训", "登记", "合作"} {
			different = append(different, "/api/search?limit=10&q="+url.QueryEscape(about+" "+what))
		}
	}
	id, err := firstHit(address + "/api/search?limit=1&q=" + url.QueryEscape("行政处罚法 陈述权"))
	if err != nil {
		return nil, err
	}
	return []load{
		{"ranked search, top 10", ranked},
		{"the same, of 256 different queries", different},
		{"a ranked search as a page, with filters", pages},
		{"phrase", []string{"/api/search?q=" + url.QueryEscape(`"科技创新"`), "/api/search?q=" + url.QueryEscape(`"行政处罚"`)}},
		{"mentions of a rare term", []string{"/api/mentions?q=" + url.QueryEscape(rare)}},
		{"mentions of the commonest two-character word, counts alone", []string{"/api/mentions?count&q=" + url.QueryEscape(common)}},
		{"the same with 20 lines and all breakdowns", []string{"/api/mentions?q=" + url.QueryEscape(common)}},
		{"page of a document, 12 hits marked", []string{"/doc/" + id + "?q=" + url.QueryEscape("陈述权 申辩权")}},
	}, nil
}

func firstHit(address string) (string, error) {
	resp, err := http.Get(address)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var answer struct {
		Hits []struct{ Document struct{ ID string } }
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return "", err
	}
	if len(answer.Hits) == 0 {
		return "", errors.New("the corpus has no document for the page")
	}
	return answer.Hits[0].Document.ID, nil
}

// server is a running yinzheng serve.
type server struct {
	cmd     *exec.Cmd
	address string
}

func startServer(program, index string) (*server, error) {
	cmd := exec.Command(program, "--index", index, "serve", "--addr", "127.0.0.1:0")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{cmd: cmd}
	lines := bufio.NewScanner(stderr)
	for s.address == "" && lines.Scan() {
		s.address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(lines.Text())
	}
	go io.Copy(io.Discard, stderr) // the log is written, as it is by those who run a server
	if s.address == "" {
		s.stop()
		return nil, errors.New("the server has not said where it answers")
	}
	return s, nil
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait()
}

// memory is what the server has in memory, mapped files too.
func (s *server) memory() (string, error) {
	resp, err := http.Get(s.address + "/metrics")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return "", err
	}
	values := map[string]float64{}
	for line := range strings.Lines(string(text)) {
		var name string
		var value float64
		if n, err := fmt.Sscanf(line, "%s %g", &name, &value); n == 2 && err == nil {
			values[name] = value
		}
	}
	return fmt.Sprintf("%.0f MB at most, %.0f MB of it not mapped files", values["process_resident_memory_peak_bytes"]/1e6, values["process_resident_memory_anon_bytes"]/1e6), nil
}

// load asks over so many connections for loadTime.
func (s *server) load(l load, n int) (served, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: n, MaxConnsPerHost: n}, Timeout: time.Minute}
	defer client.CloseIdleConnections()
	x := served{what: l.what, connections: n}
	var mu sync.Mutex
	var failure error
	var asking sync.WaitGroup
	start := time.Now()
	for i := range n {
		asking.Go(func() {
			var times []time.Duration
			failed := 0
			for k := i; time.Since(start) < warmUp+loadTime; k++ {
				begin := time.Now()
				ok, err := s.ask(client, l.targets[k%len(l.targets)])
				if err != nil {
					mu.Lock()
					failure = err
					mu.Unlock()
					return
				}
				if begin.Sub(start) < warmUp {
					continue
				}
				if !ok {
					failed++
					continue
				}
				times = append(times, time.Since(begin))
			}
			mu.Lock()
			x.times, x.failed = append(x.times, times...), x.failed+failed
			mu.Unlock()
		})
	}
	asking.Wait()
	x.took = time.Since(start) - warmUp
	slices.Sort(x.times)
	return x, failure
}

func (s *server) ask(client *http.Client, target string) (ok bool, err error) {
	resp, err := client.Get(s.address + target)
	if err != nil {
		return false, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode == http.StatusOK, err
}

func (x served) at(share float64) string {
	if len(x.times) == 0 {
		return "–"
	}
	return ms(x.times[min(int(share*float64(len(x.times))), len(x.times)-1)])
}

func (b *bench) printServed() {
	if len(b.served) == 0 {
		return
	}
	fmt.Println("\n| served, warm | connections | p50 | p99 | requests/s | refused |")
	fmt.Println("|---|---|---|---|---|---|")
	for _, x := range b.served {
		fmt.Printf("| %s | %d | %s | %s | %.0f | %d |\n", x.what, x.connections, x.at(0.5), x.at(0.99), float64(len(x.times))/x.took.Seconds(), x.failed)
	}
	fmt.Printf("\nThe server's memory: %s.\n", b.serverMemory)
}
