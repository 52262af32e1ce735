package command

import (
	"slices"
	"strconv"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

func nodesAllowed() string { return lang.F("nodes are 1-%d", view.MaxNodes) }

// nodeWhere is a node, "2" or "n2". Completion offers those that fit.
func nodeWhere(fits func(*view.Node) bool) *Type {
	return oneWord(nodesAllowed, view.NodeID(0), readNode, writeNode).
		offering(func(v *view.View) []string { return nodeWords(v, fits) })
}

// A node that there is, that is up, that is down, and one that there is not yet.
var (
	aNode   = nodeWhere(func(n *view.Node) bool { return n != nil })
	upNode  = nodeWhere(func(n *view.Node) bool { return n != nil && isUp(n) })
	offNode = nodeWhere(func(n *view.Node) bool { return n != nil && isDown(n) })
	newNode = nodeWhere(func(n *view.Node) bool { return n == nil })
)

// nodeOrAll is a node that is up or the word all, which is node 0.
var nodeOrAll = oneWord(func() string { return lang.F("%s, or all", nodesAllowed()) }, view.NodeID(0),
	func(word string) (view.NodeID, error) {
		if word == "all" {
			return 0, nil
		}
		return readNode(word)
	},
	func(id view.NodeID) string {
		if id == 0 {
			return "all"
		}
		return writeNode(id)
	},
).offering(func(v *view.View) []string {
	return append([]string{"all"}, nodeWords(v, func(n *view.Node) bool { return n != nil && isUp(n) })...)
})

// nodeList is nodes with commas between them, "1,2".
var nodeList = oneWord(allows("nodes with commas between them, as 1,2"), []view.NodeID(nil), readNodes, writeNodes).
	offering(func(v *view.View) []string { return nodeWords(v, func(n *view.Node) bool { return n != nil }) })

func readNode(word string) (view.NodeID, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(word, "n"))
	switch {
	case err != nil || strings.ContainsAny(word, "+-"):
		return 0, isNot("a node", nodesAllowed())
	case n < 1 || n > view.MaxNodes:
		return 0, lang.E("is out of range; %s", nodesAllowed())
	}
	return view.NodeID(n), nil
}

func writeNode(id view.NodeID) string {
	if id == 0 {
		return ""
	}
	return strconv.Itoa(int(id))
}

// readNodes reads "1,2": one node at least, none twice.
func readNodes(word string) ([]view.NodeID, error) {
	var ids []view.NodeID
	for _, part := range strings.Split(word, ",") {
		id, err := readNode(part)
		switch {
		case err != nil:
			return nil, isNot("a list of nodes", lang.F("%s, with commas between them", nodesAllowed()))
		case slices.Contains(ids, id):
			return nil, lang.E("has node %d twice; once is allowed", id)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func writeNodes(ids []view.NodeID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = writeNode(id)
	}
	return strings.Join(words, ",")
}

// nodeWords are the numbers of the nodes that fit; without a view, of all.
func nodeWords(v *view.View, fits func(*view.Node) bool) []string {
	var words []string
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		if v == nil || fits(v.Node(id)) {
			words = append(words, writeNode(id))
		}
	}
	return words
}

// linkAllowed says how a link is written.
func linkAllowed() string { return lang.T("a link is two different nodes, as 1->2") }

// aLink is one direction between two nodes, "1->2".
var aLink = oneWord(linkAllowed, view.Link{}, readLink, writeLink).offering(linkWords)

// linkOrAll is a link or the word all, which is the zero Link.
var linkOrAll = oneWord(func() string { return lang.F("%s, or all", linkAllowed()) }, view.Link{},
	func(word string) (view.Link, error) {
		if word == "all" {
			return view.Link{}, nil
		}
		return readLink(word)
	},
	writeLink,
).offering(func(v *view.View) []string { return append([]string{"all"}, linkWords(v)...) })

func readLink(word string) (view.Link, error) {
	from, to, _ := strings.Cut(word, "->")
	a, errA := readNode(from)
	b, errB := readNode(to)
	switch {
	case errA != nil || errB != nil:
		return view.Link{}, isNot("a link", linkAllowed()+lang.T("; ")+nodesAllowed())
	case a == b:
		return view.Link{}, isNot("a link", linkAllowed())
	}
	return view.Link{From: a, To: b}, nil
}

func writeLink(l view.Link) string {
	if l == (view.Link{}) {
		return "all"
	}
	return writeNode(l.From) + "->" + writeNode(l.To)
}

// linkWords are the links between the nodes that there are.
func linkWords(v *view.View) []string {
	var words []string
	for _, from := range nodeWords(v, func(n *view.Node) bool { return n != nil }) {
		for _, to := range nodeWords(v, func(n *view.Node) bool { return n != nil }) {
			if from != to && v != nil {
				words = append(words, from+"->"+to)
			}
		}
	}
	return words
}
