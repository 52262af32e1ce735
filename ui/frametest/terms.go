package frametest

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	commands "raftviz/cluster/command"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// terms are names that are the same in every language, besides those that tables of the
// program have: identifiers of raft and etcd, keys, and words of the command language.
var terms = []string{
	"API",
	"Advance",
	"Append",
	"ApplyConfChange",
	"ApplySnapshot",
	"BRANCH",
	"COMMAND",
	"COND",
	"COUNT",
	"CRC",
	"Commit",
	"CommittedEntries",
	"Compact",
	"ConfChange",
	"ConfChangeV",
	"ConfState",
	"CreateSnapshot",
	"Entries",
	"FILE",
	"HardState",
	"Hint",
	"InitialState",
	"KiB",
	"LoadNewestAvailable",
	"Log",
	"MemoryStorage",
	"Messages",
	"MiB",
	"MsgSnap",
	"MustSync",
	"NAME",
	"Node",
	"Normal",
	"RULE",
	"Raft",
	"RawNode",
	"ReadIndex",
	"ReadStates",
	"Ready",
	"Rejected",
	"ReportSnapshot",
	"ReportUnreachable",
	"STAGE",
	"STEP",
	"STEPS",
	"Save",
	"SaveSnap",
	"SaveSnapshot",
	"SetHardState",
	"Snapshot",
	"Snapshotter",
	"SoftState",
	"StateProbe",
	"StateReplicate",
	"StateSnapshot",
	"Storage",
	"TICKS",
	"Term",
	"ValidSnapshotEntries",
	"WAL",
	"WHICH",
	"autoleave",
	"enter",
	"esc",
	"etcd",
	"etcdserver",
	"false",
	"fsync",
	"learners",
	"loadState",
	"newLogWithSize",
	"raft",
	"raftexample",
	"raftviz",
	"rawnode",
	"snap",
	"space",
	"tab",
	"true",
	"via",
	"voters",
	"wal",
}

// allowed are all names that are the same in every language.
var allowed = sync.OnceValue(func() []string {
	all := slices.Concat(terms, rule.Names(), view.PropertyNames())
	for _, s := range commands.Specs() {
		all = append(all, s.Name)
	}
	for _, s := range view.Stages() {
		all = append(all, s.String())
	}
	for _, name := range raftpb.MessageType_name {
		all = append(all, name)
	}
	for _, name := range raftpb.ConfChangeType_name {
		all = append(all, name)
	}
	return all
})

// CommandLines are the words of the commands' usages and examples, for tests of what
// shows these.
func CommandLines() (words []string) {
	for _, s := range commands.Specs() {
		for _, line := range append([]string{s.Usage()}, s.Examples...) {
			words = append(words, word.FindAllString(line, -1)...)
		}
	}
	return words
}

// word is a word, or several with hyphens between them; with … where it was cut.
var word = regexp.MustCompile(`[0-9A-Za-z]+(-[0-9A-Za-z]+)*…?`)

// OnlyTerms fails for each English word on a screen that is in another language, but
// for names that are the same in every language. More are those of the test's own
// cluster: its keys and values.
func OnlyTerms(t testing.TB, screen string, more ...string) {
	t.Helper()
	names := slices.Concat(more, allowed())
	for line := range strings.SplitSeq(screen, "\n") {
		for _, w := range word.FindAllString(line, -1) {
			if !isTerm(w, names) {
				t.Errorf("%q is left in English: %s", w, strings.TrimSpace(line))
			}
		}
	}
}

// isTerm reports whether a word is one of the names, or has fewer than three letters or
// a digit, as n1 and names of files have.
func isTerm(w string, names []string) bool {
	w, cut := strings.CutSuffix(w, "…")
	switch {
	case len(w) < 3 || strings.ContainsAny(w, "0123456789"):
		return true
	case cut:
		return slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, w) })
	}
	return slices.Contains(names, w)
}
