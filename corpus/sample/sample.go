package sample

import (
	"bytes"
	"embed"
	"io/fs"
)

//go:embed 办法 报告 法规 规划 讲话 决定 来稿 批复 通知 问答 意见
var files embed.FS

//go:embed concepts.yaml
var concepts []byte

// Files returns the documents: one level of folders, each named after the
// kind of document in it, and nothing in them but documents. The bytes are
// as an author's disk would hold them; not all are UTF-8.
func Files() fs.FS { return files }

// Concepts is the concept file of the documents, in YAML.
func Concepts() []byte { return bytes.Clone(concepts) }
