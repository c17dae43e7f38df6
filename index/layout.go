package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"yinzheng/internal/analysis"
)

// Layout is the version of the files' form. See doc.go.
const Layout = 1

// readersVersion names what package corpus makes of a file; another one
// means that unchanged files must be read again.
const readersVersion = 1

const (
	currentName   = "CURRENT"
	lockName      = "LOCK"
	manifestName  = "manifest.json"
	documentsName = "documents"
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
	Packs      []packRow `json:"packs"`
	Files      []fileRow `json:"files"`
	Unread     []Unread  `json:"unread"`
	Skipped    int       `json:"skipped"`
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
	var version struct{ Layout int }
	if err := json.Unmarshal(b, &version); err != nil {
		return nil, &DamagedError{path, err.Error()}
	}
	if version.Layout != Layout {
		return nil, &LayoutError{version.Layout, Layout}
	}
	m := new(manifest)
	if err := json.Unmarshal(b, m); err != nil {
		return nil, &DamagedError{path, err.Error()}
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

// outdated tells whether grams and letters were made by another folding.
func (m *manifest) outdated() bool { return m.Fold != analysis.FoldVersion }

// writeFile writes a new file by a function and syncs it.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

func writeBytes(path string, b []byte) error {
	return writeFile(path, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// syncDir makes the names in a folder durable.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// link makes to the same file as from: a hard link, else a copy.
func link(from, to string) error {
	if os.Link(from, to) == nil {
		return nil
	}
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	return writeFile(to, func(w io.Writer) error {
		_, err := io.Copy(w, src)
		return err
	})
}
