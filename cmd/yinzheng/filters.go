package main

import (
	"errors"

	"github.com/spf13/cobra"

	"yinzheng/corpus"
	"yinzheng/internal/concord"
	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

// filters are the flags that say which documents count: their values by flag.
type filters map[string]*[]string

func (f filters) add(cmd *cobra.Command) {
	for _, def := range query.Fields() {
		if def.Flag != "" {
			f[def.Flag] = cmd.Flags().StringArray(def.Flag, nil, "only documents where "+def.Help)
		}
	}
	complete(cmd, "type", corpus.Types())
}

// keep is the filter that the flags make, nil for none.
func (f filters) keep() (func(corpus.Info) bool, error) {
	keep, err := concord.NewFilter(func(flag string) []string { return *f[flag] })
	if bad := (*concord.FilterError)(nil); errors.As(err, &bad) {
		return nil, usage(bad.Syntax.Hint, "--%s", bad)
	}
	return keep, err
}

// given is the filters, for the answer to say.
func (f filters) given() report.Filters {
	given := report.Filters{}
	for _, def := range query.Fields() {
		if def.Flag != "" && len(*f[def.Flag]) > 0 {
			given[def.Flag] = *f[def.Flag]
		}
	}
	return given
}
