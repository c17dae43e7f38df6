package concord

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// plain refuses what makes a YAML file mean something else than it shows.
func (r *conceptReader) plain(n *yaml.Node) error {
	switch {
	case n.Kind == yaml.AliasNode:
		return r.fail(n, "an alias (*…) stands here", aliasHint)
	case n.Anchor != "":
		return r.fail(n, "an anchor (&…) stands here", aliasHint)
	case n.Style&yaml.TaggedStyle != 0:
		return r.fail(n, "a tag (!…) stands here", "leave it out; where a text begins with !, put '…' around it")
	}
	return nil
}

// text reads one text, without the white space around it.
func (r *conceptReader) text(n *yaml.Node, what string) (string, error) {
	if err := r.plain(n); err != nil {
		return "", err
	}
	switch n.Kind {
	case yaml.SequenceNode:
		return "", r.fail(n, what+" is one text, this is a list", "write one text without - and [ ]")
	case yaml.MappingNode:
		return "", r.fail(n, what+" is one text, these are keys with values",
			"put '…' around a text that has a colon and a space, or { } in it")
	}
	return strings.TrimSpace(n.Value), nil
}

// list reads a list, which what names. A text stands for a list of one;
// nothing at all is a list of none.
func (r *conceptReader) list(n *yaml.Node, what string) ([]*yaml.Node, error) {
	if err := r.plain(n); err != nil {
		return nil, err
	}
	switch {
	case n.Kind == yaml.MappingNode:
		return nil, r.fail(n, what+" is a list, these are keys with values", "write - and a space before each of the list")
	case isNothing(n):
		return nil, nil
	case n.Kind == yaml.ScalarNode:
		return []*yaml.Node{n}, nil
	}
	for _, x := range n.Content {
		if n.Style&yaml.FlowStyle != 0 && x.Kind == yaml.ScalarNode && x.Style == 0 && strings.Contains(x.Value, "，") {
			return nil, r.fail(x, fmt.Sprintf("%s is one text: a comma of full width parts nothing", short(x.Value)),
				"write a comma of half width and a space, or put '…' around the text")
		}
	}
	return n.Content, nil
}

// isNothing tells that a key has no value at all.
func isNothing(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Value == ""
}

// short is text as a message quotes it.
func short(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "keys with values"
	}
	return "a text"
}
