package server

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"net/http"
	"strconv"
	"sync"

	"yinzheng/internal/quote"
	"yinzheng/internal/report"
)

// schemasJSON are the schemas of answers (JSON Schema 2020-12), by name.
// Tests validate every answer against them.
//
//go:embed schemas.json
var schemasJSON []byte

// object is one of a JSON document.
type object = map[string]any

// openAPI is /api/openapi.json, which is put together of the same tables that
// the handlers read.
func (s *Server) openAPI() http.Handler {
	made := sync.OnceValues(func() ([]byte, error) { return s.description() })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := made()
		if err != nil {
			s.fail(w, r, err)
			return
		}
		write(w, http.StatusOK, typeJSON, body)
	})
}

// description is the API in the form of OpenAPI 3.1.
func (s *Server) description() ([]byte, error) {
	var schemas object
	if err := json.Unmarshal(schemasJSON, &schemas); err != nil {
		return nil, err
	}
	paths := object{}
	for _, e := range endpoints() {
		paths[e.path] = object{lower(e.method): e.operation()}
	}
	doc := object{
		"openapi": "3.1.1",
		"info": object{
			"title": "yinzheng", "version": cmp.Or(s.version, "unknown"),
			"summary":     "Full-text search for Chinese policy documents",
			"description": "Spans (start, end) are bytes of a document's text in UTF-8, lines are 1-based lines of its file, columns count code points. What is unknown is null. Every list answer has complete, generation, limit (0: all) and offset. Pages of one list: repeat the request with another offset and with generation as the first page had it; what is no longer open is 410.",
		},
		"servers": []any{object{"url": "/"}},
		"paths":   paths,
		"components": object{
			"schemas": schemas,
			"responses": object{"Problem": object{
				"description": "what is wrong, and what to do about it (RFC 9457)",
				"content":     object{"application/problem+json": object{"schema": ref("Problem")}},
			}},
			"securitySchemes": object{"token": object{"type": "http", "scheme": "bearer"}, "session": object{"type": "apiKey", "in": "cookie", "name": sessionCookie}},
		},
	}
	if len(s.keys) > 0 {
		doc["security"] = []any{object{"token": []any{}}, object{"session": []any{}}}
	}
	return json.MarshalIndent(doc, "", " ")
}

func lower(method string) string {
	if method == http.MethodPost {
		return "post"
	}
	return "get"
}

func ref(name string) object { return object{"$ref": "#/components/schemas/" + name} }

func (e endpoint) operation() object {
	content := object{}
	for _, f := range e.formats {
		schema := object{"type": "string"}
		if f == report.JSON {
			schema = ref(e.schema)
		}
		content[mediaType(f)] = object{"schema": schema}
	}
	responses := object{"200": object{"description": e.summary, "content": content}}
	for _, status := range append([]int{400, 401, 403, 405, 422, 500, 503}, e.statuses...) {
		responses[strconv.Itoa(status)] = object{"$ref": "#/components/responses/Problem"}
	}
	op := object{"operationId": e.id, "summary": e.summary, "parameters": e.described(), "responses": responses}
	if e.method == http.MethodPost {
		op["requestBody"] = draftBody()
	}
	return op
}

// described is the parameters, those of the path first.
func (e endpoint) described() []object {
	list := []object{}
	if e.id == "document" {
		list = append(list, object{"name": "id", "in": "path", "required": true, "schema": object{"type": "string"},
			"description": "id, path, unique end of a path, 文号 or exact title, percent-encoded"})
	}
	for _, p := range e.parameters() {
		x := object{"name": p.name, "in": "query", "description": p.help, "schema": p.schema()}
		if p.required {
			x["required"] = true
		}
		if p.many {
			x["explode"] = true
		}
		list = append(list, x)
	}
	return list
}

func (p parameter) schema() object {
	switch {
	case p.many && p.any != nil:
		return object{"type": "array", "items": object{"type": "string", "enum": p.any}}
	case p.many:
		return object{"type": "array", "items": object{"type": "string"}}
	case p.flag:
		return object{"type": "boolean", "default": false}
	case p.high > 0:
		x := object{"type": "integer", "minimum": p.low, "maximum": p.high}
		if p.otherwise >= p.low {
			x["default"] = p.otherwise
		}
		return x
	case p.share > 0:
		return object{"oneOf": []any{object{"type": "number", "minimum": quote.LeastNear, "maximum": 1}, object{"const": "off"}}, "default": p.share}
	case len(p.words) == 0:
		return object{"type": "string"}
	case p.words[0] == "":
		return object{"type": "string", "enum": p.words[1:]}
	}
	return object{"type": "string", "enum": p.words, "default": p.words[0]}
}

// draftBody is the ways in which a draft can be sent.
func draftBody() object {
	form := object{"type": "object", "properties": object{
		"text": object{"type": "string", "description": "the draft"},
		"file": object{"type": "string", "format": "binary", "description": "the draft as a file, in any encoding that documents can be in"},
	}, "description": "parameters can be fields, too, but for format"}
	return object{"required": true, "content": object{
		"text/*":                            object{"schema": object{"type": "string"}},
		"application/octet-stream":          object{"schema": object{"type": "string", "format": "binary"}},
		"multipart/form-data":               object{"schema": form},
		"application/x-www-form-urlencoded": object{"schema": form},
	}}
}
