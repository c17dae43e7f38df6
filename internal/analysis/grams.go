package analysis

import "unicode/utf16"

const maxGrams = 200

// Grams appends the grams of a row of letters, each once and as UTF-8: its
// bigrams, or its only letter. A text that holds the letters in a row holds
// these grams, whatever marks stand between. Once the list has maxGrams, more
// would cost more than they rule out.
func Grams(list []string, units []uint16) []string {
	letters := utf16.Decode(units)
	if len(letters) == 1 {
		return appendNew(list, string(letters))
	}
	for i := 1; i < len(letters) && len(list) < maxGrams; i++ {
		list = appendNew(list, string(letters[i-1:i+1]))
	}
	return list
}

func appendNew(list []string, gram string) []string {
	for _, g := range list {
		if g == gram {
			return list
		}
	}
	return append(list, gram)
}
