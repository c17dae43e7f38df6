package server

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// quoting is a draft with a right quotation, one with a slip and one that
// stands nowhere.
const quoting = "《山河管理规定》规定：“爱护山河，保护溪流。”又规定：“爱护山水，保护溪流。”有人说：“明天的雨下在后天的屋顶上。”\n"

// form is a multipart form with the file of this name; the other fields are
// name and value in turns.
func form(t testing.TB, name string, data []byte, fields ...string) (body, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

// verdicts are those of an answer of check.
func verdicts(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var got struct {
		Files []struct {
			Path   string
			Claims []struct {
				Kind, Verdict string
				Line          int
			}
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatalf("%d %v: %s", w.Code, err, w.Body)
	}
	text := ""
	for _, f := range got.Files {
		text += f.Path + ":"
		for _, c := range f.Claims {
			text += fmt.Sprintf(" %d %s", c.Line, c.Verdict)
		}
	}
	return text
}

func TestADraftIsTakenInManyWays(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(quoting)
	if err != nil {
		t.Fatal(err)
	}
	const want = " 1 exact 1 exact 1 near 1 absent"
	multi, multiType := form(t, `C:\稿\稿.txt`, []byte(gb))
	field, fieldType := form(t, "", nil, "text", quoting, "name", "稿.md")
	again, againType := form(t, "", nil, "draft", base64.StdEncoding.EncodeToString([]byte(gb)), "name", "稿.txt")
	for _, tt := range [...]struct{ what, target, body, kind, want string }{
		{"plain text", "", quoting, "text/plain", "-:" + want},
		{"plain text with a name", "?name=../../稿.md", quoting, "text/plain; charset=utf-8", "稿.md:" + want},
		{"bytes", "?name=稿.txt", gb, "application/octet-stream", "稿.txt:" + want},
		{"no type", "", quoting, "", "-:" + want},
		{"a form", "", "text=" + url.QueryEscape(quoting), "application/x-www-form-urlencoded", "-:" + want},
		{"a file", "", multi, multiType, "稿.txt:" + want},
		{"a field", "", field, fieldType, "稿.md:" + want},
		{"a file again", "", again, againType, "稿.txt:" + want},
		{"HTML", "?name=a.html", "<p>" + quoting + "</p>", "text/html", "a.html:" + want},
	} {
		w := l.send("POST", "/api/check"+tt.target, tt.body, "Content-Type", tt.kind)
		if w.Code != 200 {
			t.Errorf("%s: %d %s", tt.what, w.Code, w.Body)
			continue
		}
		if got := verdicts(t, w); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: %s", tt.what, got)
		}
	}
}

func TestADraftThatIsNoneIsRefused(t *testing.T) {
	limits := DefaultLimits()
	limits.Body = 1000
	l := newLibrary(t, limits)
	big, bigType := form(t, "大.txt", []byte(strings.Repeat("溪", 400)))
	long := strings.Repeat("溪", 100_000)
	twice, twiceType := form(t, "", nil, "text", quoting, "near", "0.9", "near", "0.8")
	for _, tt := range [...]struct {
		target, body, kind string
		status             int
		words              string
	}{
		{"", "", "text/plain", 400, "the draft is empty"},
		{"?name=a.txt", "\x89PNG\r\n\x1a\n\x00\x00\x00\x0d\x00\x01\x02\x00", "application/octet-stream", 422, "the draft can't be read: binary"},
		{"?name=a.docx&format=html", "PK\x03\x04 and more", "application/octet-stream", 422, "not supported yet: docx"},
		{"", "a=b", "application/x-www-form-urlencoded", 400, "no field text or file"},
		{"", quoting, "application/x-www-form-urlencoded", 400, "no field text or file"},
		{"", "text=", "application/x-www-form-urlencoded", 400, "the draft is empty"},
		{"", "text=%zz", "application/x-www-form-urlencoded", 400, "can't be read"},
		{"", "no form", "multipart/form-data; boundary=x", 400, "no field text or file"},
		{"", "--x\r\nContent-Disposition: form-data; name=text\r\n\r\nhalf", "multipart/form-data; boundary=x", 400, "can't be read"},
		{"", "no form", "multipart/form-data", 400, "can't be read"},
		{"", "{}", "application/json", 415, "application/json"},
		{"", "x", "text/plain;;", 415, "Content-Type"},
		{"", strings.Repeat("溪", 400), "text/plain", 413, "too large"},
		{"", big, bigType, 413, "too large"},
		{"", long, "text/plain", 413, "too large"},
		{"", twice, twiceType, 400, "near is given 2 times"},
		{"?near=2", quoting, "text/plain", 400, "near"},
		{"?before=never", quoting, "text/plain", 400, "before"},
		{"?fail-on=never", quoting, "text/plain", 400, "fail-on"},
		{"?nothing=1", quoting, "text/plain", 400, `no parameter "nothing"`},
	} {
		w := l.send("POST", "/api/check"+tt.target, tt.body, "Content-Type", tt.kind)
		if w.Code != tt.status || !strings.Contains(w.Body.String(), strings.ReplaceAll(tt.words, `"`, `\"`)) {
			t.Errorf("%s %.40s as %s: %d %s", tt.target, tt.body, tt.kind, w.Code, w.Body)
		}
	}
}

func TestCheckTakesTheOptionsOfTheCommandLine(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for target, want := range map[string]string{
		"":                               `"failing": 2`,
		"?fail-on=none":                  `"failing": 0`,
		"?fail-on=near,absent":           `"failing": 2`,
		"?fail-on=near&fail-on=exact":    `"failing": 3`,
		"?near=off":                      `"near": null`,
		"?near=0.9":                      `"near": 0.9`,
		"?before=2020":                   `"before_from":"flag"`,
		"?before=none&ellipsis=10":       `"before":null`,
		"?format=csv":                    "draft,line,column",
		"?format=jsonl":                  `"kind":"quotation"`,
		"?format=sarif":                  `"version": "2.1.0"`,
		"?format=github":                 "::error",
		"?format=html":                   "<h1>引文核对",
		"?format=fixed":                  "又规定：“爱护山河，保护溪流。”有人说",
		"?format=fixed&name=a.html":      "", // refused
		"?format=fixed&name=a.docx":      "", // refused
		"?format=json&name=&fail-on=":    "", // refused
		"?before=2021-01-01..2022-01-01": "",
	} {
		w := l.send("POST", "/api/check"+target, quoting, "Content-Type", "text/plain")
		if (w.Code == 200) != (want != "") || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %.400s", target, w.Code, w.Body)
		}
		if file := w.Header().Get("Content-Disposition"); w.Code == 200 && strings.Contains(target, "format=") != strings.HasPrefix(file, "attachment") {
			t.Errorf("%s: %q", target, file)
		}
	}
}

