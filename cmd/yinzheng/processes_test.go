//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"yinzheng/corpus/sample"
)

// place is a folder with documents in docs and an index, and the program that
// works on them as a process of its own.
type place struct {
	*testing.T
	binary, root string
}

func newPlace(t *testing.T) *place {
	t.Helper()
	path, err := exec.LookPath("yinzheng") // where TestMain has put it
	if err != nil {
		t.Fatal(err)
	}
	p := &place{t, path, t.TempDir()}
	p.admit(p.root)
	p.admit(filepath.Dir(path))
	p.must(os.Mkdir(p.path("docs"), 0o755))
	return p
}

// admit lets other users into a folder, see asNobody.
func (p *place) admit(dir string) {
	p.Helper()
	for ; strings.HasPrefix(dir, os.TempDir()+string(filepath.Separator)); dir = filepath.Dir(dir) {
		p.must(os.Chmod(dir, 0o755))
	}
}

func (p *place) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

func (p *place) path(name string) string { return filepath.Join(p.root, name) }

func (p *place) write(name, text string) {
	p.Helper()
	path := p.path("docs/" + name)
	p.must(os.MkdirAll(filepath.Dir(path), 0o755))
	p.must(os.WriteFile(path, []byte(text), 0o644))
}

func (p *place) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.binary, args...)
	cmd.Dir = p.root
	cmd.Env = append(os.Environ(), "YINZHENG_INDEX=")
	return cmd
}

// run gives what the program prints and its exit code.
func (p *place) run(args ...string) (stdout, stderr string, code int) {
	p.Helper()
	return p.finish(p.command(args...))
}

func (p *place) finish(cmd *exec.Cmd) (stdout, stderr string, code int) {
	p.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// want runs the program and wants an exit code.
func (p *place) want(code int, args ...string) (stdout, stderr string) {
	p.Helper()
	stdout, stderr, got := p.run(args...)
	if got != code {
		p.Fatalf("%v: exit code %d, want %d: %s%s", args, got, code, stdout, stderr)
	}
	return stdout, stderr
}

// fingerprint of the index, "" for none.
func (p *place) fingerprint() string {
	p.Helper()
	out, errs, code := p.run("status", "--json")
	if code == exitTrouble && strings.Contains(errs, "there is no index") {
		return ""
	}
	var status struct{ Fingerprint string }
	if code != 0 || json.Unmarshal([]byte(out), &status) != nil || status.Fingerprint == "" {
		p.Fatalf("status: exit code %d: %s%s", code, out, errs)
	}
	return status.Fingerprint
}

// unharmed runs a writer that must fail with an exit code and words, and
// wants the index as it was.
func (p *place) unharmed(code int, words string, cmd *exec.Cmd) {
	p.Helper()
	before := p.fingerprint()
	out, errs, got := p.finish(cmd)
	if got != code || !strings.Contains(errs, words) {
		p.Errorf("exit code %d, want %d and %q: %s%s", got, code, words, out, errs)
	}
	if p.fingerprint() != before {
		p.Error("the index is not as it was")
	}
	p.want(0, "verify")
}

// A reader that started before a switch finishes on the generation that it
// opened, though its files are long gone.
func TestReaderFinishesOnItsGeneration(t *testing.T) {
	p := newPlace(t)
	for i := range 40 {
		p.write(fmt.Sprintf("%02d.txt", i), strings.Repeat(fmt.Sprintf("第%d座水库由村里管理。\n\n", i), 200))
	}
	p.want(0, "index", "docs")
	ask := []string{"mentions", "水库", "--limit", "0", "--format", "jsonl"}
	want, _ := p.want(0, ask...)
	cmd := p.command(ask...)
	pipe, err := cmd.StdoutPipe()
	p.must(err)
	p.must(cmd.Start())
	head := make([]byte, 1000)
	_, err = io.ReadFull(pipe, head) // it answers; the pipe holds 64 KB of more than one MB
	p.must(err)
	for i := range 3 {
		p.write(fmt.Sprintf("新%d.txt", i), "又一座水库。\n")
		p.must(os.RemoveAll(p.path(fmt.Sprintf("docs/%02d.txt", i))))
		p.want(0, "index", "docs")
	}
	rest, err := io.ReadAll(pipe)
	p.must(err)
	p.must(cmd.Wait())
	if got := string(head) + string(rest); got != want {
		t.Errorf("the answer is not the one of the generation that was opened: %d bytes, want %d", len(got), len(want))
	}
	if now, _ := p.want(0, ask...); now == want {
		t.Error("the index did not change")
	}
}

// Readers never wait and never see half, whatever a writer does.
func TestReadersBesideAWriter(t *testing.T) {
	p := newPlace(t)
	for i := range 30 {
		p.write(fmt.Sprintf("%02d.txt", i), "水库。\n")
	}
	p.want(0, "index", "docs")
	stop := make(chan bool)
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			last := 30
			for {
				select {
				case <-stop:
					return
				default:
				}
				var n, docs int
				out, errs, code := p.run("mentions", "--count", "--quiet", "水库")
				if _, err := fmt.Sscanf(out, "%d\t%d", &n, &docs); err != nil || code != 0 || errs != "" {
					t.Errorf("exit code %d: %q %q", code, out, errs)
					return
				}
				if n%2 != 0 || n < last || docs != 30+(n-30)/2 {
					t.Errorf("%d mentions in %d documents, after %d: each update adds a document with two", n, docs, last)
				}
				last = n
			}
		})
	}
	for i := range 25 {
		p.write(fmt.Sprintf("新%02d.txt", i), "水库，水库。\n")
		p.want(0, "index", "docs")
	}
	close(stop)
	readers.Wait()
}

