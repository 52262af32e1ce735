package session_test

import (
	"strings"
	"testing"

	"raftviz/cluster/command"
	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
	"raftviz/cluster/session"
	"raftviz/ui/frametest"
)

// inChinese is what lines print in a session in Chinese, with the events of its steps
// and the errors.
func inChinese(t *testing.T, lines ...string) string {
	t.Helper()
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	s := session.New("")
	defer func() { _ = s.Close() }()
	var all strings.Builder
	for _, line := range lines {
		output, err := s.Do(line)
		all.WriteString(output)
		if err != nil {
			all.WriteString(err.Error() + "\n")
		}
	}
	lab := s.Lab()
	for i := range lab.Len() {
		for _, e := range lab.Step(i).Events {
			if text := e.String(); !strings.HasPrefix(text, "raft：") {
				all.WriteString(text + "\n")
			}
		}
	}
	return all.String()
}

// onlyTerms allows words of the command language, and what only raft and etcd say.
func onlyTerms(t *testing.T, text string) {
	t.Helper()
	frametest.OnlyTerms(t, text, append(frametest.CommandLines(), "empty", "kill", "match", "next", "probe", "replicate", "restore", "storage",
		"doc", "out", "range", "request", "state")...)
}

func TestHelpInChinese(t *testing.T) {
	lines := []string{"settle", "help", "rules"}
	for _, s := range command.Specs() {
		lines = append(lines, "help "+s.Name)
	}
	for _, name := range rule.Names() {
		lines = append(lines, "rules "+name)
	}
	onlyTerms(t, inChinese(t, lines...))
}

func TestWhatASessionSaysInChinese(t *testing.T) {
	onlyTerms(t, inChinese(t,
		"cluster nodes=5 seed=3", "settle", "campaign 1", "settle", "put x 1", "settle", "get x", "read x via 2", "settle",
		"violate skip-advance on 3", "obey skip-advance on 3", "violate no-fsync", "put x 2", "stage 1 2", "crash 2 power", "restart 2",
		"isolate 1", "put x 3", "tick all 20", "settle", "cut 2->3", "why 1 5", "why 2 9", "trace x", "show cluster", "show node 1", "show log",
		"show kv", "show disk 1", "show messages", "partition 1,2 | 3", "link 1->2 delay=2..5 loss=10%", "link all delay=3", "heal",
		"run 20", "snapshot 1", "add 6", "settle", "transfer 2", "settle", "remove 3", "settle", "timeout 1 12", "crash 4 at save-wal",
		"fail-disk 5 at save-wal", "run 20", "put x 4", "check", "diff 3 20", "fork", "branches", "breakpoint leader == 9", "breakpoints",
		"back 3", "forward 99", "goto 99999", "clear 7", "branch no"))
}

func TestErrorsOfALineInChinese(t *testing.T) {
	onlyTerms(t, inChinese(t, "settle", "tick", "tick 12", "tick zz", "put x", "settle 1,1", "cut 1", "link 1->2 delay=9..2", "link 1->2 loss=200%",
		"drop MsgApp", "drop #x", "partition 1 | 1", "partition |", "change 4", "change +4 +4", "crash 1 at send at send", "restart 1", "why 1", "goto x",
		"show node", "show xx", "fork 12", "expect", "expect leader ==", "expect leader == 9", "until leader == 9 within 3",
		"first", "first 3", "first 3 help", "violate x", "violated x", "help x", "note", "cluster nodes=99", "put x 'a", "zz"))
}
