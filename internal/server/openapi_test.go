package server

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// contract holds answers to what openapi.json says of them.
type contract struct {
	t        testing.TB
	paths    map[string]map[string]operationDoc
	mu       sync.Mutex // guards what follows: requests come side by side
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema // by $ref
}

type operationDoc struct {
	Responses map[string]json.RawMessage
}

type responseDoc struct {
	Ref     string `json:"$ref"`
	Content map[string]struct {
		Schema struct {
			Ref  string `json:"$ref"`
			Type string
		}
	}
}

func newContract(t testing.TB, s *Server) *contract {
	t.Helper()
	data, err := s.description()
	if err != nil {
		t.Fatal(err)
	}
	c := &contract{t: t, compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	var doc struct {
		Paths map[string]map[string]operationDoc
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	c.paths = doc.Paths
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.compiler.AddResource("openapi.json", value); err != nil {
		t.Fatal(err)
	}
	return c
}

// schema is the one that a reference names.
func (c *contract) schema(ref string) *jsonschema.Schema {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if s, ok := c.schemas[ref]; ok {
		return s
	}
	s, err := c.compiler.Compile("openapi.json" + ref)
	if err != nil {
		c.t.Fatalf("schema %s: %v", ref, err)
	}
	c.schemas[ref] = s
	return s
}

// check holds the answer of a request of the API to the contract: status,
// media type and body.
func (c *contract) check(r *http.Request, w *httptest.ResponseRecorder) {
	c.t.Helper()
	operation, ok := c.operation(r)
	if r.Method == http.MethodHead || w.Body.Len() == 0 {
		return
	}
	if !ok {
		if strings.HasPrefix(r.URL.Path, "/api/") && w.Code >= 400 {
			c.valid("#/components/schemas/Problem", w.Body.Bytes())
		}
		return
	}
	var response responseDoc
	raw, ok := operation.Responses[fmt.Sprint(w.Code)]
	if !ok {
		c.t.Errorf("%s %s: status %d is not described", r.Method, r.URL, w.Code)
		return
	}
	if err := json.Unmarshal(raw, &response); err != nil {
		c.t.Fatal(err)
	}
	kind := w.Header().Get("Content-Type")
	if response.Ref == "#/components/responses/Problem" {
		if kind != "application/problem+json" {
			c.t.Errorf("%s: a problem of type %s", r.URL, kind)
		}
		c.valid("#/components/schemas/Problem", w.Body.Bytes())
		return
	}
	content, ok := response.Content[kind]
	if !ok {
		c.t.Errorf("%s: the type %s is not described", r.URL, kind)
	}
	c.body(r, kind, content.Schema.Ref, w.Body.Bytes())
}

// body is of the form that its media type promises.
func (c *contract) body(r *http.Request, kind, ref string, body []byte) {
	c.t.Helper()
	switch {
	case ref != "":
		c.valid(ref, body)
	case strings.HasPrefix(kind, "application/jsonl"):
		for line := range bytes.Lines(body) {
			if !json.Valid(line) {
				c.t.Errorf("%s: no JSON: %s", r.URL, line)
			}
		}
	case strings.HasPrefix(kind, "text/csv"):
		if _, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff")))).ReadAll(); err != nil {
			c.t.Errorf("%s: %v", r.URL, err)
		}
	}
}

func (c *contract) operation(r *http.Request) (operationDoc, bool) {
	path := r.URL.Path
	if strings.HasPrefix(path, "/api/documents/") {
		path = "/api/documents/{id}"
	}
	x, ok := c.paths[path][strings.ToLower(r.Method)]
	return x, ok
}

func (c *contract) valid(ref string, body []byte) {
	c.t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err == nil {
		err = c.schema(ref).Validate(value)
	}
	if err != nil {
		c.t.Errorf("not as %s says: %v\n%.600s", ref, err, body)
	}
}

func TestTheDescriptionIsOpenAPI(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	w := l.get("GET", "/api/openapi.json")
	if w.Code != 200 || w.Header().Get("Content-Type") != typeJSON {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	schema, err := jsonschema.NewCompiler().Compile("testdata/openapi-schema-3.1.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Error(err)
	}
	var schemas map[string]any
	if err := json.Unmarshal(schemasJSON, &schemas); err != nil {
		t.Fatal(err)
	}
	for name := range schemas {
		if l.contract.schema("#/components/schemas/"+name) == nil {
			t.Errorf("no schema %s", name)
		}
	}
}

// TestTheContractFails shows that answers are held to it.
func TestTheContractFails(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for _, body := range []string{`{}`, `{"query":1}`, `[]`, `{"generation":"gen-000001"}`} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"Search", "MentionsAnswer", "Quote", "Check", "Show", "Status", "Concepts", "Problem"} {
			if l.contract.schema("#/components/schemas/"+name).Validate(value) == nil {
				t.Errorf("%s takes %s", name, body)
			}
		}
	}
}

func TestTheDescriptionNamesTokens(t *testing.T) {
	l := newLibrary(t, DefaultLimits(), func(o *Options) { o.Tokens = []string{"0123456789abcdef"} })
	data, err := l.description()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte(`"security": [`)) {
		t.Error("no security")
	}
}
