package command

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// which says which messages in flight: "#41", "1->3", "1->3 MsgApp", "MsgApp", "all".
var which = &Type{
	allowed:    allows("#41, 1->3, 1->3 MsgApp, MsgApp or all"),
	zero:       cluster.Which{},
	read:       readWhich,
	write:      func(value any) string { return writeWhich(value.(cluster.Which)) },
	candidates: whichWords,
	long:       true,
}

func readWhich(words []string) (any, int, error) {
	first := words[0]
	switch {
	case first == "all":
		return cluster.Which{}, 1, nil
	case strings.HasPrefix(first, "#"):
		id, err := readNumber(first[1:], 1, math.MaxInt32)
		if err != nil {
			return nil, 1, isNot("a message's number", lang.T("it is written as #41"))
		}
		return cluster.Which{ID: id}, 1, nil
	case strings.Contains(first, "->"):
		return readLinkAndType(words)
	}
	t, err := readType(first)
	if err != nil {
		return nil, 1, lang.E("does not say which messages; #41, 1->3, 1->3 MsgApp, MsgApp or all does; %s", typesAllowed())
	}
	return cluster.Which{Type: t, Typed: true}, 1, nil
}

func readLinkAndType(words []string) (any, int, error) {
	link, err := readLink(words[0])
	w := cluster.Which{Link: link}
	if err != nil || len(words) == 1 || !strings.HasPrefix(words[1], "Msg") {
		return w, 1, err
	}
	if w.Type, err = readType(words[1]); err != nil {
		return nil, 2, lang.E("names no message type; %s", typesAllowed())
	}
	w.Typed = true
	return w, 2, nil
}

func writeWhich(w cluster.Which) string {
	switch {
	case w.ID != 0:
		return "#" + strconv.Itoa(w.ID)
	case w.Typed && w.Link != (view.Link{}):
		return writeLink(w.Link) + " " + w.Type.String()
	case w.Typed:
		return w.Type.String()
	}
	return writeLink(w.Link)
}

// messageTypes are those that travel between nodes.
func messageTypes() []raftpb.MessageType {
	var types []raftpb.MessageType
	for n := range raftpb.MessageType_name {
		t := raftpb.MessageType(n)
		if !raft.IsLocalMsg(t) {
			types = append(types, t)
		}
	}
	slices.Sort(types)
	return types
}

func readType(word string) (raftpb.MessageType, error) {
	for _, t := range messageTypes() {
		if t.String() == word {
			return t, nil
		}
	}
	return 0, isNot("a message type", typesAllowed())
}

func typesAllowed() string {
	var words []string
	for _, t := range messageTypes() {
		words = append(words, t.String())
	}
	return lang.F("message types are %s", strings.Join(words, ", "))
}

// whichWords are the messages in flight, the links that they are on, and their types.
func whichWords(v *view.View, before []string) []string {
	if v == nil {
		return nil
	}
	var numbers, links, types []string
	for _, m := range v.Messages {
		link := writeLink(view.Link{From: m.From, To: m.To})
		numbers = append(numbers, "#"+strconv.Itoa(m.ID))
		links = append(links, link)
		if len(before) == 0 || before[0] == link {
			types = append(types, m.Type.String())
		}
	}
	switch len(before) {
	case 0:
		return slices.Concat([]string{"all"}, numbers, unique(links), unique(types))
	case 1:
		return unique(types)
	}
	return nil
}

// unique are the words in order, each once.
func unique(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}