// A second writer is sent away at once with the first one's pid; when the
// first is killed nobody is held up.
func TestTwoWriters(t *testing.T) {
	p := newPlace(t)
	p.write("甲.txt", "水库。\n")
	first := p.command("index", "docs") // a first index takes a second, for the dictionary
	p.must(first.Start())
	dead := make(chan error, 1)
	go func() { dead <- first.Wait() }()
	held := false
	for range 200 {
		if _, err := os.Stat(p.path(".yinzheng/LOCK")); err == nil {
			held = true
			break
		}
		time.Sleep(2 * time.Millisecond)
	}
	start := time.Now()
	_, errs, code := p.run("index", "docs")
	if !held || code != exitLocked || !strings.Contains(errs, fmt.Sprintf("process %d has been writing this index since 20", first.Process.Pid)) {
		t.Errorf("lock seen %v, exit code %d: %s", held, code, errs)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("it was sent away after %v", took)
	}
	p.must(first.Process.Kill())
	<-dead
	p.want(0, "index", "docs")
	p.want(0, "verify")
}

func TestFileThatIsWrittenAllTheTime(t *testing.T) {
	p := newPlace(t)
	p.write("甲.txt", "水库。\n")
	p.want(0, "index", "docs")
	p.write("长.txt", strings.Repeat("修建水库，疏浚河道。\n", 1<<20))
	file, err := os.OpenFile(p.path("docs/长.txt"), os.O_APPEND|os.O_WRONLY, 0)
	p.must(err)
	defer file.Close()
	stop := make(chan bool)
	var writer sync.WaitGroup
	writer.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				_, _ = file.WriteString("又一行。\n")
			}
		}
	})
	p.unharmed(exitTrouble, "长.txt: it changes while it is read", p.command("index", "docs"))
	close(stop)
	writer.Wait()
	p.want(0, "index", "docs")
}

// asNobody runs a command as a user who owns nothing, where the test may.
func (p *place) asNobody(cmd *exec.Cmd) *exec.Cmd {
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534, NoSetGroups: true}}
	}
	return cmd
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	p := newPlace(t)
	p.write("甲.txt", "水库。\n")
	p.want(0, "index", "docs")
	p.write("乙.txt", "水库。\n")
	filepath.Walk(p.path(".yinzheng"), func(path string, info os.FileInfo, err error) error {
		p.must(err)
		return os.Chmod(path, info.Mode()&^0o222)
	})
	p.unharmed(exitTrouble, "permission denied", p.asNobody(p.command("index", "docs")))
	if out, errs, code := p.finish(p.asNobody(p.command("mentions", "--count", "水库"))); code != 0 || out != "1\t1\n" {
		t.Errorf("a reader: exit code %d: %s%s", code, out, errs)
	}
	p.want(0, "index", "--dry-run", "docs")
	if os.Geteuid() == 0 { // root may write whatever the mode
		p.must(os.Chmod(p.path("docs/乙.txt"), 0))
		p.must(os.Chmod(p.path("docs"), 0o755))
		out, _, code := p.finish(p.asNobody(p.command("--index", "neu", "index", "--dry-run", "docs")))
		if code != exitUnread || !strings.Contains(out, "docs/乙.txt: permission denied") {
			t.Errorf("a file that can't be read: exit code %d: %s", code, out)
		}
	}
}

// mounted is a shell command in a mount namespace of its own, or a skip.
func (p *place) mounted(script string) *exec.Cmd {
	p.Helper()
	if runtime.GOOS != "linux" || exec.Command("unshare", "-m", "true").Run() != nil {
		p.Skip("SKIPPED: no mount namespace can be made here: full disks and read-only mounts are not tested")
	}
	cmd := exec.Command("unshare", "-m", "sh", "-ec", script)
	cmd.Dir = p.root
	cmd.Env = append(os.Environ(), "yinzheng="+p.binary, "YINZHENG_INDEX=")
	return cmd
}

