package ready

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// field is one field of raft's Ready struct.
type field uint8

// The fields, in the order of the struct.
const (
	softState field = iota
	hardState
	readStates
	entries
	snapshot
	committed
	messages
	mustSync
	fieldCount
)

var fieldNames = [fieldCount]string{
	"SoftState", "HardState", "ReadStates", "Entries", "Snapshot", "CommittedEntries", "Messages", "MustSync",
}

func (d field) String() string { return fieldNames[d] }

// items is how many entries or messages a field has, 0 where it has neither.
func (d field) items(rd *view.Ready) int {
	switch d {
	case entries:
		return len(rd.Entries)
	case committed:
		return len(rd.CommittedEntries)
	case messages:
		return len(rd.Messages)
	}
	return 0
}

// empty reports whether the Ready has nothing in the field.
func (d field) empty(rd *view.Ready) bool {
	switch d {
	case softState:
		return rd.Soft == nil
	case hardState:
		return raft.IsEmptyHardState(rd.Hard)
	case readStates:
		return len(rd.ReadStates) == 0
	case snapshot:
		return rd.Snapshot == nil
	case mustSync:
		return false
	}
	return d.items(rd) == 0
}

// nothing says what it means that the field is empty, where there is room for it.
func (d field) nothing(columns int) string {
	if columns < markWidth {
		return ""
	}
	return lang.T([fieldCount]string{
		lang.Mark("  lead and role are as they were; they are never saved"),
		lang.Mark("  term, vote and commit index are as they were"),
		lang.Mark("  no read was confirmed"),
		lang.Mark("  nothing to save"),
		lang.Mark("  none came from the leader"),
		lang.Mark("  nothing newly committed"),
		lang.Mark("  nothing to send"),
	}[d])
}

// field is what a field has, in one line.
func (h *hand) field(d field) []paint.Piece {
	rd := h.rd
	switch d {
	case softState:
		return softPieces(rd.Soft)
	case hardState:
		return h.hardPieces()
	case readStates:
		return readPieces(rd.ReadStates)
	case entries:
		return plain(paint.EntryList(rd.Entries))
	case snapshot:
		return snapshotPieces(rd.Snapshot)
	case committed:
		return plain(paint.EntryList(rd.CommittedEntries))
	case messages:
		return plain(summary(rd.Messages))
	}
	return h.syncPieces()
}

func plain(s string) []paint.Piece { return []paint.Piece{paint.Plain(s)} }

func softPieces(s *raft.SoftState) []paint.Piece {
	return []paint.Piece{
		paint.Label(lang.T("lead ")), paint.Plain(paint.Node(view.NodeID(s.Lead))), paint.Label(lang.T("  role ")), paint.Plain(lang.T(roles[s.RaftState])),
	}
}

var roles = map[raft.StateType]string{
	raft.StateFollower: lang.Mark("follower"), raft.StateCandidate: lang.Mark("candidate"),
	raft.StateLeader: lang.Mark("leader"), raft.StatePreCandidate: lang.Mark("precandidate"),
}

// hardPieces are the HardState, with what changed against the one that was saved
// before it.
func (h *hand) hardPieces() []paint.Piece {
	hs, before := h.rd.Hard, h.before()
	ps := []paint.Piece{paint.Label(lang.T("term "))}
	ps = append(ps, changed(fmt.Sprint(before.Term), fmt.Sprint(hs.Term))...)
	ps = append(ps, paint.Label(lang.T("  vote ")))
	ps = append(ps, changed(paint.Node(before.Vote), paint.Node(view.NodeID(hs.Vote)))...)
	ps = append(ps, paint.Label(lang.T("  commit ")))
	return append(ps, changed(fmt.Sprint(before.Commit), fmt.Sprint(hs.Commit))...)
}

// changed is a value, and the one before where that was another.
func changed(before, now string) []paint.Piece {
	if before == now {
		return []paint.Piece{paint.Plain(now)}
	}
	return []paint.Piece{paint.Label(before), paint.In(theme.Accent, "→"), paint.Strong(now)}
}

// before is what the disk had when the Ready was taken. Where that is not known,
// it is taken to have what the Ready has.
func (h *hand) before() *view.Disk {
	if h.taken != nil {
		return h.taken.Disk
	}
	hs := h.rd.Hard
	return &view.Disk{Term: hs.Term, Vote: view.NodeID(hs.Vote), Commit: hs.Commit}
}

func readPieces(reads []raft.ReadState) []paint.Piece {
	parts := make([]string, len(reads))
	for i, r := range reads {
		parts[i] = lang.F("request %s may read at index %d", r.RequestCtx, r.Index)
	}
	return plain(strings.Join(parts, lang.T(", ")))
}

func snapshotPieces(s *view.Snapshot) []paint.Piece {
	return []paint.Piece{
		paint.In(theme.Term(s.Term), fmt.Sprintf("%d/%d", s.Term, s.Index)),
		paint.Plain("  " + s.Config.String()), paint.Label(lang.F("  %d bytes", len(s.Data))),
	}
}

func (h *hand) syncPieces() []paint.Piece {
	if h.rd.MustSync {
		return []paint.Piece{paint.Strong("true"), paint.Label(lang.F("   because %s", h.syncReason()))}
	}
	return []paint.Piece{paint.Strong("false"), paint.Label(lang.F("  because %s", h.syncReason()))}
}

// syncReason is why raft says that saving the Ready must be synchronous, or need
// not: raft.MustSync in its node.go.
func (h *hand) syncReason() string {
	hs, before := h.rd.Hard, h.before()
	switch {
	case len(h.rd.Entries) > 0:
		return lang.T("there are Entries")
	case !h.rd.MustSync && raft.IsEmptyHardState(hs):
		return lang.T("there is nothing to save")
	case !h.rd.MustSync:
		return lang.T("only the commit index is new")
	case before.Term != hs.Term && uint64(before.Vote) != hs.Vote:
		return lang.T("term and vote are new")
	case before.Term != hs.Term:
		return lang.T("the term is new")
	case uint64(before.Vote) != hs.Vote:
		return lang.T("the vote is new")
	}
	return lang.T("term or vote is new")
}

// summary says which messages there are: "MsgApp → n1 n3".
func summary(ms []*view.Message) string {
	var parts []string
	for i := 0; i < len(ms); {
		t, to := ms[i].Type, []view.NodeID(nil)
		for ; i < len(ms) && ms[i].Type == t; i++ {
			to = append(to, ms[i].To)
		}
		parts = append(parts, fmt.Sprintf("%v → %s", t, paint.Names(to, " ")))
	}
	return strings.Join(parts, ", ")
}

// kindOf is raft's name of an entry's type.
func kindOf(e *raftpb.Entry) string { return strings.TrimPrefix(e.Type.String(), "Entry") }
