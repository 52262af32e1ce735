package condition

import (
	"github.com/expr-lang/expr"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// maxDescribed bounds the descriptions of entries that a reader keeps.
const maxDescribed = 4096

// reader turns views into what conditions see. It reads only what the
// condition mentions, and what did not change since the last view not again:
// what views point to never changes, so the same pointer is the same value.
type reader struct {
	mentions mentions
	env      env
	view     *view.View
	nodes    [view.MaxNodes]struct {
		from *view.Node
		node *node
	}
	stores [view.MaxNodes]struct {
		from *kv.State
		kv   map[string]string
	}
	inFlight  []view.InFlight
	described map[*raftpb.Entry]string
}

func newReader() *reader {
	return &reader{
		mentions:  mentions{names: make(map[string]bool)},
		described: make(map[*raftpb.Entry]string),
	}
}

// options are those that the condition and its parts are compiled with. What
// would differ from run to run is left out of the language.
func (r *reader) options() []expr.Option {
	return []expr.Option{
		expr.Env(env{}),
		expr.Function("node", r.nodeFunc, new(func(int) *node)),
		expr.Function("entry", r.entryFunc, new(func(int, int) *entry)),
		expr.DisableBuiltin("now"),
		expr.Patch(&r.mentions),
	}
}

// look makes v the view that the env shows.
func (r *reader) look(v *view.View) {
	r.view = v
	r.env.Tick, r.env.Step = v.Tick, v.Step
	r.env.Leader, r.env.Term = int(v.Known()), int(v.Term())
	if r.mentions.has("leaders") {
		r.env.Leaders = numbers(v.Leaders())
	}
	if r.mentions.has("violations") {
		r.env.Violations = propertyNames(v.Violations)
	}
	if r.mentions.has("broken") {
		r.env.Broken = ruleNames(brokenSomewhere(v))
	}
	if r.mentions.has("messages") && !sameMessages(r.inFlight, v.Messages) {
		r.inFlight = v.Messages
		r.env.Messages = r.messages(v.Messages)
	}
}

// brokenSomewhere are the rules that some node breaks.
func brokenSomewhere(v *view.View) rule.Set {
	var set rule.Set
	for _, n := range v.Nodes {
		if n != nil {
			set |= n.Broken
		}
	}
	return set
}

// sameMessages reports whether two views share their messages.
func sameMessages(a, b []view.InFlight) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func (r *reader) messages(in []view.InFlight) []message {
	out := make([]message, len(in))
	for i, m := range in {
		out[i] = message{
			ID: m.ID, From: int(m.From), To: int(m.To), Type: m.Type.String(), Term: int(m.Term),
			LogTerm: int(m.LogTerm), Index: int(m.Index), Commit: int(m.Commit), Reject: m.Reject,
		}
		if r.mentions.has("entries") {
			out[i].Entries = r.entries(m.Entries)
		}
	}
	return out
}

func (r *reader) entries(in []raftpb.Entry) []entry {
	out := make([]entry, len(in))
	for i := range in {
		out[i] = r.entry(&in[i])
	}
	return out
}

func (r *reader) entry(e *raftpb.Entry) entry {
	out := entry{Term: int(e.Term), Index: int(e.Index), Type: e.Type.String()}
	if r.mentions.has("data") {
		out.Data = r.describe(e)
	}
	return out
}

func (r *reader) describe(e *raftpb.Entry) string {
	if text, ok := r.described[e]; ok {
		return text
	}
	if len(r.described) >= maxDescribed {
		clear(r.described)
	}
	text := view.DescribeData(e)
	r.described[e] = text
	return text
}

// nodeFunc is the function node(N).
func (r *reader) nodeFunc(args ...any) (any, error) {
	id := args[0].(int)
	if !isNode(id) {
		return nil, errNode(id)
	}
	from, cached := r.view.Node(view.NodeID(id)), &r.nodes[id-1]
	if cached.node == nil || cached.from != from {
		cached.from, cached.node = from, r.node(id, from)
	}
	return cached.node, nil
}

// entryFunc is the function entry(N, I).
func (r *reader) entryFunc(args ...any) (any, error) {
	id, index := args[0].(int), args[1].(int)
	if !isNode(id) {
		return nil, errNode(id)
	}
	n := r.view.Node(view.NodeID(id))
	if n == nil || index < 1 {
		return nil, nil
	}
	e := n.Log.Entry(uint64(index))
	if e == nil {
		return nil, nil
	}
	out := r.entry(e)
	return &out, nil
}
