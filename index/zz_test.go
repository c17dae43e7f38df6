package index
import ("testing";"os";"path/filepath";"math/rand/v2";"time";"runtime";"fmt")
func TestZZ(t *testing.T){
	s := newSite(t)
	s.write("甲.md", "# 办法\n\n第一条 修建水库。\n\n第二条 修建公路。\n\n第三条 疏浚河道 2035年。\n")
	s.update(UpdateOptions{})
	p := s.open().packs[0]
	whole, _ := os.ReadFile(filepath.Join(s.generation(), p.row.zapFile()))
	path := filepath.Join(s.root, "segment.zap")
	rng := rand.New(rand.NewPCG(1,2))
	start := time.Now()
	for i:=0; time.Since(start)<40*time.Second; i++ {
		data := append([]byte(nil), whole...)
		for range 1+rng.IntN(3) { data[rng.IntN(len(data))] = byte(rng.IntN(256)) }
		os.WriteFile(path, data, 0o644)
		tm := time.AfterFunc(3*time.Second, func(){ b:=make([]byte,1<<20); n:=runtime.Stack(b,true); fmt.Println(i, string(b[:n])); os.Exit(1)})
		func() (err error) {
			defer guard(path, &err)()
			seg, err := openSegment(path, p.row.Passages)
			if err != nil { return err }
			defer seg.close()
			for _, term := range [...]string{"修", "修建", "2035", "水库", "没有"} {
				seg.passages(seg.grams, term); seg.passages(seg.words, term)
			}
			return nil
		}()
		tm.Stop()
		if i%1000==0 { fmt.Println(i) }
	}
}
