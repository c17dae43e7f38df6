package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// ending is how a writer is stopped at a step.
type ending int

const (
	fails     ending = iota // the step fails, all others work
	dies                    // the process is gone before it: nothing after it happens
	diesHalf                // it is gone in the midst of it: half of a file is written
	losesAll                // the power is gone before it: what was not synced is lost
	losesSome               // of what was not synced some is lost
)

var errStopped = errors.New("stopped by the test")

// stage is a disk that stops a writer at one of its steps, and knows what is
// not synced.
//
// It takes the sync of a file for what makes its bytes durable, and the sync
// of a folder for what makes its names so: those made in it, and those that a
// rename gave another file. That is what POSIX promises; file systems do more.
type stage struct {
	at   int // the step to stop at
	how  ending
	rand *rand.Rand

	mu      sync.Mutex
	steps   int
	stopped string // op and path of the step
	dead    bool
	dirty   map[string]bool    // files whose bytes are not synced
	names   map[string]bool    // names whose folder is not synced
	before  map[string]*[]byte // what renamed files were, nil for nothing
}

func newStage(at int, how ending) *stage {
	return &stage{at: at, how: how, rand: rand.New(rand.NewPCG(uint64(at), uint64(how))),
		dirty: map[string]bool{}, names: map[string]bool{}, before: map[string]*[]byte{}}
}

func (s *stage) disk() disk { return disk{s.step} }

func (s *stage) step(op, path string, do func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dead {
		return errStopped
	}
	if s.how == diesHalf && op != "write" && op != "bleve" {
		s.at++ // of other steps there is no half
	}
	s.steps++
	if s.steps-1 == s.at {
		s.stopped = op + " " + filepath.Base(path)
		s.dead = s.how != fails
		if s.how == diesHalf && (op == "write" || op == "bleve") {
			s.half(path, do)
		}
		return errStopped
	}
	if op == "rename" {
		s.before[path] = read(path)
	}
	if op != "sync" { // the stage knows what is synced, the real disk need not
		if err := do(); err != nil {
			return err
		}
	}
	s.note(op, path)
	return nil
}

func (s *stage) half(path string, do func() error) {
	if do() != nil {
		return
	}
	if st, err := os.Stat(path); err == nil {
		_ = os.Truncate(path, st.Size()/2)
	}
}

func read(path string) *[]byte {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return &b
}

// note keeps what is not synced.
func (s *stage) note(op, path string) {
	switch op {
	case "mkdir", "link":
		s.names[path] = true
	case "create":
		s.names[path], s.dirty[path] = true, true
	case "write":
		s.dirty[path] = true
	case "bleve":
		s.names[path], s.dirty[path] = true, true
	case "rename":
		s.names[path] = true
	case "sync":
		delete(s.dirty, path)
		for name := range s.names {
			if filepath.Dir(name) == path {
				delete(s.names, name)
				delete(s.before, name)
			}
		}
	}
}

