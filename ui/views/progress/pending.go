package progress

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// lookAhead is how many entries behind a node's applied index are searched for
// changes. raft lets one change at a time into a leader's log, and nodes apply soon.
const lookAhead = 1024

// pending is a configuration change in some logs that not every node there has
// applied.
type pending struct {
	entry *raftpb.Entry
	// have are the nodes that have it in their logs, applied those that have applied
	// it. committed is set when a node knows it to be committed.
	have, applied []view.NodeID
	committed     bool
}

// pendingChanges are the changes that a running node has in its log and has not
// applied, by index.
func pendingChanges(nodes []*view.Node) []pending {
	var found []pending
	for _, n := range nodes {
		if !n.Up {
			continue
		}
		for i := max(n.Applied+1, n.Log.First()); i <= min(n.Log.Last(), n.Applied+lookAhead); i++ {
			e := n.Log.Entry(i)
			if e.Type != raftpb.EntryNormal && !known(found, e) {
				found = append(found, pending{entry: e})
			}
		}
	}
	for k := range found {
		found[k].count(nodes)
	}
	return found
}

func known(found []pending, e *raftpb.Entry) bool {
	for _, p := range found {
		if p.entry.Index == e.Index && p.entry.Term == e.Term {
			return true
		}
	}
	return false
}

// count notes who has the change.
func (p *pending) count(nodes []*view.Node) {
	for _, n := range nodes {
		if n.Log.Entry(p.entry.Index) == nil || n.Log.Term(p.entry.Index) != p.entry.Term {
			continue
		}
		p.have = append(p.have, n.ID)
		p.committed = p.committed || n.Commit >= p.entry.Index
		if n.Applied >= p.entry.Index {
			p.applied = append(p.applied, n.ID)
		}
	}
}

// pendingRows are the changes that are pending.
func pendingRows(f *frame.Frame, width int) []row {
	var rows []row
	for _, p := range pendingChanges(f.Nodes()) {
		at := p.have[0]
		for _, id := range p.have {
			if id == f.Selected {
				at = id
			}
		}
		state := lang.T(", not committed")
		if p.committed {
			state = lang.F(", committed, applied by %s", names(p.applied))
		}
		rows = append(rows, lines(frame.Thing{Kind: frame.Entry, Node: at, Number: p.entry.Index}, 3, width, []paint.Piece{
			paint.In(theme.Warn, lang.T("□ pending ")), paint.In(theme.Term(p.entry.Term), fmt.Sprintf("%d/%d ", p.entry.Term, p.entry.Index)),
			paint.Plain(f.Phrases.Of(p.entry)), paint.Label(lang.T(" in the logs of ")), paint.Plain(paint.Names(p.have, " ")), paint.Label(state),
		})...)
	}
	return rows
}
