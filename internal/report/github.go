package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// annotations writes workflow commands, which GitHub shows beside the lines
// of a draft (docs.github.com, "Workflow commands for GitHub Actions"): one
// for each result, then the counts as plain lines. GitHub shows ten errors, ten
// warnings and ten notices of a step, and logs the rest.
func (p Printer) annotations(c Check) error {
	w := bufio.NewWriter(p.W)
	for _, u := range c.Unreadable {
		command(w, asError, properties("file", u.Path, "title", "draft not read"), visible(u.Reason))
	}
	for _, f := range c.Files {
		for _, x := range f.Warnings {
			command(w, c.warningLevel(), properties("file", f.Path, "line", strconv.Itoa(x.Line), "col", strconv.Itoa(x.Column), "title", markRule), visible(x.Text))
		}
		for _, x := range f.Claims {
			level := c.severity(x)
			if level == noResult {
				continue
			}
			place := properties("file", f.Path, "line", strconv.Itoa(x.Line), "endLine", strconv.Itoa(x.EndLine))
			if x.Line == x.EndLine { // otherwise columns are refused
				place += "," + properties("col", strconv.Itoa(x.Column), "endColumn", strconv.Itoa(x.EndColumn))
			}
			command(w, level, place+","+properties("title", x.ruleID()), x.message(Standing.where))
		}
	}
	plain := Printer{W: w}
	plain.checkSummary(w, c)
	plain.unreadText(w, len(c.Unread) == 0, c.Unread)
	return w.Flush()
}

// command writes ::level properties::message.
func command(w io.Writer, level severity, properties, message string) {
	name := "notice"
	switch level {
	case asError:
		name = "error"
	case asWarning:
		name = "warning"
	}
	fmt.Fprintf(w, "::%s %s::%s\n", name, properties, strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(message))
}

// properties writes name=value pairs.
func properties(pairs ...string) string {
	escape := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var list []string
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, pairs[i]+"="+visible(escape.Replace(pairs[i+1])))
	}
	return strings.Join(list, ",")
}
