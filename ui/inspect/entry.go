package inspect

import (
	"encoding/hex"
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
)

func describeEntry(f *frame.Frame, t frame.Thing) *Description {
	n := f.View().Node(t.Node)
	if n == nil {
		return nil
	}
	e := n.Log.Entry(t.Number)
	if e == nil {
		return noEntry(n, t.Number)
	}
	d := &Description{Title: view.DescribeEntry(e) + " of " + n.ID.String(), Term: "entry"}
	d.group(entryFields(e))
	d.group(whereabouts(f, e))
	d.See = []string{fmt.Sprintf("why %d %d", n.ID, e.Index)}
	return d
}

// noEntry describes an index at which the node has no entry.
func noEntry(n *view.Node, index uint64) *Description {
	d := &Description{Title: fmt.Sprintf("index %d of %v", index, n.ID), Term: "entry"}
	d.Tells = fmt.Sprintf("%v has no entry there yet: its log ends at index %d.", n.ID, n.Log.Last())
	if index < n.Log.First() {
		d.Term = "Compacted"
		d.Tells = fmt.Sprintf("%v has compacted its log up to %s: the snapshot has what this entry did.",
			n.ID, position(n.Log.CompactedTerm, n.Log.Compacted))
	}
	d.See = []string{fmt.Sprintf("why %d %d", n.ID, index)}
	return d
}

func entryFields(e *raftpb.Entry) Group {
	g := Group{Title: "raftpb.Entry"}
	g.add("Term", fmt.Sprint(e.Term))
	g.add("Index", fmt.Sprint(e.Index))
	g.addTerm("Type", e.Type.String(), entryTypes[e.Type])
	g.add("Data", fmt.Sprintf("%s, %d bytes", view.DescribeData(e), len(e.Data)))
	if len(e.Data) > 0 {
		g.add("hex", hexOf(e.Data))
	}
	return g
}

// entryTypes are the words that explain an entry's type.
var entryTypes = map[raftpb.EntryType]string{
	raftpb.EntryNormal: "proposal", raftpb.EntryConfChange: "ConfChange", raftpb.EntryConfChangeV2: "ConfChange",
}

// hexBytes is how many bytes are shown in hexadecimal.
const hexBytes = 256

func hexOf(data []byte) string {
	shown := data[:min(len(data), hexBytes)]
	words := make([]string, 0, len(shown)/4+1)
	for len(shown) > 0 {
		n := min(len(shown), 4)
		words = append(words, hex.EncodeToString(shown[:n]))
		shown = shown[n:]
	}
	text := strings.Join(words, " ")
	if len(data) > hexBytes {
		text += " …"
	}
	return text
}

// whereabouts says for each node whether it has the entry.
func whereabouts(f *frame.Frame, e *raftpb.Entry) Group {
	g := Group{Title: "on the nodes"}
	for _, n := range f.Nodes() {
		g.addTerm(n.ID.String(), whereabout(n, e), "Commit")
	}
	return g
}

func whereabout(n *view.Node, e *raftpb.Entry) string {
	have := n.Log.Entry(e.Index)
	switch {
	case e.Index < n.Log.First():
		return "compacted: its snapshot has it"
	case have == nil:
		return fmt.Sprintf("no: its log ends at index %d", n.Log.Last())
	case have.Term != e.Term:
		return "no: it has " + view.DescribeEntry(have) + " there"
	}
	text := "not committed, as far as it knows"
	switch {
	case n.Applied >= e.Index && n.Commit < e.Index:
		text = "applied, though it does not know it to be committed"
	case n.Applied >= e.Index:
		text = "committed and applied"
	case n.Commit >= e.Index:
		text = "committed, not applied yet"
	}
	if n.Disk != nil && n.Saved() < e.Index {
		text += "; not saved to its disk yet"
	}
	return text
}
