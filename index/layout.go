package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"yinzheng/internal/analysis"
)

// Layout is the version of the files' form that is written; those from
// oldestLayout on are read. See doc.go.
const (
	Layout       = 3
	oldestLayout = 1
)

// readersVersion names what package corpus makes of a file; another one
// means that unchanged files must be read again.
const readersVersion = 4

// CurrentFile is the file of an index folder that names the generation in
// force.
const CurrentFile = "CURRENT"

const (
	currentName   = CurrentFile
	nextName      = "CURRENT.next" // becomes CURRENT
	lockName      = "LOCK"
	manifestName  = "manifest.json"
	documentsName = "documents"
	changesName   = "changes"
	wordsName     = "words.fst"
	genPrefix     = "gen-"
)

// manifest describes a generation. It has no row for a document.
type manifest struct {
	Layout     int       `json:"layout"`
	Fold       int       `json:"fold"`
	Readers    int       `json:"readers"`
	Dictionary string    `json:"dictionary"` // its hash
	UserWords  string    `json:"user_words"` // hash of the user's words alone
	OwnWords   int       `json:"own_words"`  // how many of them
	Root       string    `json:"root"`       // relative to the index folder where it can be
	Built      time.Time `json:"built"`
	Documents  int       `json:"documents"`
	LongIDs    bool      `json:"long_ids,omitempty"` // some id has more digits than usual
	Packs      []packRow `json:"packs"`              // by slot; one without a name is free
	Files      []fileRow `json:"files"`
	Unread     []Unread  `json:"unread"`
	Skipped    int       `json:"skipped"`
	Metadata   string    `json:"metadata,omitempty"` // the file named by UpdateOptions.Metadata, as a document's path
}

// packRow counts what a pack holds, dead texts too.
type packRow struct {
	Name      string `json:"name"` // of its files: text/NAME.text, bleve/NAME.zap
	Texts     int    `json:"texts"`
	Passages  int    `json:"passages"`
	TextBytes int64  `json:"text_bytes"`
	Letters   int64  `json:"letters"`
}

func (p packRow) textFile() string { return "text/" + p.Name + ".text" }
func (p packRow) zapFile() string  { return "bleve/" + p.Name + ".zap" }

// fileRow says what a file of the generation must be.
type fileRow struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	CRC  uint32 `json:"crc32c"`
}

// Unread is a file that was to be indexed and could not be read.
type Unread struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// readCurrent is the name of the generation in force.
func readCurrent(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, currentName))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s: %w", dir, ErrNoIndex)
	}
	if errors.Is(err, syscall.EISDIR) {
		return "", &DamagedError{filepath.Join(dir, currentName), "it is a folder"}
	}
	if err != nil {
		return "", err
	}
	name := strings.TrimSpace(string(b))
	var n int
	if _, err := fmt.Sscanf(name, genPrefix+"%d", &n); err != nil || name != genName(n) {
		return "", &DamagedError{filepath.Join(dir, currentName), "it names no generation"}
	}
	return name, nil
}

func genName(n int) string { return fmt.Sprintf("%s%06d", genPrefix, n) }

// readManifest reads a generation's manifest and checks that this program
// can read the rest, and that every file is there with its size.
func readManifest(gen string) (*manifest, error) {
	path := filepath.Join(gen, manifestName)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m, err := parseManifest(path, b)
	if err != nil {
		return nil, err
	}
	for _, f := range m.Files {
		st, err := os.Stat(filepath.Join(gen, filepath.FromSlash(f.Name)))
		if err != nil {
			return nil, &DamagedError{filepath.Join(gen, f.Name), "the file is missing"}
		}
		if st.Size() != f.Size {
			return nil, &DamagedError{filepath.Join(gen, f.Name), fmt.Sprintf("it has %d bytes, not %d", st.Size(), f.Size)}
		}
	}
	return m, nil
}

// parseManifest looks at the layout first: of another one nothing else is
// known.
func parseManifest(path string, b []byte) (*manifest, error) {
	var version struct {
		Layout int `json:"layout"`
	}
	if err := json.Unmarshal(b, &version); err != nil {
		return nil, &DamagedError{path, err.Error()}
	}
	if version.Layout < 1 {
		return nil, &DamagedError{path, "it names no layout"}
	}
	if version.Layout < oldestLayout || version.Layout > Layout {
		return nil, &LayoutError{version.Layout, Layout}
	}
	m := new(manifest)
	if err := json.Unmarshal(b, m); err != nil {
		return nil, &DamagedError{path, err.Error()}
	}
	for _, p := range m.Packs {
		if strings.ContainsAny(p.Name, `/\`) {
			return nil, &DamagedError{path, fmt.Sprintf("it names a pack %q", p.Name)}
		}
	}
	return m, nil
}

// has tells whether the generation has a file.
func (m *manifest) has(name string) bool {
	return slices.ContainsFunc(m.Files, func(f fileRow) bool { return f.Name == name })
}

// outdated tells whether grams and letters were made by another folding.
func (m *manifest) outdated() bool { return m.Fold != analysis.FoldVersion }
