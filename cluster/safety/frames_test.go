package safety

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// frame is a step as a test has it.
type frame struct {
	nodes  []*view.Node
	events []view.Event
}

// left is a step that left nodes so, and in which nothing else happened.
func left(nodes ...*view.Node) frame { return frame{nodes: nodes} }

// cases are tests of one property: what steps, and the violations that they bring.
type cases map[string]struct {
	frames []frame
	want   []string
}

func (cs cases) run(t *testing.T) {
	for name, c := range cs {
		t.Run(name, func(t *testing.T) {
			checker := New()
			var got []string
			for step, f := range c.frames {
				for _, v := range checker.Check(step, &history.Frame{Changed: f.nodes, Events: f.events}) {
					got = append(got, v.String())
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
			}
		})
	}
}

// logOf is a log of entries "TERM" or "TERM DATA", from index 1. Data is a put's
// "key=value", or an empty entry's nothing.
func logOf(entries ...string) *view.Log { return logBehind(0, 0, entries...) }

// logBehind is one that begins behind a compacted position.
func logBehind(index, term uint64, entries ...string) *view.Log {
	l := view.NewLog(index, term)
	for i, text := range entries {
		l = l.Append(entry(index+uint64(i)+1, text))
	}
	return l
}

func entry(index uint64, text string) raftpb.Entry {
	term, data, _ := strings.Cut(text, " ")
	n, err := strconv.ParseUint(term, 10, 64)
	if err != nil {
		panic(err)
	}
	e := raftpb.Entry{Term: n, Index: index}
	if key, value, ok := strings.Cut(data, "="); ok {
		e.Data = kv.Put{Key: key, Val: value}.Encode()
	}
	return e
}

// follower is node id of three, up at a term and with a log that is saved.
func follower(id view.NodeID, term uint64, log *view.Log) *view.Node {
	return &view.Node{
		ID: id, Up: true, Term: term, Log: log, Disk: &view.Disk{Last: log.Last()},
		Config: &view.Config{Voters: []view.NodeID{1, 2, 3}},
	}
}

func leading(id view.NodeID, term uint64, log *view.Log) *view.Node {
	n := follower(id, term, log)
	n.Role = view.Leader
	return n
}

func down(id view.NodeID, log *view.Log) *view.Node {
	n := follower(id, 0, log)
	n.Up = false
	return n
}

// committing has committed up to an index.
func committing(n *view.Node, index uint64) *view.Node {
	n.Commit = index
	return n
}

// holding has applied up to an index, and its store holds one key, x.
func holding(n *view.Node, index uint64, x string) *view.Node {
	n.Applied = index
	if x != "" {
		n.KV = kv.NewState(map[string]string{"x": x})
	}
	return n
}

// applies is a step in which a node applies entries of its log.
func applies(n *view.Node, indices ...uint64) frame {
	f := left(n)
	for _, i := range indices {
		n.Applied = i
		f.events = append(f.events, view.Event{What: view.Applied, Node: n.ID, Index: i, About: n.Log.Entry(i)})
	}
	return f
}

// acknowledges is a step in which a node applies an entry of its log, and
// acknowledges the put.
func acknowledges(n *view.Node, index uint64, id uint64) frame {
	f := applies(n, index)
	e := n.Log.Entry(index)
	put, err := kv.Decode(e.Data)
	if err != nil {
		panic(err)
	}
	r := &view.Request{ID: id, Kind: view.PutRequest, Node: n.ID, Key: put.Key, Value: put.Val}
	f.events = append(f.events, view.Event{What: view.Acknowledged, Node: n.ID, Term: e.Term, Index: index, About: r})
	return f
}
