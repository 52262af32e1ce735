package view

import (
	"strconv"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/kv"
)

// DescribeEntry is an entry's position and content: "2/5 put x=1". An empty
// normal entry, as a new leader writes it, is "2/4 empty".
func DescribeEntry(e *raftpb.Entry) string { return inEnglish.entry(e) }

// DescribeData is an entry's content: "put x=1", "add n4", "empty".
func DescribeData(e *raftpb.Entry) string {
	switch e.Type {
	case raftpb.EntryConfChange, raftpb.EntryConfChangeV2:
		cc, err := DecodeConfChange(e)
		if err != nil {
			return "undecodable " + e.Type.String()
		}
		return DescribeConfChange(cc)
	}
	return kv.Describe(e.Data)
}

// SayEntry is DescribeEntry in the language in use, which only an empty entry differs in.
func SayEntry(e *raftpb.Entry) string { return inUse().entry(e) }

// SayData is DescribeData in the language in use.
func SayData(e *raftpb.Entry) string { return inUse().word(DescribeData(e)) }

func (v voice) entry(e *raftpb.Entry) string {
	if e.Type == raftpb.EntryNormal && len(e.Data) == 0 {
		return v.say("%d/%d empty", e.Term, e.Index)
	}
	return strconv.FormatUint(e.Term, 10) + "/" + strconv.FormatUint(e.Index, 10) + " " + DescribeData(e)
}

// DescribeEntries joins entries as DescribeEntry writes them.
func DescribeEntries(es []raftpb.Entry) string { return inEnglish.entries(es) }

// SayEntries is DescribeEntries in the language in use.
func SayEntries(es []raftpb.Entry) string { return inUse().entries(es) }

func (v voice) entries(es []raftpb.Entry) string {
	if len(es) == 1 {
		return v.entry(&es[0])
	}
	words := make([]string, len(es))
	for i := range es {
		words[i] = v.entry(&es[i])
	}
	return strings.Join(words, ", ")
}

// DecodeConfChange reads the change in an entry of type EntryConfChange or
// EntryConfChangeV2.
func DecodeConfChange(e *raftpb.Entry) (raftpb.ConfChangeI, error) {
	if e.Type == raftpb.EntryConfChange {
		var cc raftpb.ConfChange
		err := cc.Unmarshal(e.Data)
		return cc, err
	}
	var cc raftpb.ConfChangeV2
	err := cc.Unmarshal(e.Data)
	return cc, err
}

// DescribeConfChange says a change in words: "add n4", "change +n4 -n1 (explicit)".
func DescribeConfChange(cc raftpb.ConfChangeI) string {
	if v1, ok := cc.AsV1(); ok {
		return changeVerbs[v1.Type] + " " + NodeID(v1.NodeID).String()
	}
	v2 := cc.AsV2()
	if v2.LeaveJoint() {
		return "leave-joint"
	}
	words := []string{"change"}
	for _, c := range v2.Changes {
		words = append(words, changeSigns[c.Type]+NodeID(c.NodeID).String())
	}
	switch v2.Transition {
	case raftpb.ConfChangeTransitionJointExplicit:
		words = append(words, "(explicit)")
	case raftpb.ConfChangeTransitionJointImplicit:
		words = append(words, "(implicit)")
	}
	return strings.Join(words, " ")
}

var changeVerbs = map[raftpb.ConfChangeType]string{
	raftpb.ConfChangeAddNode:        "add",
	raftpb.ConfChangeRemoveNode:     "remove",
	raftpb.ConfChangeUpdateNode:     "update",
	raftpb.ConfChangeAddLearnerNode: "add learner",
}

var changeSigns = map[raftpb.ConfChangeType]string{
	raftpb.ConfChangeAddNode:        "+",
	raftpb.ConfChangeRemoveNode:     "-",
	raftpb.ConfChangeUpdateNode:     "=",
	raftpb.ConfChangeAddLearnerNode: "~",
}

// String is the configuration as raft logs it, with n for node:
// "voters=(n1 n2 n3)", a joint one "voters=(n1 n2)&&(n1)".
func (c *Config) String() string {
	var b strings.Builder
	b.WriteString("voters=" + idSet(c.Voters))
	if c.Joint() {
		b.WriteString("&&" + idSet(c.Outgoing))
	}
	if len(c.Learners) > 0 {
		b.WriteString(" learners=" + idSet(c.Learners))
	}
	if len(c.LearnersNext) > 0 {
		b.WriteString(" learners_next=" + idSet(c.LearnersNext))
	}
	if c.AutoLeave {
		b.WriteString(" autoleave")
	}
	return b.String()
}

func idSet(ids []NodeID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = id.String()
	}
	return "(" + strings.Join(words, " ") + ")"
}
