//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// step is one of a GitHub workflow.
type step struct {
	Name, ID, Uses, Run, If string
	With                    map[string]any
}

type workflow struct {
	Jobs map[string]struct {
		Env   map[string]string
		Steps []step
	}
}

type gitlabJob struct {
	Variables    map[string]string
	BeforeScript []string `yaml:"before_script"`
	Script       []string
	Cache        struct{ Paths []string }
	Artifacts    struct{ Paths []string }
}

// fromReadme decodes the YAML between the marks of a name.
func fromReadme(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, ok := strings.Cut(string(text), "<!-- "+name+" -->\n```yaml\n")
	block, _, end := strings.Cut(block, "```\n<!-- /"+name+" -->")
	if !ok || !end {
		t.Fatalf("the README has no %s pipeline", name)
	}
	if err := yaml.Unmarshal([]byte(block), into); err != nil {
		t.Fatal(err)
	}
}

// pushes is a git repository, and what a pipeline keeps between runs.
type pushes struct {
	*place
	before string // commit of the push before
	cache  string // folder
	work   string // fresh checkout of the push at hand
	number int
}

func newPushes(t *testing.T) *pushes {
	t.Helper()
	for _, program := range []string{"git", "bash", "tar", "sed"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("SKIPPED: the pipelines of the README are not run: ", err)
		}
	}
	p := &pushes{place: newPlace(t), before: strings.Repeat("0", 40)}
	p.cache = p.path("cache")
	p.git("init", "-q")
	return p
}

