package paint

import (
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Names joins node names: "n1 n2".
func Names(ids []view.NodeID, between string) string {
	var b strings.Builder
	b.Grow(len(ids) * (len("n1") + len(between)))
	for i, id := range ids {
		if i > 0 {
			b.WriteString(between)
		}
		b.WriteString(id.String())
	}
	return b.String()
}

// Node names one node, or none.
func Node(id view.NodeID) string {
	if id == 0 {
		return "—"
	}
	return id.String()
}

// Entries is so many entries, in words.
func Entries(n int) string {
	if n == 1 {
		return lang.T("1 entry")
	}
	return lang.F("%d entries", n)
}

// described is how many entries a list names.
const described = 6

// EntryList says what entries are, as view.SayEntries does; of many it names
// the first ones, as no row has room for all.
func EntryList(es []raftpb.Entry) string {
	if len(es) <= described {
		return view.SayEntries(es)
	}
	return lang.F("%s and %d more", view.SayEntries(es[:described]), len(es)-described)
}
