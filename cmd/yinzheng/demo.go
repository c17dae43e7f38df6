package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"yinzheng/corpus/sample"
)

func newDemo(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "index the embedded sample in a temporary folder and run the verbs on it",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.demo(cmd.Context())
		},
	}
}

// demoRuns are the commands of the demo, one a line, in the words of a shell
// that knows single quotes only.
const demoRuns = `
index .
search 怎样引进高层次人才 --limit 3
search '“科技自立自强” 日期:2017..2021' --sort date --limit 3
search '"科技" NEAR/20 "人才"'
mentions 科技创新 --limit 6
mentions --count 科技創新
mentions --count ５.２％
mentions --pattern '"停一*有一"'
mentions --list-concepts
mentions --concept 科技 --limit 3 --sort right
mentions --concept 科技 --concept 人才 --chart
mentions 科技创新 --group left2 --limit 5
mentions 科技创新 --collocates --limit 5
mentions 科技创新 --dispersion --limit 5
quote 创新这条路，走一步有一步的风景，停一步有一步的代价 --limit 3
check 来稿
show 云澜省科技创新促进条例#第二十八条
show 云政发〔2021〕7号#（五）
index --dry-run .
status
verify
`

// demo runs the verbs in a folder of its own and takes it away again.
func (a *app) demo(ctx context.Context) (err error) {
	folder, err := os.MkdirTemp("", "yinzheng-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	documents := filepath.Join(folder, "云澜省")
	if err := os.CopyFS(documents, sample.Files()); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(documents, conceptFile), sample.Concepts(), 0o644); err != nil {
		return err
	}
	back, err := os.Getwd()
	if err != nil {
		return err
	}
	if err := os.Chdir(documents); err != nil {
		return err
	}
	defer os.Chdir(back)
	for line := range strings.Lines(strings.TrimSpace(demoRuns)) {
		if err := a.demonstrate(ctx, strings.TrimSpace(line)); err != nil {
			return err
		}
	}
	return nil
}

// demonstrate runs one command as a program of its own and shows it first.
func (a *app) demonstrate(ctx context.Context, line string) error {
	fmt.Fprintf(a.out, "$ yinzheng %s\n", line)
	if err := a.out.Flush(); err != nil {
		return err
	}
	sys := a.system
	sys.env = func(name string) string {
		if name == "YINZHENG_INDEX" {
			return ""
		}
		return a.env(name)
	}
	args := append(words(line), "--format="+a.format.value, "--color="+a.color.value)
	if code := run(ctx, args, sys); code > exitNothing && code != exitUnread {
		return hinted{error: fmt.Errorf("yinzheng %s: exit code %d", line, code), code: code}
	}
	fmt.Fprintln(a.out)
	return nil
}

// words parts a line at blanks outside of single quotes.
func words(line string) []string {
	var list []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			list = append(list, part)
		} else {
			list = append(list, strings.Fields(part)...)
		}
	}
	return list
}
