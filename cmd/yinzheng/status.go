package main

import (
	"github.com/spf13/cobra"

	"yinzheng/internal/report"
)

func newStatus(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "what the index holds, what could not be read, and what is gone",
		Args:  noArguments("status"),
		RunE: func(*cobra.Command, []string) error {
			ix, err := a.open()
			if err != nil {
				return err
			}
			defer ix.Close()
			fingerprint, err := ix.Fingerprint()
			if err != nil {
				return err
			}
			gone, err := ix.Gone()
			if err != nil {
				return err
			}
			status := report.NewStatus(ix.Status(), fingerprint)
			status.Gone = gone
			return a.answer().Status(status)
		},
	}
}

// noArguments refuses them: a folder is meant for --index.
func noArguments(verb string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usage("yinzheng --index DIR "+verb, "%s takes no arguments", verb)
		}
		return nil
	}
}
