package server

import (
	"context"
	"net/http"

	"yinzheng/internal/report"
)

// readStatus is /api/status.
func readStatus(_ *Server, _ *http.Request, p *params, _ report.Format) (question, error) {
	return question{ask: func(_ context.Context, g *generation) (answer, error) {
		a, err := g.status()
		return func(p report.Printer) error { return p.Status(a) }, err
	}}, p.err
}

// status is what the generation holds. Where its documents lie is nobody's
// business who is not on this machine.
func (g *generation) status() (report.Status, error) {
	fingerprint, err := g.fingerprint()
	if err != nil {
		return report.Status{}, err
	}
	a := report.NewStatus(g.Status(), fingerprint)
	a.Root = ""
	return a, nil
}
