package frametest

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	commands "raftviz/cluster/command"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// terms are words that are not translated, besides those of the tables, sorted.
var terms = []string{
	"API", "Advance", "ApplyConfChange", "BRANCH", "COMMAND", "COND", "COUNT", "CRC", "Commit", "CommittedEntries",
	"ConfChange", "ConfChangeV", "ConfState", "CreateSnapshot", "Entries", "FILE", "HardState", "Hint", "InitialState",
	"LoadNewestAvailable", "Log", "MemoryStorage", "Messages", "MsgSnap", "MustSync", "NAME", "Node", "RULE", "Raft",
	"RawNode", "ReadIndex", "ReadStates", "Ready", "Rejected", "ReportSnapshot", "ReportUnreachable", "STAGE", "STEP",
	"STEPS", "SaveSnap", "Snapshot", "SoftState", "StateProbe", "StateReplicate", "StateSnapshot", "Storage", "TICKS",
	"Term", "ValidSnapshotEntries", "WAL", "WHICH", "autoleave", "doc", "empty", "etcd", "etcdserver", "fsync", "kill",
	"learners", "loadState", "match", "next", "probe", "raft", "raftexample", "raftviz", "rawnode", "read request",
	"replicate", "restore", "snap", "state.commit is out of range", "storage", "voters", "wal",
}

var word = regexp.MustCompile(`[A-Za-z]{3,}`)

// OnlyTerms fails for each word in a text drawn in Chinese that is neither a name nor
// a term.
func OnlyTerms(t *testing.T, screen string) {
	t.Helper()
	allowed := map[string]bool{}
	for _, text := range slices.Concat(terms, tables()) {
		for _, w := range word.FindAllString(text, -1) {
			allowed[w] = true
		}
	}
	said := map[string]bool{}
	for line := range strings.Lines(screen) {
		for _, w := range word.FindAllString(line, -1) {
			if !allowed[w] && !said[w] {
				said[w] = true
				t.Errorf("%q is not in Chinese: %s", w, strings.TrimSpace(line))
			}
		}
	}
}

// tables are the names and the command lines that the tables have.
func tables() (all []string) {
	for _, s := range commands.Specs() {
		all = append(append(all, s.Name, s.Usage()), s.Examples...)
	}
	for _, s := range view.Stages() {
		all = append(all, s.String())
	}
	for n := range raftpb.MessageType_value {
		all = append(all, n)
	}
	return slices.Concat(all, rule.Names(), view.PropertyNames())
}
