package query

import "strings"

// FieldKind says how a field's value is compared with a document's.
type FieldKind int

const (
	Contains FieldKind = iota // the value is a substring, both folded
	Numbers                   // a 文号: see match.NumberMatcher
	Equal                     // the two are equal
	Dates                     // see ParseDates and MatchDate
	Paths                     // see MatchPath
)

// FieldDef describes one field of the query language.
type FieldDef struct {
	Name    string   // canonical, English
	Aliases []string // its names, Chinese first, Name among them
	Also    []string // other names by which people call it: see nameAt
	Kind    FieldKind
	Flag    string // the flag of mentions with the same meaning, without dashes; "" where none is
	Help    string
	HelpZH  string
}

// Fields is the one table of fields: it feeds the parser, the help, the web page
// and the completion. The caller owns the slice.
func Fields() []FieldDef {
	return []FieldDef{
		{"title", []string{"标题", "title", "標題"}, []string{"题名", "题目", "标题名", "文件名称", "文件标题", "法规名称", "題名"}, Contains, "title",
			"the title contains this", "标题含有此文字"},
		{"issuer", []string{"机关", "issuer", "機關"}, []string{"发文机关", "发布机关", "制定机关", "印发机关", "颁布机关", "制发机关", "发文单位", "发布单位", "发布机构", "发文部门", "发布部门", "agency", "organ"}, Contains, "issuer",
			"the issuer's name contains this", "发文机关名称含有此文字"},
		{"number", []string{"文号", "number", "文號"}, []string{"发文字号", "文件编号", "公文字号", "文件字号", "发文号", "字号"}, Numbers, "",
			"the document number is this one, brackets of any kind, or ends so: 15号", "文号是此文号，括号形式不限，可只写后半：15号"},
		{"date", []string{"日期", "date"}, []string{"年份", "年度", "发布日期", "发文日期", "成文日期", "印发日期", "公布日期", "颁布日期", "发布时间", "发文时间", "year"}, Dates, "date",
			"dated in this year, month, day or range: 2021, 2021-03, 20210305, 2019..2021, ..2020", "日期在此年、月、日或范围内：2021、2021-03、20210305、2019..2021、..2020"},
		{"type", []string{"类型", "type", "類型"}, []string{"文种", "体裁", "公文种类", "文件类型", "文件种类", "kind"}, Equal, "type",
			"the type of document is this one, as 通知", "文种等于此文种，如 通知"},
		{"path", []string{"路径", "path", "路徑"}, []string{"目录", "文件夹", "folder"}, Paths, "path",
			"the path begins with this, or matches this glob (*, ?, **)", "路径以此开头，或与此通配式（*、?、**）相符"},
	}
}

// LookupField finds a field by any of its names, in either case and width, also
// by those that it is called by besides.
func LookupField(name string) (FieldDef, bool) {
	if def, ok := fieldNamed(name, func(def FieldDef) []string { return def.Aliases }); ok {
		return def, ok
	}
	return fieldNamed(name, func(def FieldDef) []string { return def.Also })
}

func fieldNamed(name string, names func(FieldDef) []string) (FieldDef, bool) {
	name = narrow(name)
	for _, def := range Fields() {
		for _, alias := range names(def) {
			if strings.EqualFold(alias, name) {
				return def, true
			}
		}
	}
	return FieldDef{}, false
}

// NewField makes a field of a name and its value, as a flag has them. The error
// is a *SyntaxError whose column counts in the value.
func NewField(name, value string) (Field, error) {
	def, ok := LookupField(name)
	switch {
	case !ok:
		return Field{}, errAt(1, "no field is called "+name, "use one of "+fieldNames())
	case isBlank(value):
		return Field{}, errAt(1, "the field "+def.Name+" has no value", "write "+def.example()+", without white space behind the colon")
	case def.Kind != Dates:
		return Field{Name: def.Name, Value: value}, nil
	}
	from, to, err := ParseDates(value)
	if err != nil {
		return Field{}, err
	}
	return Field{Name: def.Name, From: from, To: to}, nil
}

func fieldNames() string {
	var names []string
	for _, def := range Fields() {
		names = append(names, def.Name)
	}
	return strings.Join(names, ", ")
}

// example is a field as a hint shows it.
func (def FieldDef) example() string {
	switch def.Kind {
	case Dates:
		return def.Name + ":2021"
	case Paths:
		return def.Name + ":laws/"
	}
	return def.Name + ":…"
}
