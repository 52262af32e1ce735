package ui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// led is a screen on which node 1 leads.
func led(t *testing.T) *screen {
	s := open(t, 120, 40)
	s.do("settle", "campaign 1", "settle")
	return s
}

// listed fails unless the files known are those of a node, as of the newest step.
func (s *screen) listed(node int) {
	s.t.Helper()
	d := s.m.knownDisk()
	if d == nil || d.Err != nil || int(d.Node) != node || d.Step != s.m.trace.newest() || len(d.Listing.Records) == 0 {
		s.t.Fatalf("step %d, node %d: the files known are %+v", s.m.trace.newest(), node, d)
	}
}

func TestFilesAreReadWhenTheyAreShown(t *testing.T) {
	s := led(t)
	if s.m.known.disk != nil {
		t.Error("files were read that nobody looks at")
	}
	s.press("alt+1", "7")
	s.listed(1)
	s.shows("files of n1", "2/4 empty")
	s.do("put x 1", "settle")
	s.listed(1)
	s.shows("2/5 put x=1")
	s.press("l")
	s.listed(2)
	s.shows("files of n2")
	s.do("crash 2")
	s.listed(2)
	s.shows("n2 is down: a restart (R) begins with")
}

func TestFilesOfThePast(t *testing.T) {
	s := led(t)
	s.press("alt+1", "7")
	s.do("put x 1", "settle")
	s.press("u", "u")
	s.listed(1)
	s.shows("the files are of the newest step", "2/5 put x=1")
	s.do("put y 2", "settle") // a branch has files of its own
	s.listed(1)
	s.shows("2/5 put y=2")
}

// While it plays, files are read a few times a second, and once it pauses.
func TestFilesWhileItPlays(t *testing.T) {
	s := led(t)
	s.press("alt+1", "7", "P")
	s.m.known.listed = time.Now().Add(time.Hour)
	before := s.m.known.disk.Step
	for range 3 {
		s.send(playedMsg{s.m.play.generation})
	}
	if got := s.m.known.disk.Step; got != before {
		t.Errorf("the files were read again at once, at step %d", got)
	}
	s.m.known.listed = time.Now().Add(-time.Hour)
	s.send(playedMsg{s.m.play.generation})
	s.listed(1)
	s.send(playedMsg{s.m.play.generation})
	s.press("P")
	s.listed(1)
}

// A long command keeps the files from being read, and no key from being heard.
func TestALongCommandKeepsNoKeyWaiting(t *testing.T) {
	s, msgs := waiting(t)
	for _, k := range "76" {
		s.m.Update(runes(string(k)))
		if s.m.known.looking {
			t.Fatalf("view %v looks something up while a command runs", s.m.page)
		}
	}
	if s.m.page != layout.KeyValue {
		t.Errorf("view %v is shown", s.m.page)
	}
	s.m.Update(runes("7"))
	s.shows("the files are being read")
	s.m.Update(tea.KeyMsg{Type: tea.KeyEsc})
	for s.m.running != nil || s.m.known.looking {
		_, cmd := s.m.Update(<-msgs)
		perform(cmd, msgs)
	}
	s.listed(int(s.m.selected))
}

// What the engine finds while a command runs is nothing, and is looked up after it.
func TestTheEngineIsNotWaitedFor(t *testing.T) {
	s := led(t)
	s.m.engine.using.Lock()
	f := s.m.engine.files(s.m.trace.lab, 1)
	s.m.engine.using.Unlock()
	if f.disk != nil || f.verdict != nil {
		t.Errorf("found %+v", f)
	}
	if f := s.m.engine.files(nil, 1); f.disk != nil {
		t.Error("found the files of a cluster that is not there")
	}
}

func TestTheVerdictIsAskedForWhereItIsShown(t *testing.T) {
	s := led(t)
	s.do("put x 1", "settle")
	if s.m.known.verdict != nil {
		t.Error("a verdict that nobody looks at")
	}
	s.press("6")
	s.shows("✓ linearizable up to step", "(1 operation)")
	first := s.m.known.verdict
	s.press("t")
	if s.m.known.verdict != first {
		t.Error("a tick has no need of another verdict")
	}
	s.do("read x", "settle")
	s.shows("(2 operations)")
	s.press("u", "u")
	s.shows("(1 operation)")
	if v := s.m.known.verdict; v.Step != s.m.at {
		t.Errorf("the verdict is of step %d, and step %d is looked at", v.Step, s.m.at)
	}
}

// So many operations are checked only by the command.
func TestManyOperationsAreCheckedWhenAsked(t *testing.T) {
	s := led(t)
	s.do("put x 1", "settle")
	for range maxJudged {
		s.m.chronicle.Operations = append(s.m.chronicle.Operations, s.m.chronicle.Operations[0])
	}
	s.press("6")
	s.shows("linearizability: not checked, :check does")
	s.press(":", "check", "enter", "esc")
	s.shows("✓ linearizable up to step")
}

func TestViewOfStoresSelectsNodesAndKeys(t *testing.T) {
	s := led(t)
	s.do("put x 1", "put y 2", "settle")
	s.press("6", "j", "l")
	want := frame.Thing{Kind: frame.Key, Node: s.m.selected, Name: "x"}
	if got := s.m.cursor(layout.StoresPane); got != want {
		t.Errorf("selected is %+v, want %+v", got, want)
	}
	s.press("j")
	if got := s.m.cursors[layout.StoresPane].Name; got != "y" {
		t.Errorf("below x is %q", got)
	}
}

func TestRecordsAreSelected(t *testing.T) {
	s := led(t)
	s.press("alt+1", "7", "k")
	last := uint64(len(s.m.known.disk.Listing.Records))
	if got := s.m.cursor(layout.FilesPane); got.Kind != frame.Record || got.Number != last {
		t.Errorf("selected is %+v, and there are %d records", got, last)
	}
	s.press("k")
	if got := s.m.cursor(layout.FilesPane).Number; got != last-1 {
		t.Errorf("above record %d is %d", last, got)
	}
}
