package concord

import (
	"fmt"
	"math"
	"strings"
)

// Measure says how much more often than chance two things stand together.
// With the names of the table (a word's tokens and all others, near a mention
// and elsewhere), all of them whole numbers of tokens,
//
//	           near     elsewhere
//	the word   O11      O12         f = O11+O12
//	others     O21      O22
//	           W        N−W         N
//
// and Eij = (sum of row i)·(sum of column j)/N, so that E11 = W·f/N is what
// chance lets expect, the measures are:
type Measure string

const (
	// LogLikelihood is G² = 2·Σ Oij·ln(Oij/Eij), where 0·ln 0 = 0: how sure it
	// is that they go together. T. Dunning, Accurate Methods for the Statistics
	// of Surprise and Coincidence, Computational Linguistics 19(1), 1993.
	LogLikelihood Measure = "log-likelihood"
	// PMI is log2(O11/E11), pointwise mutual information: how closely. It
	// prefers what is rare. K. W. Church and P. Hanks, Word Association Norms,
	// Mutual Information, and Lexicography, Computational Linguistics 16(1), 1990.
	PMI Measure = "pmi"
	// LogDice is 14 + log2(2·O11/(M+f)), M the mentions: how much of both is
	// together, whatever N is. P. Rychlý, A Lexicographer-Friendly Association
	// Score, RASLAN 2008. Its 14 is no bound here: one mention can have several
	// tokens of a word near.
	LogDice Measure = "logdice"
)

// Measures names all of them, the default first.
func Measures() []string {
	return []string{string(LogLikelihood), string(PMI), string(LogDice)}
}

// ParseMeasure reads one of Measures; "" is the default.
func ParseMeasure(name string) (Measure, error) {
	switch m := Measure(name); m {
	case "":
		return LogLikelihood, nil
	case LogLikelihood, PMI, LogDice:
		return m, nil
	}
	return "", fmt.Errorf("measure %q: write %s", name, strings.Join(Measures(), ", "))
}

// together is the table of a word and the mentions of a pattern.
type together struct {
	near, total int // O11 and f
	window, all int // W and N
	mentions    int // M
}

// expected is E11.
func (t together) expected() float64 {
	return float64(t.window) * float64(t.total) / float64(t.all)
}

// score is the measure of a word that has a token near.
func (m Measure) score(t together) float64 {
	switch m {
	case PMI:
		return math.Log2(float64(t.near) / t.expected())
	case LogDice:
		return 14 + math.Log2(2*float64(t.near)/float64(t.mentions+t.total))
	}
	return t.logLikelihood()
}

func (t together) logLikelihood() float64 {
	sum := 0.0
	for _, cell := range [...]struct{ observed, row, column int }{
		{t.near, t.total, t.window},
		{t.total - t.near, t.total, t.all - t.window},
		{t.window - t.near, t.all - t.total, t.window},
		{t.all - t.window - t.total + t.near, t.all - t.total, t.all - t.window},
	} {
		if cell.observed > 0 {
			o := float64(cell.observed)
			sum += o * math.Log(o*float64(t.all)/(float64(cell.row)*float64(cell.column)))
		}
	}
	return 2 * sum
}
