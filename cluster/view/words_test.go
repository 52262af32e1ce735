package view

import (
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"
)

func TestEveryEventHasWords(t *testing.T) {
	for what := range words {
		if words[what] == nil {
			t.Errorf("event %d has no words", what)
		}
	}
}

func TestMessageReadsAsRaftDescribesIt(t *testing.T) {
	m := &Message{
		ID: 41, Type: raftpb.MsgApp, From: 1, To: 3, Term: 2, LogTerm: 2, Index: 4, Commit: 4,
		Entries: []raftpb.Entry{{Term: 2, Index: 5}},
	}
	if got, want := m.String(), "n1->n3 MsgApp Term:2 Log:2/4 Commit:4 Entries:[2/5 empty]"; got != want {
		t.Errorf("message reads %q, want %q", got, want)
	}
}

func TestStageNames(t *testing.T) {
	for _, s := range Stages() {
		if got, err := ParseStage(s.String()); err != nil || got != s {
			t.Errorf("ParseStage(%q) = %v, %v", s, got, err)
		}
	}
	if _, err := ParseStage("commit"); err == nil || !strings.Contains(err.Error(), "save-wal") {
		t.Errorf("error is %v", err)
	}
	if got := SetOf([]Stage{Send, Advance}).Stages(); len(got) != 2 || got[0] != Send || got[1] != Advance {
		t.Errorf("a set of two stages lists %v", got)
	}
}
