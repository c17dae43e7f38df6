package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"yinzheng/corpus"
	"yinzheng/internal/quote"
)

// validate checks a log against the schema of the standard.
func validate(t *testing.T, log []byte) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(log))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(v); err != nil {
		t.Error(err)
	}
}

func TestSARIFIsValid(t *testing.T) {
	for name, c := range map[string]Check{"full": check(), "empty": NewCheck(Checked{}), "unreadable": noDrafts(), "wrapped": NewCheck(wrapped())} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := (Printer{W: &b, Format: SARIF}).Check(c); err != nil {
				t.Fatal(err)
			}
			validate(t, b.Bytes())
		})
	}
}

func results(t *testing.T, log sarifLog) []sarifResult {
	t.Helper()
	var list []sarifResult
	for _, b := range log.Runs[0].Results {
		var r sarifResult
		if err := json.Unmarshal(b, &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

func sarifOf(c Check) sarifLog { return newSARIF(c, mostResults, mostResultBytes) }

func TestSARIFHoldsWhatIsWorthALook(t *testing.T) {
	var got []string
	log := sarifOf(check())
	for _, r := range results(t, log) {
		got = append(got, r.RuleID+":"+r.Level)
		if id := log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID; id != r.RuleID {
			t.Errorf("rule %d is %s, not %s", r.RuleIndex, id, r.RuleID)
		}
	}
	want := "quotation-near:error quotation-elsewhere:error citation-elsewhere:error citation-absent:error mark-unclosed:warning quotation-unsure:note"
	if got := strings.Join(got, " "); got != want {
		t.Errorf("got %s", got)
	}
}

func TestAFixTurnsTheDraftIntoTheSource(t *testing.T) {
	r := results(t, sarifOf(check()))[0]
	if len(r.Fixes) != 1 {
		t.Fatal("no fix")
	}
	x := r.Fixes[0].Changes[0].Replacements[0]
	line := []rune(strings.Split(speech, "\n")[1])
	got := string(line[:x.Deleted.StartColumn-1]) + x.Inserted.Text + string(line[x.Deleted.EndColumn-1:])
	if !strings.Contains(got, "“爱护山水，人人有责，不得填埋河滩。”") || len([]rune(got)) != len(line) {
		t.Errorf("got %s", got)
	}
}

func TestNoFixIsGuessed(t *testing.T) {
	if r := results(t, sarifOf(NewCheck(wrapped()))); len(r) != 1 || r[0].Fixes != nil {
		t.Errorf("of a claim over two lines: %+v", r)
	}
	x := checked()
	x.Drafts[0].Claims[1].Fix.Text = "爱护山水，人人有*责*，不得填埋河滩。"
	if r := results(t, sarifOf(NewCheck(x)))[0]; r.Fixes != nil {
		t.Errorf("with what could be markup: %+v", r.Fixes)
	}
}

func TestSARIFLinksToTheSource(t *testing.T) {
	list := results(t, sarifOf(check()))
	near := list[0]
	if len(near.Related) != 1 || !strings.Contains(near.Message.Text, "](1)") ||
		near.Related[0].Physical.Artifact.URI != "%E5%BA%93/%E6%B3%95%E8%A7%84/%E5%B1%B1%E6%B0%B4%E6%9D%A1%E4%BE%8B.md" {
		t.Errorf("%q %+v", near.Message.Text, near.Related)
	}
	x := checked()
	for _, outside := range []string{"/库/山水.md", "../山水.md", ""} {
		x.Locate = func(string) string { return outside }
		if r := results(t, sarifOf(NewCheck(x)))[0]; r.Related != nil || strings.Contains(r.Message.Text, "](1)") {
			t.Errorf("%q is linked to", outside)
		}
	}
}

func TestMessagesEscapeWhatTheyWouldMean(t *testing.T) {
	if got := sarifText(`a{0}[b](1)\`); got != `a{{0}}\[b\](1)\` {
		t.Errorf("got %s", got)
	}
}

func TestArtifactsArePercentEncoded(t *testing.T) {
	for path, want := range map[string]string{
		"来稿/a b#1.md": "%E6%9D%A5%E7%A8%BF/a%20b%231.md", "/外/短.txt": "file:///%E5%A4%96/%E7%9F%AD.txt", "a:b.md": "./a:b.md", "../a%.md": "../a%25.md",
	} {
		if got := artifact(path).URI; got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestFingerprintsStayWhereLinesMove(t *testing.T) {
	one := results(t, sarifOf(check()))
	moved := checked()
	moved.Drafts[0].At = func(off int) (int, int) { return 1000 + off, 1 }
	seen := map[string]bool{}
	for i, r := range results(t, sarifOf(NewCheck(moved))) {
		key := r.Fingerprints["claimHash/v1"]
		if key != one[i].Fingerprints["claimHash/v1"] {
			t.Errorf("result %d has another fingerprint", i)
		}
		if seen[key] {
			t.Errorf("two results have the fingerprint %s", key)
		}
		seen[key] = true
	}
}

// many is a draft with n quotations that are in no document.
func many(n int) Check {
	text := strings.Repeat("“无此文字”。", n)
	var claims []quote.Judged
	for i := range n {
		start := i*len("“无此文字”。") + len("“")
		v := quote.Unsure
		if i == n-1 {
			v = quote.Absent
		}
		claims = append(claims, quote.Judged{Claim: quote.Claim{Kind: quote.Quotation, Span: quote.Span{Start: start, End: start + len("无此文字")}, Text: "无此文字"}, Verdict: v})
	}
	doc := &corpus.Document{Text: text}
	return NewCheck(Checked{FailOn: []quote.Verdict{quote.Absent}, Drafts: []Draft{{Path: "多.txt", Report: quote.Report{Draft: doc, Claims: claims}, At: func(off int) (int, int) { return 1, off/3 + 1 }}}})
}

func TestSARIFSaysWhatItLeavesOut(t *testing.T) {
	for name, log := range map[string]sarifLog{"results": newSARIF(many(10), 4, 1<<20), "bytes": newSARIF(many(10), 100, 1500)} {
		list := results(t, log)
		notes := log.Runs[0].Invocations[0].Notifications
		if len(list) == 0 || len(list) > 6 || list[0].Level != "error" {
			t.Errorf("%s: %d results, %+v", name, len(list), list)
		}
		if len(notes) != 1 || !strings.Contains(notes[0].Message.Text, fmt.Sprint(10-len(list))) {
			t.Errorf("%s: %+v", name, notes)
		}
	}
}

func TestUnreadableDraftsAreNoSuccess(t *testing.T) {
	x := sarifOf(check()).Runs[0].Invocations[0]
	if x.Successful || x.Notifications[0].Level != "error" || x.Notifications[0].Locations[0].Physical.Artifact.URI != "./%E5%9D%8F,%E7%A8%BF:1.md" {
		t.Errorf("%+v", x)
	}
	if !sarifOf(NewCheck(wrapped())).Runs[0].Invocations[0].Successful {
		t.Error("drafts that were all read are a success")
	}
}
