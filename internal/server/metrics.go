package server

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// meters are what /metrics shows: requests and their times by kind, and the
// state of the server.
type meters struct {
	set  *metrics.Set
	busy *metrics.Counter // requests that found no place
}

func newMeters(s *Server) *meters {
	m := &meters{set: metrics.NewSet()}
	m.busy = m.set.NewCounter("yinzheng_busy_total")
	m.set.NewGauge("yinzheng_documents", func() float64 { return float64(s.generations.documents()) })
	m.set.NewGauge("yinzheng_generations_open", func() float64 { return float64(s.generations.open()) })
	m.set.NewGauge("yinzheng_connections", func() float64 { return float64(s.connections.len()) })
	m.set.NewGauge("yinzheng_connections_shed_total", func() float64 { return float64(s.connections.shed()) })
	for c, name := range [costs]string{quick: "quick", searching: "searching", slow: "slow", heavy: "heavy", export: "export"} {
		m.set.NewGauge(fmt.Sprintf("yinzheng_working{cost=%q}", name), func() float64 { return float64(len(s.places[c])) })
	}
	return m
}

// durations are the upper bounds of a histogram's buckets, in seconds.
func durations() []float64 {
	return []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
}

// count notes a request. Its route, not its path, is a label: what clients make
// up must not make series.
func (m *meters) count(r *http.Request, status int, took time.Duration) {
	route := routeOf(r)
	m.set.GetOrCreateCounter(fmt.Sprintf("yinzheng_requests_total{route=%q,status=\"%d\"}", route, status)).Inc()
	m.set.GetOrCreatePrometheusHistogramExt(fmt.Sprintf("yinzheng_request_duration_seconds{route=%q}", route), durations()).Update(took.Seconds())
}

// routeOf is the pattern that a request has met, without its method.
func routeOf(r *http.Request) string {
	_, path, ok := strings.Cut(r.Pattern, " ")
	switch {
	case r.Pattern == "":
		return "refused"
	case !ok:
		path = r.Pattern
	}
	return path
}

// handler is /metrics, in Prometheus' text format.
func (s *Server) showMetrics() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		s.generations.refresh()
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		s.metrics.set.WritePrometheus(w)
		// The name of a generation is a label; its number, which rises, the value.
		name := s.generations.name()
		fmt.Fprintf(w, "yinzheng_generation{name=%q} %s\n", name, strings.TrimLeft(strings.TrimPrefix(name, "gen-"), "0"))
		metrics.WriteProcessMetrics(w)
	})
}
