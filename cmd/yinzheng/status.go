package main

import (
	"github.com/spf13/cobra"

	"yinzheng/internal/report"
)

func newStatus(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "what the index holds, and what could not be read",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("yinzheng --index DIR status", "status takes no arguments")
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			ix, err := a.open()
			if err != nil {
				return err
			}
			defer ix.Close()
			return a.answer().Status(report.NewStatus(ix.Status()))
		},
	}
}
