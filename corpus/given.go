package corpus

import (
	"encoding/csv"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"path"
	"slices"
	"strings"
)

// MetadataName is the file beside documents that says what they are, where
// they don't say it themselves or say it wrongly.
const MetadataName = "metadata.csv"

// Given is what somebody says of a document. What is empty is not said; "-"
// says that it is unknown, whatever was read.
type Given struct {
	Meta
}

const givenUnknown = "-"

// Over is what holds of g, and else of below.
func (g Given) Over(below Given) Given {
	for i, s := range g.columns() {
		if *s == "" {
			*s = *below.columns()[i]
		}
	}
	return g
}

// Set overrules m.
func (g Given) Set(m *Meta) {
	over := Given{*m}
	for i, s := range g.columns() {
		switch *s {
		case "":
		case givenUnknown:
			*over.columns()[i] = ""
		default:
			*over.columns()[i] = *s
		}
	}
	*m = over.Meta
}

// Sum tells what is said from what was said at another time; it is 0 if
// nothing is.
func (g Given) Sum() uint64 {
	if g == (Given{}) {
		return 0
	}
	h := fnv.New64a()
	for _, s := range g.columns() {
		io.WriteString(h, *s)
		h.Write([]byte{0})
	}
	return max(h.Sum64(), 1)
}

// columns are the fields of g in the order of givenColumns.
func (g *Given) columns() [len(givenColumns)]*string {
	return [...]*string{&g.Title, &g.Issuer, &g.Number, &g.Date, &g.Type, &g.Effective, &g.Repealed}
}

// givenColumns are the columns of a metadata file beside the path.
var givenColumns = [...]string{"title", "issuer", "number", "date", "type", "effective", "repealed"}

// givenColumn says which of givenColumns a name in lower case and without
// white space means, -1 for none: what a document's own header lines call it
// will do, too.
func givenColumn(name string) int {
	switch name {
	case "effective", "inforcefrom", "in_force_from", "施行日期", "生效日期", "实施日期", "施行日":
		return 5
	case "repealed", "废止日期", "失效日期", "廢止日期":
		return 6
	}
	switch field, _ := fieldOf(name); field {
	case "标题":
		return 0
	case "发文机关", "发布机构":
		return 1
	case "文号":
		return 2
	case "成文日期", "发布日期":
		return 3
	case "类型":
		return 4
	}
	return -1
}

// pathColumn are the names of the column that says of which document.
var pathColumn = []string{"path", "路径", "文件", "file", "路徑"}

// GivenTable is a metadata file: what is said of documents by their paths.
type GivenTable struct {
	Rows     []GivenRow // in order, one a path
	Warnings []GivenWarning
	byPath   map[string]int
}

// GivenRow is a row of a metadata file. Path is slash-separated and clean,
// relative to the folder of the file or absolute.
type GivenRow struct {
	Path string
	Line int // 1-based
	Given
}

// GivenWarning is what of a metadata file is not used, and why.
type GivenWarning struct {
	Line int
	Text string
}

// Of is what the table says of a path, slash-separated and clean.
func (t *GivenTable) Of(path string) (Given, bool) {
	i, ok := t.byPath[path]
	if !ok {
		return Given{}, false
	}
	return t.Rows[i].Given, true
}

// maxMetadata is the largest metadata file, in bytes.
const maxMetadata = 64 << 20

// ReadGiven reads a metadata file: CSV, or the same parted by tabs, with a row
// of names first, in an encoding that Read knows. What can't be used is left
// out with a warning. The error says why nothing of the file can be.
func ReadGiven(data []byte) (*GivenTable, error) {
	if len(data) > maxMetadata {
		return nil, fmt.Errorf("larger than %d MB", maxMetadata>>20)
	}
	src, err := decode(data, false)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(src.text))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	if first, _, _ := strings.Cut(src.text, "\n"); strings.Contains(first, "\t") && !strings.Contains(first, ",") {
		r.Comma = '\t'
	}
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("no row of names: %w", err)
	}
	t := &GivenTable{byPath: map[string]int{}}
	where, at, err := t.header(header)
	if err != nil {
		return nil, err
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			var bad *csv.ParseError
			line := 0
			if errors.As(err, &bad) {
				line, err = bad.StartLine, bad.Err
			}
			t.warn(line, "not read: %v", err)
			continue
		}
		line, _ := r.FieldPos(0)
		t.row(line, record, where, at)
	}
}

func (t *GivenTable) warn(line int, format string, args ...any) {
	t.Warnings = append(t.Warnings, GivenWarning{line, fmt.Sprintf(format, args...)})
}

// header says which column of a record holds the path, and for each column
// which of givenColumns it is, -1 for none.
func (t *GivenTable) header(names []string) (path int, columns []int, err error) {
	path = -1
	taken := map[int]bool{}
	for i, printed := range names {
		name := strings.ToLower(dropSpace(printed))
		column := givenColumn(name)
		switch {
		case slices.Contains(pathColumn, name) && path < 0:
			path = i
		case column >= 0 && !taken[column]:
			taken[column] = true
		case column >= 0 || slices.Contains(pathColumn, name):
			t.warn(1, "column %q stands twice: the first counts", printed)
			column = -1
		case name != "":
			t.warn(1, "column %q is not known and not used", printed)
		}
		columns = append(columns, column)
	}
	if path < 0 {
		return 0, nil, fmt.Errorf("no column %s (%s): its rows name no document", pathColumn[0], pathColumn[1])
	}
	return path, columns, nil
}

// row adds a record.
func (t *GivenTable) row(line int, record []string, where int, columns []int) {
	if where >= len(record) || strings.TrimSpace(record[where]) == "" {
		if strings.TrimSpace(strings.Join(record, "")) != "" {
			t.warn(line, "no path")
		}
		return
	}
	row := GivenRow{Path: path.Clean(strings.ReplaceAll(strings.TrimSpace(record[where]), `\`, "/")), Line: line}
	for i, cell := range record {
		if i >= len(columns) || columns[i] < 0 {
			continue
		}
		name := givenColumns[columns[i]]
		value, why := givenValue(name, cell)
		if why != "" {
			t.warn(line, "%s %q: %s", name, cell, why)
		}
		*row.columns()[columns[i]] = value
	}
	if n, twice := t.byPath[row.Path]; twice {
		t.warn(line, "%s has a row already, in line %d: this one counts", row.Path, t.Rows[n].Line)
		t.Rows[n] = row
		return
	}
	t.byPath[row.Path] = len(t.Rows)
	t.Rows = append(t.Rows, row)
}

// givenValue is a cell as it is used, or why it can't be.
func givenValue(name, cell string) (value, why string) {
	cell = oneLine(strings.TrimFunc(cell, isSpace))
	if cell == "" || cell == givenUnknown {
		return cell, ""
	}
	switch name {
	case "date", "effective", "repealed":
		if value = parseDate(cell); value == "" {
			return "", "no date; write 2021-03-01, 2021-03 or 2021"
		}
		return value, ""
	case "type":
		if !slices.Contains(types, cell) {
			return "", "no type that search knows, such as 通知 or 条例"
		}
	case "number":
		return foldBrackets(dropSpace(cell)), ""
	}
	return cell, ""
}
