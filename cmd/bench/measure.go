package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// process is what one run of a program took.
type process struct {
	Wall   time.Duration
	Memory int64 // bytes at most
}

// measure runs a program to its end, by way of a bench that does nothing else:
// on Linux the most memory of a process counts in what its parent had when it
// was started, and this one reads all texts.
func (b *bench) measure(args ...string) (p process, err error) {
	self, err := os.Executable()
	if err != nil {
		return p, err
	}
	cmd := exec.Command(self, append([]string{"-run", "--"}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return p, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return p, json.Unmarshal(out, &p)
}

// runOne is that other bench: it prints a process as JSON. That nothing was
// found is no error.
func runOne(args []string) error {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stderr = os.Stderr
	cmd.Stdout = io.Discard // a pipe: some programs do less where they see /dev/null
	start := time.Now()
	err := cmd.Run()
	p := process{Wall: time.Since(start)}
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return err
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		p.Memory = int64(usage.Maxrss) * 1024 // kilobytes on Linux
	}
	return json.NewEncoder(os.Stdout).Encode(p)
}

// median is the middle wall time of the runs.
func (b *bench) median(args ...string) (time.Duration, error) {
	var all []time.Duration
	for range b.runs {
		p, err := b.measure(args...)
		if err != nil {
			return 0, err
		}
		all = append(all, p.Wall)
	}
	return middle(all), nil
}

func middle(all []time.Duration) time.Duration {
	if len(all) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(all))[len(all)/2]
}

// sizes is the bytes of the indexed text and of the index folder.
func (b *bench) sizes() (text, folder int64, err error) {
	out, err := exec.Command(b.yinzheng, "--index", b.index, "--json", "status").Output()
	if err != nil {
		return 0, 0, err
	}
	var status struct {
		TextBytes  int64 `json:"text_bytes"`
		IndexBytes int64 `json:"index_bytes"`
	}
	if err := json.Unmarshal(out, &status); err != nil {
		return 0, 0, err
	}
	if status.TextBytes == 0 {
		return 0, 0, errors.New("status says nothing of text_bytes")
	}
	return status.TextBytes, status.IndexBytes, nil
}

func ripgrep() (string, error) { return exec.LookPath("rg") }

func version(rg string) string {
	if rg == "" {
		return "not installed"
	}
	out, err := exec.Command(rg, "--version").Output()
	if err != nil {
		return err.Error()
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return line
}
