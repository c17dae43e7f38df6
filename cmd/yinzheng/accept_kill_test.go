//go:build unix

package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yinzheng/corpus"
)

const (
	kills   = 200
	aimed   = 4        // every so many rounds the moment is just after the switch
	largest = 12 << 10 // bytes of a file that takes part: it is the moments that count
)

// TestAcceptKill kills writers with SIGKILL at random moments: afterwards the
// generation before is in force or the new one, whole, and the next run brings
// the index up to date and leaves nothing behind. Between the switch and the
// end of a run lie few moments, which chance alone may never meet; so some
// rounds wait for the switch.
func TestAcceptKill(t *testing.T) {
	folder := os.Getenv("YINZHENG_CORPUS")
	if os.Getenv("YINZHENG_ACCEPT") != "1" {
		t.Skip("takes minutes: runs with YINZHENG_ACCEPT=1 only (make accept)")
	}
	if _, err := os.Stat(filepath.Join(folder, "laws")); err != nil {
		t.Skip("no corpus to test on: ", err)
	}
	v := &victim{place: newPlace(t), Rand: rand.New(rand.NewPCG(9, 9))}
	v.fill(folder, 40)
	v.want(0, "index", "docs")
	for v.killed < kills {
		switch n := v.IntN(25); {
		case n == 0:
			v.round("first index", func() { v.must(os.RemoveAll(v.path(".yinzheng"))) }, "index", "docs")
		case n == 1:
			v.round("rebuild", v.edit, "index", "--rebuild", "docs")
		default:
			v.round("update", v.edit, "index", "docs")
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Logf("%d killed of %d: %d found the new generation in force, %d left something behind; %v", v.killed, v.rounds, v.switched, v.littered, v.kinds)
	if v.switched == 0 || v.littered == 0 {
		t.Error("the moments are not random enough: none came after the switch, or none while something was written")
	}
}

type victim struct {
	*place
	*rand.Rand
	pool                               []string
	rounds, killed, switched, littered int
	took                               map[string]time.Duration // by kind: the longest run so far
	kinds                              map[string]int
}

func (v *victim) fill(folder string, documents int) {
	v.Helper()
	v.took, v.kinds = map[string]time.Duration{}, map[string]int{}
	v.must(filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || corpus.KindOf(path) != corpus.KindReadable {
			return err
		}
		if info, err := d.Info(); err != nil || info.Size() > largest {
			return err
		}
		v.pool = append(v.pool, path)
		return nil
	}))
	v.Shuffle(len(v.pool), func(i, j int) { v.pool[i], v.pool[j] = v.pool[j], v.pool[i] })
	for i := range documents {
		v.copy(v.pool[i], fmt.Sprintf("%d%s", i, filepath.Ext(v.pool[i])))
	}
}

func (v *victim) copy(from, name string) {
	v.Helper()
	data, err := os.ReadFile(from)
	v.must(err)
	v.write(name, string(data)+fmt.Sprintf("\n\n第%d次修改。\n", v.Int()))
}

// edit changes, adds, renames and removes some documents.
func (v *victim) edit() {
	v.Helper()
	for range 1 + v.IntN(12) {
		from := v.pool[v.IntN(len(v.pool))]
		name := fmt.Sprintf("%d%s", v.IntN(70), filepath.Ext(from))
		switch path := v.path("docs/" + name); v.IntN(4) {
		case 0:
			_ = os.Remove(path)
		case 1:
			_ = os.Rename(path, v.path("docs/改"+name))
		default:
			v.copy(from, name)
		}
	}
}

// round prepares, kills a run and looks at what is left.
func (v *victim) round(kind string, prepare func(), args ...string) {
	v.Helper()
	v.rounds++
	prepare()
	before := v.fingerprint()
	if v.took[kind] == 0 {
		start := time.Now()
		v.want(0, args...)
		v.took[kind] = time.Since(start)
		prepare()
		before = v.fingerprint()
	}
	killed := v.kill(kind, args...)
	is := v.fingerprint()
	littered := v.litter()
	if is != "" {
		v.want(0, "verify")
	}
	v.want(0, "index", "docs")
	after := v.fingerprint()
	if is != before && is != after {
		v.Errorf("killed %s: neither what was before nor what was wanted is in force", kind)
	}
	if left := v.litter(); left != "" {
		v.Errorf("killed %s: the next run leaves %s", kind, left)
	}
	if !killed {
		return
	}
	v.killed++
	v.kinds[kind]++
	if is == after && is != before {
		v.switched++
	}
	if littered != "" {
		v.littered++
	}
}

// kill starts a run and says whether it was killed before its end.
func (v *victim) kill(kind string, args ...string) bool {
	v.Helper()
	before, _ := os.ReadFile(v.path(".yinzheng/CURRENT"))
	cmd := v.command(args...)
	v.must(cmd.Start())
	end := make(chan error, 1)
	go func() { end <- cmd.Wait() }()
	moment := time.After(time.Duration(v.Int64N(int64(v.took[kind]))))
	var look <-chan time.Time
	if v.rounds%aimed == 0 {
		ticker := time.NewTicker(20 * time.Microsecond)
		defer ticker.Stop()
		moment, look = nil, ticker.C
	}
	for {
		select {
		case err := <-end:
			v.must(err)
			return false
		case <-look:
			if is, err := os.ReadFile(v.path(".yinzheng/CURRENT")); err != nil || string(is) == string(before) {
				continue
			}
		case <-moment:
		}
		_ = cmd.Process.Kill() // it may just have ended
		return <-end != nil
	}
}

// litter is what lies in the index folder beside a generation, CURRENT and
// LOCK.
func (v *victim) litter() string {
	v.Helper()
	list, err := os.ReadDir(v.path(".yinzheng"))
	if err != nil {
		return ""
	}
	generations, other := 0, []string{}
	for _, e := range list {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "gen-"):
			if generations++; generations > 1 {
				other = append(other, name)
			}
		case name != "CURRENT" && name != "LOCK":
			other = append(other, name)
		}
	}
	return strings.Join(other, " ")
}