func TestThePageOfCheckShowsClaimsAndSources(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	body, kind := form(t, "", nil, "text", quoting+"<script>alert(9)</script>", "before", "")
	w := l.send("POST", "/check", body, "Content-Type", kind)
	page := w.Body.String()
	text := words(page)
	for _, want := range []string{"引文 3", "引用的文件 1", "2 处有误", "引文一致", "引文与原文有出入", "引文查无原文", "<script>alert(9)</script>"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	for _, want := range []string{`<mark class="near" id="d1-q3">`, `href="#d1-c3"`, `<article class="card near" id="d1-c3"`, "<del title=\"替换\">水</del><ins title=\"替换\">河</ins>"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if n := elements(t, page); w.Code != 200 || n["script"] != 1 || n["textarea"] != 1 {
		t.Errorf("%d %v", w.Code, n)
	}
	// The report that can be downloaded is of the same draft.
	fields := []string{"draft", between(page, `name="draft" value="`, `"`), "name", between(page, `name="name" value="`, `"`), "format", "csv"}
	body, kind = form(t, "", nil, fields...)
	w = l.send("POST", "/check", body, "Content-Type", kind)
	if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Disposition"), "filename=check.csv") || strings.Count(w.Body.String(), "quotation") != 3 {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
}

func between(text, from, to string) string {
	_, text, _ = strings.Cut(text, from)
	text, _, _ = strings.Cut(text, to)
	return strings.NewReplacer("&#43;", "+", "&#34;", `"`).Replace(text)
}

func TestThePageOfCheckSaysWhatIsWrong(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	empty, kind := form(t, "", nil, "text", "")
	if w := l.send("POST", "/check", empty, "Content-Type", kind); w.Code != 400 || !strings.Contains(words(w.Body.String()), "文稿是空的") {
		t.Errorf("%d %s", w.Code, words(w.Body.String()))
	}
	bad, kind := form(t, "a.docx", []byte("PK"))
	if w := l.send("POST", "/check", bad, "Content-Type", kind); w.Code != 422 || !strings.Contains(words(w.Body.String()), "文稿读不出来：尚不支持 docx 格式") {
		t.Errorf("%d %s", w.Code, words(w.Body.String()))
	}
	wrong, kind := form(t, "", nil, "text", quoting, "before", "gestern")
	w := l.send("POST", "/check", wrong, "Content-Type", kind)
	if w.Code != 400 || !strings.Contains(words(w.Body.String()), "gestern") || !strings.Contains(w.Body.String(), "明天的雨") {
		t.Errorf("%d %s", w.Code, words(w.Body.String()))
	}
}

// FuzzDraft sends any bytes under any name: they are checked or refused.
func FuzzDraft(f *testing.F) {
	for _, name := range []string{"a.txt", "a.md", "a.html", "", "a.docx", "../x"} {
		f.Add(name, []byte(quoting))
	}
	f.Add("a.txt", []byte("“”“”「「」《》（第一条”"))
	f.Add("a.html", []byte("<p>“<b>爱护山河”<!-- "))
	f.Add("", []byte("\xff\xfe\x20\x1c\x31\x72"))
	f.Add("a.md", []byte("# 一\n\n> “爱护\n>\n> 山河”\n\n| a | “ |\n"))
	l := newLibrary(f, DefaultLimits())
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		l.contract.t = t
		if strings.ContainsAny(name, "\"\r\n") {
			return // what multipart can't carry
		}
		body, kind := form(t, name, data)
		for _, target := range []string{"/api/check", "/check"} {
			w := l.send("POST", target, body, "Content-Type", kind)
			if w.Code != 200 && w.Code != 400 && w.Code != 413 && w.Code != 422 {
				t.Errorf("%s: %d %s", target, w.Code, w.Body)
			}
			if target == "/check" {
				if n := elements(t, w.Body.String()); n["script"] != 1 || n["html"] != 1 {
					t.Errorf("%s", w.Body)
				}
			}
		}
	})
}
