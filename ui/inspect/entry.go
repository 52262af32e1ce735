package inspect

import (
	"encoding/hex"
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
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
		return noEntry(n, t)
	}
	d := &Description{Title: lang.F("%s of %v", view.SayEntry(e), n.ID), Term: "entry"}
	d.group(entryFields(e))
	d.group(whereabouts(f, e))
	d.See = []string{fmt.Sprintf("why %d %d", n.ID, e.Index)}
	return d
}

// noEntry describes an index at which the node has no entry.
func noEntry(n *view.Node, t frame.Thing) *Description {
	d := &Description{Title: nameOf(t), Term: "entry"}
	d.Tells = lang.F("%v has no entry there yet: its log ends at index %d.", n.ID, n.Log.Last())
	if t.Number < n.Log.First() {
		d.Term = "Compacted"
		d.Tells = lang.F("%v has compacted its log up to %s: the snapshot has what this entry did.",
			n.ID, position(n.Log.CompactedTerm, n.Log.Compacted))
	}
	d.See = []string{fmt.Sprintf("why %d %d", n.ID, t.Number)}
	return d
}

func entryFields(e *raftpb.Entry) Group {
	g := Group{Title: "raftpb.Entry"}
	g.add("Term", fmt.Sprint(e.Term))
	g.add("Index", fmt.Sprint(e.Index))
	g.addTerm("Type", e.Type.String(), entryTypes[e.Type])
	g.add("Data", lang.F("%s, %d bytes", view.SayData(e), len(e.Data)))
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
	g := Group{Title: lang.T("on the nodes")}
	for _, n := range f.Nodes() {
		g.addTerm(n.ID.String(), whereabout(n, e), "Commit")
	}
	return g
}

func whereabout(n *view.Node, e *raftpb.Entry) string {
	have := n.Log.Entry(e.Index)
	switch {
	case e.Index < n.Log.First():
		return lang.T("compacted: its snapshot has it")
	case have == nil:
		return lang.F("no: its log ends at index %d", n.Log.Last())
	case have.Term != e.Term:
		return lang.F("no: it has %s there", view.SayEntry(have))
	}
	text := lang.T("not committed, as far as it knows")
	switch {
	case n.Applied >= e.Index && n.Commit < e.Index:
		text = lang.T("applied, though it does not know it to be committed")
	case n.Applied >= e.Index:
		text = lang.T("committed and applied")
	case n.Commit >= e.Index:
		text = lang.T("committed, not applied yet")
	}
	if n.Disk != nil && n.Saved() < e.Index {
		return lang.F("%s; not saved to its disk yet", text)
	}
	return text
}
