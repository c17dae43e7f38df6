package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

// params reads the parameters of one request. The first error stays; who has
// read all asks for it.
type params struct {
	values url.Values
	err    error
}

// readParams takes the parameters that known names, and no others.
func readParams(r *http.Request, known ...string) *params {
	values, err := url.ParseQuery(r.URL.RawQuery)
	p := &params{values: values}
	if err != nil {
		p.fail("write & between parameters and percent-encode what they hold", "the parameters can't be read")
		return p
	}
	for name, list := range values {
		switch {
		case !slices.Contains(known, name):
			p.fail("use "+strings.Join(known, ", "), "there is no parameter %q", name)
		case slices.ContainsFunc(list, func(s string) bool { return !utf8.ValidString(s) }):
			p.fail("percent-encode it as UTF-8", "the parameter %s is not UTF-8", name)
		}
	}
	return p
}

func (p *params) fail(hint, format string, args ...any) {
	if p.err == nil {
		p.err = refuse(http.StatusBadRequest, hint, format, args...)
	}
}

// all is every value of a parameter, which may be given several times.
func (p *params) all(name string) []string { return p.values[name] }

// filters are the values of the filters that are given.
func (p *params) filters() report.Filters {
	given := report.Filters{}
	for _, def := range query.Fields() {
		if values := p.all(def.Flag); def.Flag != "" && len(values) > 0 {
			given[def.Flag] = values
		}
	}
	return given
}

// one is the value of a parameter that may be given once.
func (p *params) one(name string) (value string, given bool) {
	list := p.values[name]
	if len(list) > 1 {
		p.fail("give it once", "the parameter %s is given %d times", name, len(list))
	}
	if len(list) == 0 {
		return "", false
	}
	return list[0], true
}

// query is q, which must be there.
func (p *params) query() string {
	q, _ := p.one("q")
	if strings.TrimSpace(q) == "" {
		p.fail("add q=…, percent-encoded", "the parameter q is missing")
	}
	return q
}

// choice is one of a few words, the first where none is given.
func (p *params) choice(name string, words []string) string {
	value, given := p.one(name)
	if !given {
		return words[0]
	}
	if !slices.Contains(words, value) {
		p.fail("write "+strings.Join(words, ", "), "%s %q is not known", name, value)
	}
	return value
}

// number is a whole number from low to high.
func (p *params) number(name string, otherwise, low, high int) int {
	value, given := p.one(name)
	if !given {
		return otherwise
	}
	n, err := strconv.ParseUint(value, 10, 31)
	if err != nil || int(n) < low || int(n) > high {
		p.fail("page through longer lists with offset", "%s %q is no number from %d to %d", name, value, low, high)
	}
	return int(n)
}

// flag is true where it is given bare or as true.
func (p *params) flag(name string) bool {
	value, given := p.one(name)
	if !given || value == "" {
		return given
	}
	on, err := strconv.ParseBool(value)
	if err != nil {
		p.fail("write true or false", "%s %q is neither true nor false", name, value)
	}
	return on
}

// maxOffset keeps offset + limit a number on every machine.
const maxOffset = 1 << 30

// window is the part of a list that is wanted.
type window struct{ limit, offset int }

func (p *params) window() window {
	return window{
		limit:  p.number("limit", defaultLimit, 1, MaxLimit),
		offset: p.number("offset", 0, 0, maxOffset),
	}
}