// lose takes away what was not synced: all, or some of it.
func (s *stage) lose(t *testing.T) {
	t.Helper()
	lost := func() bool { return s.how == losesAll || s.rand.IntN(2) == 0 }
	for path := range s.dirty {
		if st, err := os.Stat(path); err == nil && lost() {
			if err := os.Truncate(path, s.rand.Int64N(st.Size()+1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for path := range s.names {
		if !lost() {
			continue
		}
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
		if was := s.before[path]; was != nil {
			if err := os.WriteFile(path, *was, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// story is an update that is stopped at each step.
type story struct {
	name    string
	prepare func(s *site)
	change  func(s *site)
	options UpdateOptions
	paths   []string // below docs; nil for all of it
}

// run is the update of a story.
func (x *story) run(s *site, d disk) error {
	s.Helper()
	o := x.options
	o.disk, o.dictionary = d, tinyWords(s)
	paths := []string{s.docs}
	if x.paths != nil {
		paths = nil
		for _, name := range x.paths {
			paths = append(paths, filepath.Join(s.docs, name))
		}
	}
	_, err := Update(context.Background(), s.index, paths, o)
	return err
}

func stories() []story {
	many := func(s *site) {
		for i := range 9 {
			s.write(fmt.Sprintf("旧%d.txt", i), strings.Repeat(fmt.Sprintf("第%d座水库。", i), 40*(i+1)))
			_, err := s.tiny(UpdateOptions{})
			s.must(err)
		}
	}
	edit := func(s *site) {
		s.write("新.md", "# 溪流条例\n\n第一条　保护溪流。\n")
		s.write("旧1.txt", "修建水库，保护古树。\n")
		s.remove("旧2.txt")
		s.must(os.Rename(filepath.Join(s.docs, "旧3.txt"), filepath.Join(s.docs, "改名.txt")))
	}
	one := func(s *site) {
		for i := range 30 {
			s.write(fmt.Sprintf("%d.txt", i), fmt.Sprintf("第%d座水库。", i))
		}
		_, err := s.tiny(UpdateOptions{})
		s.must(err)
	}
	folders := func(s *site) {
		for i := range 30 {
			s.write(fmt.Sprintf("%s/%d.txt", []string{"甲", "乙"}[i%2], i), fmt.Sprintf("第%d座水库。", i))
		}
		_, err := s.tiny(UpdateOptions{})
		s.must(err)
	}
	return []story{
		{name: "first index", prepare: func(*site) {}, change: func(s *site) {
			s.write("甲.md", "# 溪流条例\n\n第一条　保护溪流。\n")
			s.write("乙.txt", "修建水库。\n")
		}},
		{name: "a new table, packs merged", prepare: many, change: edit},
		{name: "changes of the table", prepare: one, change: func(s *site) { s.write("3.txt", "修建水库三座。\n") }},
		{name: "more changes of it", prepare: func(s *site) {
			one(s)
			s.write("4.txt", "修建水库四座。\n")
			_, err := s.tiny(UpdateOptions{})
			s.must(err)
		}, change: func(s *site) { s.remove("5.txt") }},
		{name: "a folder moves, and what is gone elsewhere goes", prepare: folders, change: func(s *site) {
			s.move("甲", "丙")
			s.remove("乙/3.txt")
		}, options: UpdateOptions{PruneMissing: true}, paths: []string{"丙"}},
		{name: "what is gone goes, without a path", prepare: folders, change: func(s *site) { s.remove("甲") },
			options: UpdateOptions{PruneMissing: true}, paths: []string{}},
		{name: "rebuild", prepare: many, change: edit, options: UpdateOptions{Rebuild: true}},
	}
}

// TestStoppedAtEveryStep stops updates at each of their steps in each way:
// afterwards the generation before is in force or the new one, whole, and the
// next run brings the index up to date and leaves nothing behind.
func TestStoppedAtEveryStep(t *testing.T) {
	for _, story := range stories() {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			model := newTinySite(t)
			story.prepare(model)
			before := model.fingerprint()
			start := model.copied(t)
			for _, name := range []string{"旧1.txt", "3.txt"} {
				_ = os.Remove(filepath.Join(start.docs, name)) // a link, which is written anew
			}
			story.change(start)
			finished := start.copied(t)
			finished.must(story.run(finished, disk{}))
			after := finished.fingerprint()
			if before == after {
				t.Fatal("the update changes nothing")
			}
			for _, how := range [...]ending{fails, dies, diesHalf, losesAll, losesSome} {
				steps := start.stoppedEverywhere(t, &story, how, before, after)
				if least := map[bool]int{false: 15, true: 3}[how == diesHalf]; steps < least {
					t.Errorf("ending %d: only %d steps", how, steps)
				}
			}
		})
	}
}

// copied is a site of its own with the same files: links, as a writer never
// changes a file that is there, but for the note in LOCK.
func (s *site) copied(t *testing.T) *site {
	t.Helper()
	root := t.TempDir()
	s.must(filepath.WalkDir(s.root, func(path string, d fs.DirEntry, err error) error {
		rel, rerr := filepath.Rel(s.root, path)
		if err := errors.Join(err, rerr); err != nil || rel == "." || d.Name() == lockName {
			return err
		}
		if d.IsDir() {
			return os.Mkdir(filepath.Join(root, rel), 0o755)
		}
		return os.Link(path, filepath.Join(root, rel))
	}))
	return &site{t, root, filepath.Join(root, "docs"), filepath.Join(root, "index")}
}

// stoppedEverywhere runs the update as often as it has steps.
func (s *site) stoppedEverywhere(t *testing.T, x *story, how ending, before, after string) (steps int) {
	t.Helper()
	for at := 0; ; at++ {
		c := s.copied(t)
		stage := newStage(at, how)
		err := x.run(c, stage.disk())
		if stage.stopped == "" {
			c.must(err)
			return at
		}
		if how == losesAll || how == losesSome {
			stage.lose(t)
		}
		where := fmt.Sprintf("ending %d at step %d, %s", how, at, stage.stopped)
		c.wantEither(where, how, err, before, after)
		c.must(x.run(c, disk{}))
		if got := c.fingerprint(); got != after {
			t.Fatalf("%s: the next run does not lead to what was wanted", where)
		}
		c.wantWhole()
		if t.Failed() {
			t.Fatal(where)
		}
		c.must(os.RemoveAll(c.root))
	}
}

// wantEither wants one of two states, whole; and nothing left behind by a
// process that lives on.
func (s *site) wantEither(where string, how ending, err error, before, after string) {
	s.Helper()
	is := s.fingerprint()
	if is != before && is != after {
		s.Fatalf("%s: neither what was before nor what was wanted is in force", where)
	}
	if err == nil && is != after {
		s.Fatalf("%s: no error, and what was wanted is not in force", where)
	}
	if is == "" {
		return
	}
	v, verr := Verify(context.Background(), s.index, VerifyOptions{All: true})
	s.must(verr)
	for _, x := range v.Troubles {
		if x.Path != currentName { // a first index that was just not put in force
			s.Fatalf("%s: %v", where, x)
		}
	}
	if how == fails && err != nil && is == before {
		for _, r := range v.Remarks {
			if strings.Contains(r, "left by") {
				s.Fatalf("%s: %s", where, r)
			}
		}
	}
}