func TestReadOnlyMount(t *testing.T) {
	p := newPlace(t)
	for i := range 5 {
		p.write(fmt.Sprintf("%d.txt", i), "水库。\n")
	}
	p.want(0, "index", "docs")
	p.write("新.txt", "水库。\n")
	p.unharmed(exitTrouble, "read-only file system", p.mounted(`
		mount --bind .yinzheng .yinzheng && mount -o remount,ro,bind .yinzheng
		test "$($yinzheng mentions --count 水库)" = "$(printf '5\t5')"
		$yinzheng search 水库 >&2 && $yinzheng verify >&2 && $yinzheng index --dry-run docs >&2
		exec $yinzheng index docs`))
}

// The index lies on a disk of a few megabytes.
func TestFullDisk(t *testing.T) {
	p := newPlace(t)
	p.write("甲.txt", "水库。\n")
	p.want(0, "index", "docs")
	for i := range 60 {
		p.write(fmt.Sprintf("大%d.txt", i), strings.Repeat(fmt.Sprintf("第%d号文件，修建水库，疏浚河道，", i), 3000)+"。\n")
	}
	for _, size := range []string{"7m", "5m", "4200k"} {
		p.unharmed(exitTrouble, "no space left on device", p.mounted(`
			cp -r .yinzheng full.aside && mkdir -p full && mount -t tmpfs -o size=`+size+` tmpfs full && cp -r full.aside full/ix && rm -r full.aside
			before=$($yinzheng --index full/ix status --json | grep fingerprint)
			code=0; $yinzheng --index full/ix index docs || code=$?
			test "$before" = "$($yinzheng --index full/ix status --json | grep fingerprint)"
			$yinzheng --index full/ix verify >&2
			test $(ls full/ix | wc -l) = 3
			exit $code`))
	}
}

// Two builds from the same documents give the same answers, byte for byte but
// for times: in other folders, by one worker or two, from files of other
// times, in one step or in several.
func TestTwoBuildsAnswerAlike(t *testing.T) {
	once, steps := newPlace(t), newPlace(t)
	once.must(os.CopyFS(once.path("docs"), sample.Files()))
	steps.must(os.CopyFS(steps.path("docs"), sample.Files()))
	cmd := once.command("index", "docs")
	cmd.Env = append(cmd.Env, "GOMAXPROCS=1")
	if _, errs, code := once.finish(cmd); code != 0 {
		t.Fatal(errs)
	}
	folders, err := filepath.Glob(steps.path("docs/*"))
	steps.must(err)
	for i, folder := range folders {
		steps.must(filepath.Walk(folder, func(path string, _ os.FileInfo, err error) error {
			at := time.Now().Add(-time.Duration(i+1) * time.Hour)
			return errors.Join(err, os.Chtimes(path, at, at))
		}))
		steps.want(0, "index", folder)
	}
	if once.fingerprint() != steps.fingerprint() {
		t.Error("the fingerprints differ")
	}
	times := regexp.MustCompile(`"took_ms": ?[\d.]+|"generation": ?"gen-\d+"`)
	for _, ask := range []string{
		"search 科技创新 人才 --limit 0", "search 怎样引进高层次人才", `search “科技自立自强”`, "search 类型:条例 日期:2019..2023",
		"mentions 科技创新", "mentions 科技 --mode loose", "mentions --pattern 科技*创新 --group left2", "mentions 共同富裕 --collocates",
		"mentions 科技创新 --sample 5", "quote 创新这条路，走一步有一步的风景，停一步有一步的代价", "check docs/来稿 --format html", "show 云澜省科技创新促进条例",
	} {
		args := strings.Fields(ask)
		if !strings.Contains(ask, "--format") {
			args = append(args, "--json")
		}
		a, _, codeA := once.run(args...)
		b, _, codeB := steps.run(args...)
		a, b = times.ReplaceAllString(a, ""), times.ReplaceAllString(b, "")
		if a = strings.ReplaceAll(a, "gen-000001", "GEN"); a == "" || codeA > 1 {
			t.Errorf("%s: exit code %d, no answer", ask, codeA)
		}
		b = strings.ReplaceAll(b, fmt.Sprintf("gen-%06d", len(folders)), "GEN")
		if a != b || codeA != codeB {
			t.Errorf("%s: exit codes %d and %d\n%.600s\n%.600s", ask, codeA, codeB, a, b)
		}
	}
}
