package quote_test

import (
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
)

// acceptLibrary holds the real documents. It is made once for all acceptance
// tests of the package.
var acceptLibrary = sync.OnceValues(func() (*library, error) {
	return newLibrary(acceptFolder())
})

// acceptFolder is the folder of the real documents.
func acceptFolder() string {
	folder := os.Getenv("YINZHENG_CORPUS")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	if abs, err := filepath.Abs(folder); err == nil {
		return abs
	}
	return folder
}

// openAccept opens the real documents. Without them, or without the wish to
// wait, the test is skipped.
func openAccept(t *testing.T) *library {
	t.Helper()
	if os.Getenv("YINZHENG_ACCEPT") != "1" {
		t.Skip("takes minutes: runs with YINZHENG_ACCEPT=1 only (make accept)")
	}
	if _, err := os.Stat(filepath.Join(acceptFolder(), "laws")); err != nil {
		t.Skip("no corpus to test on, its folder belongs into YINZHENG_CORPUS: ", err)
	}
	l, err := acceptLibrary()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// acceptSeed decides what is drawn; YINZHENG_SEED repeats a run.
func acceptSeed(t *testing.T) uint64 {
	t.Helper()
	seed := uint64(20_210_101)
	if s := os.Getenv("YINZHENG_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal("YINZHENG_SEED: ", err)
		}
	}
	t.Logf("YINZHENG_SEED=%d", seed)
	return seed
}
