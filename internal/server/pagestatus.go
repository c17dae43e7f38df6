package server

import (
	"context"
	"net/http"
	"net/url"

	"yinzheng/internal/report"
)

// statusView is /status.
type statusView struct {
	*frame
	Status *report.Status
	Ratio  float64 // of the index to its text
}

func (s *Server) readStatusPage(_ *http.Request, values url.Values, f *frame) (*asking, error) {
	f.Page = "status"
	f.Title = f.Lang.say("索引状态", "Status")
	v := &statusView{frame: f}
	p := newParams(values, nil)
	return &asking{frame: f, view: v, fill: func(_ context.Context, g *generation) error {
		a, err := g.status()
		v.Status = &a
		if a.TextBytes > 0 {
			v.Ratio = float64(a.IndexBytes) / float64(a.TextBytes)
		}
		return err
	}}, p.err
}