func (p *pushes) git(args ...string) string {
	p.Helper()
	cmd := exec.Command("git", append([]string{"-C", p.path("docs"), "-c", "user.name=测试", "-c", "user.email=test@example.com"}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// push commits what is in docs and checks it out afresh, with the cache and
// the program's source beside.
func (p *pushes) push() {
	p.Helper()
	p.git("add", "-A")
	p.git("commit", "-q", "-m", "改")
	p.number++
	p.work = p.path(fmt.Sprintf("work%d", p.number))
	p.git("clone", "-q", p.path("docs"), p.work)
	if _, err := os.Stat(p.cache); err == nil {
		p.must(os.CopyFS(filepath.Join(p.work, ".yinzheng"), os.DirFS(p.cache)))
	}
}

// source stands for the checkout of this program: its build is ours.
func (p *pushes) source(dir string) {
	p.Helper()
	p.must(os.MkdirAll(dir, 0o755))
	p.must(os.WriteFile(filepath.Join(dir, "Makefile"), []byte("build:\n\tmkdir -p bin && ln -sf "+p.binary+" bin/yinzheng\n"), 0o644))
}

// keep saves the cache.
func (p *pushes) keep() {
	p.Helper()
	p.must(os.RemoveAll(p.cache))
	p.must(os.CopyFS(p.cache, os.DirFS(filepath.Join(p.work, ".yinzheng"))))
	p.before = p.git("rev-parse", "HEAD")
}

// bash runs a script as a runner does; it gives the exit code.
func (p *pushes) bash(script string, env []string) int {
	p.Helper()
	cmd := exec.Command("bash", "-eo", "pipefail", "-c", script)
	cmd.Dir, cmd.Env = p.work, append(append(os.Environ(), "YINZHENG_INDEX="), env...)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.Fatal(err)
	}
	p.Logf("push %d: exit code %d\n%s", p.number, cmd.ProcessState.ExitCode(), out)
	return cmd.ProcessState.ExitCode()
}

// github runs the workflow; it gives the exit code of the first step that
// failed, and the key under which the cache was saved.
func (p *pushes) github() (code int, key string) {
	p.Helper()
	var w workflow
	fromReadme(p.T, "github", &w)
	job := w.Jobs["index"]
	outputs, path := map[string]string{}, ""
	expand := func(s string) string {
		return regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`).ReplaceAllStringFunc(s, func(x string) string {
			return outputs[strings.Trim(x, "${} ")]
		})
	}
	ran := 0
	for _, s := range job.Steps {
		if name, want, ok := strings.Cut(s.If, " == "); ok && outputs[name] != strings.Trim(want, "'") {
			continue
		}
		switch {
		case s.Run != "":
			ran++
			file := p.path("output")
			env := []string{"PATH=" + path + os.Getenv("PATH"), "BEFORE=" + p.before, "DOCUMENTS=" + job.Env["DOCUMENTS"],
				"GITHUB_OUTPUT=" + file, "GITHUB_PATH=" + p.path("paths")}
			if code := p.bash(expand(s.Run), env); code != 0 {
				return code, key
			}
			p.read(file, func(line string) {
				name, value, _ := strings.Cut(line, "=")
				outputs["steps."+s.ID+".outputs."+name] = value
			})
			p.read(p.path("paths"), func(line string) { path += line + ":" })
		case s.With["path"] == ".yinzheng-src":
			p.source(filepath.Join(p.work, ".yinzheng-src"))
		case strings.HasPrefix(s.Uses, "actions/cache/save"):
			key = expand(s.With["key"].(string))
			p.keep()
		case strings.HasPrefix(s.Uses, "github/codeql-action/upload-sarif"):
			p.wantSARIF(s.With["sarif_file"].(string))
		case strings.HasPrefix(s.Uses, "actions/upload-artifact"):
			p.wantPublished()
		}
	}
	if ran < 3 {
		p.Fatalf("only %d steps ran", ran)
	}
	return 0, key
}

// read gives the lines of a file that may be there, and takes it away.
func (p *pushes) read(file string, line func(string)) {
	p.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		return
	}
	for l := range strings.Lines(string(b)) {
		line(strings.TrimSpace(l))
	}
	p.must(os.Remove(file))
}

// gitlab runs the job.
func (p *pushes) gitlab() (code int) {
	p.Helper()
	jobs := map[string]gitlabJob{}
	fromReadme(p.T, "gitlab", &jobs)
	job := jobs["yinzheng"]
	source := p.path("source")
	p.source(source)
	if _, err := os.Stat(filepath.Join(source, ".git")); err != nil {
		for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=测试", "-c", "user.email=test@example.com", "commit", "-qm", "源"}} {
			if out, err := exec.Command("git", append([]string{"-C", source}, args...)...).CombinedOutput(); err != nil {
				p.Fatalf("git %v: %v\n%s", args, err, out)
			}
		}
	}
	script := strings.ReplaceAll(strings.Join(slices.Concat(job.BeforeScript, job.Script), "\n"), "/tmp/yinzheng-src", p.path(fmt.Sprintf("src%d", p.number)))
	code = p.bash(script, []string{"SOURCE=file://" + source, "DOCUMENTS=" + job.Variables["DOCUMENTS"], "CI_COMMIT_BEFORE_SHA=" + p.before})
	if !slices.Contains(job.Cache.Paths, ".yinzheng/") || !slices.Contains(job.Artifacts.Paths, ".reports/") {
		p.Errorf("cached are %v, published %v", job.Cache.Paths, job.Artifacts.Paths)
	}
	p.wantSARIF(".reports/quotations.sarif")
	p.wantPublished()
	p.keep()
	return code
}

// wantSARIF wants a report of the drafts.
func (p *pushes) wantSARIF(name string) {
	p.Helper()
	b, err := os.ReadFile(filepath.Join(p.work, name))
	p.must(err)
	var log struct {
		Version string
		Runs    []struct{ Results []any }
	}
	if err := json.Unmarshal(b, &log); err != nil || log.Version != "2.1.0" || len(log.Runs) != 1 {
		p.Errorf("%s: %v\n%s", name, err, b)
	}
}

// wantPublished wants an archive that is an index elsewhere too.
func (p *pushes) wantPublished() {
	p.Helper()
	there := p.path(fmt.Sprintf("published%d", p.number))
	p.must(os.Mkdir(there, 0o755))
	if out, err := exec.Command("tar", "-xzf", filepath.Join(p.work, ".reports/yinzheng-index.tar.gz"), "-C", there).CombinedOutput(); err != nil {
		p.Fatalf("%v\n%s", err, out)
	}
	p.want(0, "--index", filepath.Join(there, ".yinzheng"), "verify")
	if out, _ := p.want(0, "--index", filepath.Join(there, ".yinzheng"), "mentions", "--count", "溪流"); out == "" {
		p.Error("the published index answers nothing")
	}
}

// indexed are the changes that the pipeline reports.
func (p *pushes) indexed() (list []string) {
	p.Helper()
	b, err := os.ReadFile(filepath.Join(p.work, ".reports/index.json"))
	p.must(err)
	var x struct {
		Files []struct{ Path, Status string }
	}
	p.must(json.Unmarshal(b, &x))
	for _, f := range x.Files {
		list = append(list, f.Status+" "+f.Path)
	}
	return list
}

func (p *pushes) wantIndexed(want ...string) {
	p.Helper()
	if got := p.indexed(); !slices.Equal(got, want) {
		p.Errorf("indexed: %q, want %q", got, want)
	}
}

// TestPipelinesOfTheReadme runs the scripts of both pipelines as they stand in
// the README, for three pushes each: documents, a draft with a wrong quotation
// beside a renamed and an unreadable document, and the draft put right.
func TestPipelinesOfTheReadme(t *testing.T) {
	for name, run := range map[string]func(p *pushes) int{
		"github": func(p *pushes) int { code, _ := p.github(); return code },
		"gitlab": (*pushes).gitlab,
	} {
		t.Run(name, func(t *testing.T) {
			p := newPushes(t)
			p.write("法规/条例.md", "# 青石镇溪流保护条例\n\n第一条　为了保护溪流，维护两岸居民的饮水安全，制定本条例。\n")
			p.write("通知.txt", "关于清理溪流的通知\n\n各村要在春汛之前清理溪流。\n")
			p.push()
			if code := run(p); code != 0 {
				t.Fatalf("the first push: exit code %d", code)
			}
			p.wantIndexed("new 法规/条例.md", "new 通知.txt")

			p.write("稿/讲话.md", "# 讲话\n\n《青石镇溪流保护条例》规定：“为了保护溪流，维护两岸居民的用水安全，制定本条例。”\n")
			p.write("图.pdf", "%PDF")
			p.must(os.Rename(p.path("docs/通知.txt"), p.path("docs/清理溪流的通知.txt")))
			p.push()
			if code := run(p); code != 1 {
				t.Errorf("a wrong quotation: exit code %d", code)
			}
			p.wantIndexed("unreadable 图.pdf", "unchanged 法规/条例.md", "renamed 清理溪流的通知.txt", "new 稿/讲话.md")
			p.before = p.git("rev-parse", "HEAD")

			p.write("稿/讲话.md", "# 讲话\n\n《青石镇溪流保护条例》规定：“为了保护溪流，维护两岸居民的饮水安全，制定本条例。”\n")
			p.push()
			if code := run(p); code != 0 {
				t.Errorf("the quotation put right: exit code %d", code)
			}
			p.wantIndexed("unreadable 图.pdf", "unchanged 法规/条例.md", "unchanged 清理溪流的通知.txt", "changed 稿/讲话.md")

			// A cache that is damaged.
			p.must(os.WriteFile(filepath.Join(p.cache, "CURRENT"), []byte("乱"), 0o644))
			p.write("新.txt", "又一份关于溪流的通知。\n")
			p.push()
			if code := run(p); code != 0 {
				t.Errorf("a damaged cache: exit code %d", code)
			}
		})
	}
}

// The key of the cache is that of the content.
func TestCacheKeyOfTheWorkflow(t *testing.T) {
	p := newPushes(t)
	p.write("甲.txt", "溪流一条。\n")
	p.push()
	_, first := p.github()
	p.write("README", "不是文件\n")
	p.push()
	_, same := p.github()
	p.write("甲.txt", "溪流两条。\n")
	p.push()
	_, other := p.github()
	if len(first) < len("yinzheng-")+64 || first != same || first == other {
		t.Errorf("keys %q, %q, %q", first, same, other)
	}
}
