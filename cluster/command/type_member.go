package command

import (
	"errors"
	"slices"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// groups are those of a partition: "1,2 | 3".
var groups = &Type{
	allowed: func() string {
		return lang.F("groups of nodes with | between them, as 1,2 | 3; %s", nodesAllowed())
	},
	zero: [][]view.NodeID(nil),
	read: readGroups,
	write: func(value any) string {
		var words []string
		for _, g := range value.([][]view.NodeID) {
			words = append(words, writeNodes(g))
		}
		return strings.Join(words, " | ")
	},
	candidates: groupWords,
	long:       true,
}

// readGroups reads all words that are left: within them the blanks around |
// and commas are free.
func readGroups(words []string) (any, int, error) {
	var groups [][]view.NodeID
	seen := make(map[view.NodeID]bool)
	for _, text := range strings.Split(strings.Join(words, " "), "|") {
		nodes := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
		if len(nodes) == 0 {
			return nil, len(words), errors.New(lang.T("has an empty group; groups are written as 1,2 | 3"))
		}
		group, err := readNodes(strings.Join(nodes, ","))
		if err != nil {
			return nil, len(words), lang.E("has a group that %w", err)
		}
		for _, id := range group {
			if seen[id] {
				return nil, len(words), lang.E("has node %d in two groups; a node is in one", id)
			}
			seen[id] = true
		}
		groups = append(groups, group)
	}
	return groups, len(words), nil
}

// groupWords are the nodes that are in no group yet, and the bar.
func groupWords(v *view.View, before []string) []string {
	taken := strings.FieldsFunc(strings.Join(before, " "), func(r rune) bool { return strings.ContainsRune(", |n", r) })
	free := slices.DeleteFunc(nodeWords(v, func(n *view.Node) bool { return n != nil }), func(word string) bool {
		return slices.Contains(taken, word)
	})
	if len(before) > 0 && before[len(before)-1] != "|" {
		return []string{"|"}
	}
	return free
}

// changes are those of one ConfChangeV2: "+4 ~5 -1".
var changes = &Type{
	allowed: func() string {
		return lang.F("+N makes N a voter, ~N a learner, -N removes it; %s", nodesAllowed())
	},
	zero: []raftpb.ConfChangeSingle(nil),
	read: readChanges,
	write: func(value any) string {
		var words []string
		for _, c := range value.([]raftpb.ConfChangeSingle) {
			words = append(words, changeSigns[c.Type]+writeNode(view.NodeID(c.NodeID)))
		}
		return strings.Join(words, " ")
	},
	candidates: changeWords,
	long:       true,
}

var changeSigns = map[raftpb.ConfChangeType]string{
	raftpb.ConfChangeAddNode:        "+",
	raftpb.ConfChangeAddLearnerNode: "~",
	raftpb.ConfChangeRemoveNode:     "-",
}

var changeTypes = map[byte]raftpb.ConfChangeType{
	'+': raftpb.ConfChangeAddNode,
	'~': raftpb.ConfChangeAddLearnerNode,
	'-': raftpb.ConfChangeRemoveNode,
}

// readChanges reads words as long as they are changes, one at least.
func readChanges(words []string) (any, int, error) {
	var changes []raftpb.ConfChangeSingle
	for i, word := range words {
		kind, ok := raftpb.ConfChangeAddNode, false
		if word != "" {
			kind, ok = changeTypes[word[0]]
		}
		if !ok && i > 0 {
			break
		}
		if !ok {
			return nil, 1, isNot("a change", lang.T("+N makes N a voter, ~N a learner, -N removes it"))
		}
		id, err := readNode(word[1:])
		if err != nil {
			return nil, i + 1, isNot("a change", nodesAllowed())
		}
		if slices.ContainsFunc(changes, func(c raftpb.ConfChangeSingle) bool { return c.NodeID == uint64(id) }) {
			return nil, i + 1, lang.E("changes node %d twice; once is allowed", id)
		}
		changes = append(changes, raftpb.ConfChangeSingle{Type: kind, NodeID: uint64(id)})
	}
	return changes, len(changes), nil
}

// changeWords are the members to remove and the nodes to add.
func changeWords(v *view.View, before []string) []string {
	var words []string
	for _, id := range nodeWords(v, func(*view.Node) bool { return true }) {
		sign := "+"
		if v != nil && v.Node(view.NodeID(id[0]-'0')) != nil {
			sign = "-"
		}
		if !slices.ContainsFunc(before, func(word string) bool { return strings.HasSuffix(word, id) }) {
			words = append(words, sign+id)
		}
	}
	return words
}
