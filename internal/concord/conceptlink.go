package concord

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// conceptLinks are the direct links between drafts, each known by its place.
type conceptLinks struct {
	broader, narrower [][]int               // of each draft, in no order
	at                map[[2]int]*yaml.Node // who says so first, by broader and narrower
}

// link makes Broader and Narrower of all drafts agree.
func (r *conceptReader) link() error {
	l := &conceptLinks{
		broader:  make([][]int, len(r.drafts)),
		narrower: make([][]int, len(r.drafts)),
		at:       map[[2]int]*yaml.Node{},
	}
	for i, d := range r.drafts {
		for k, at := range d.broaderAt {
			j, err := r.other(i, d.Broader[k], at)
			if err != nil {
				return err
			}
			l.add(j, i, at)
		}
		for k, at := range d.narrowerAt {
			j, err := r.other(i, d.Narrower[k], at)
			if err != nil {
				return err
			}
			l.add(i, j, at)
		}
	}
	for i, d := range r.drafts {
		d.Broader, d.Narrower = r.inOrder(l.broader[i]), r.inOrder(l.narrower[i])
	}
	return r.checkCycles(l)
}

// other finds the draft that draft i names.
func (r *conceptReader) other(i int, name string, at *yaml.Node) (int, error) {
	j, ok := r.byName[conceptKey(name)]
	switch {
	case !ok:
		var names []string
		for _, d := range r.drafts {
			names = append(names, d.Name)
		}
		hint := "add a concept of that name to the file, or take the name out here"
		if near := nearest(name, names); len(near) > 0 {
			hint = "write " + strings.Join(near, " or ") + ", or add a concept of that name"
		}
		return 0, r.fail(at, fmt.Sprintf("there is no concept %q in the file", short(name)), hint)
	case i == j:
		return 0, r.fail(at, fmt.Sprintf("the concept %s is its own broader or narrower one", short(r.drafts[i].Name)), "take the name out here")
	}
	return j, nil
}

func (l *conceptLinks) add(broader, narrower int, at *yaml.Node) {
	if l.at[[2]int{broader, narrower}] != nil {
		return
	}
	l.at[[2]int{broader, narrower}] = at
	l.broader[narrower] = append(l.broader[narrower], broader)
	l.narrower[broader] = append(l.narrower[broader], narrower)
}

// inOrder sorts the places and gives the names that stand there.
func (r *conceptReader) inOrder(places []int) []string {
	slices.Sort(places)
	var names []string
	for _, i := range places {
		names = append(names, r.drafts[i].Name)
	}
	return names
}

// checkCycles walks down from each draft.
func (r *conceptReader) checkCycles(l *conceptLinks) error {
	done := make([]bool, len(r.drafts))
	for i := range r.drafts {
		cycle := l.cycle([]int{i}, map[int]bool{i: true}, done)
		if cycle == nil {
			continue
		}
		var names []string
		for _, j := range cycle {
			names = append(names, r.drafts[j].Name)
		}
		last := [2]int(cycle[len(cycle)-2:])
		return r.fail(l.at[last], "from broader to narrower the concepts run in a circle: "+strings.Join(names, " → "),
			"take one of these links out, for example the one here")
	}
	return nil
}

// cycle follows path, whose members are on, further down: its answer begins
// and ends with the same place, and is nil if there is no cycle.
func (l *conceptLinks) cycle(path []int, on map[int]bool, done []bool) []int {
	last := path[len(path)-1]
	if done[last] {
		return nil
	}
	for _, next := range l.narrower[last] {
		if on[next] {
			return append(path[slices.Index(path, next):], next)
		}
		on[next] = true
		if found := l.cycle(append(path, next), on, done); found != nil {
			return found
		}
		delete(on, next)
	}
	done[last] = true
	return nil
}
