package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// busyEvents is a screen of the events of a cluster in which something has happened.
func busyEvents(t testing.TB, w, h int) *screen {
	t.Helper()
	s := open(t, w, h, "cluster seed=42 heartbeat=3 delay=1")
	s.do("settle", "until leader != 0", "settle", "put x 1", "settle", "crash 1", "put y 2", "settle", "restart 1", "run 60")
	s.press("8")
	return s
}

func (s *screen) event() frame.Thing { return s.m.cursors[layout.EventsPane] }

// TestEventsScroll goes up from the newest event, row by row, to the first, and
// down again, and sees each event of the run in order.
func TestEventsScroll(t *testing.T) {
	s := busyEvents(t, 80, 24)
	var up []frame.Thing
	for {
		before := s.event()
		s.press("k")
		if s.event() == before {
			break
		}
		up = append(up, s.event())
	}
	if first := up[len(up)-1]; first.Step != 0 || first.Number != 0 {
		t.Fatalf("the first event is %+v", first)
	}
	for i := 1; i < len(up); i++ {
		if a, b := up[i], up[i-1]; a.Step > b.Step || a.Step == b.Step && a.Number >= b.Number {
			t.Fatalf("above %+v is %+v", b, a)
		}
	}
	for i := len(up) - 2; i >= 0; i-- {
		if s.press("j"); s.event() != up[i] {
			t.Fatalf("down again is %+v, want %+v", s.event(), up[i])
		}
	}
	s.press("j")
	if s.event() != (frame.Thing{}) {
		t.Errorf("at the end %+v is selected: the list does not follow", s.event())
	}
	s.press("home")
	s.shows("started with an empty disk", "newer steps below")
	s.press("end")
	if s.event() != (frame.Thing{}) {
		t.Error("end does not follow the end")
	}
}

// TestEventsStayWhereTheyAreRead selects an event, and goes on.
func TestEventsStayWhereTheyAreRead(t *testing.T) {
	s := busyEvents(t, 80, 24)
	s.press("k", "k", "k")
	chosen := s.event()
	s.press("    ")
	s.shows("4 newer steps below")
	if s.event() != chosen {
		t.Errorf("%+v is selected, not %+v", s.event(), chosen)
	}
	s.press("esc")
	if strings.Contains(s.m.View(), "newer step") {
		t.Error("esc does not go on with the newest")
	}
}

func TestTheWheelScrollsTheEvents(t *testing.T) {
	s := busyEvents(t, 80, 24)
	rows := func() string { return strings.Split(s.m.View(), "\n")[3] }
	top := rows()
	s.send(tea.MouseMsg{X: 10, Y: 10, Button: tea.MouseButtonWheelUp, Action: tea.MouseActionPress})
	if rows() == top {
		t.Error("one notch does not scroll")
	}
	for range 3 {
		s.send(tea.MouseMsg{X: 10, Y: 10, Button: tea.MouseButtonWheelDown, Action: tea.MouseActionPress})
	}
	if rows() != top {
		t.Errorf("down again the first row is %q, not %q", rows(), top)
	}
}

func TestAFilterIsTyped(t *testing.T) {
	s := busyEvents(t, 80, 24)
	s.press("/", "became")
	s.shows("/ became · ", "became leader")
	s.press(" cand")
	s.shows("◆ became candidate")
	if strings.Contains(s.m.View(), "became leader") {
		t.Error("both words must be there")
	}
	s.press("enter")
	if s.m.overlay != nil || s.m.found == nil {
		t.Fatal("enter does not keep the filter")
	}
	s.press("/", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "esc")
	if got := s.m.found.Filter.Text; got != "became cand" {
		t.Errorf("esc leaves the filter %q", got)
	}
	s.press("esc")
	if s.m.found != nil {
		t.Error("esc does not clear it")
	}
	s.press("/", "node:0", "enter")
	s.status("", "nodes are 1 to 9")
	s.press("/", "kind:el", "tab", "enter")
	if s.m.found == nil || s.m.found.Filter.Text != "kind:election" {
		t.Errorf("tab completes to %+v", s.m.found)
	}
	s.press("n")
	s.status("", "nothing later matches kind:election")
}

// TestNextMatchIsTheStepLookedAt goes through the elections with N and n.
func TestNextMatchIsTheStepLookedAt(t *testing.T) {
	s := busyEvents(t, 120, 40)
	s.press("1", "/", "kind:election", "enter")
	if s.m.page != layout.Cluster {
		t.Fatalf("the cluster view has events too; %v is shown", s.m.page)
	}
	var steps []int
	for s.m.at > 0 {
		before := s.m.at
		if s.press("N"); s.m.at >= before {
			t.Fatalf("N goes from step %d to %d", before, s.m.at)
		}
		steps = append(steps, s.m.at)
	}
	s.press("N")
	s.status("", "nothing earlier matches")
	for i := len(steps) - 2; i >= 0; i-- {
		if s.press("n"); s.m.at != steps[i] {
			t.Fatalf("n goes to step %d, want %d", s.m.at, steps[i])
		}
	}
}

func TestAFilterGoesOnWithNewStepsAndOtherBranches(t *testing.T) {
	s := busyEvents(t, 80, 24)
	s.press("/", "kind:proposed", "enter")
	s.shows("2 matches")
	s.do("put z 3")
	s.shows("3 matches", "put z=3")
	s.do("goto 0")
	s.shows("0 matches", "nothing up to this step; n goes to the first match")
	s.press("T")
	s.shows("0 matches")
	s.do("branch main")
	s.press("}")
	s.shows("3 matches")
}

func TestFollow(t *testing.T) {
	s := busyEvents(t, 80, 24)
	s.press("/", "kind:applied", "enter", "k")
	s.press("F")
	if s.m.found != nil {
		t.Fatal("F does not clear the filter")
	}
	s.shows("applied 2/") // it is selected still
	s.press("F")
	s.shows("follow", "the node n", "events of this kind: applied", "the key ")
	s.press("1")
	if got := s.m.found.Filter.Text; !strings.HasPrefix(got, "key:") {
		t.Errorf("the filter is %q", got)
	}
	s.press("F", "3", "alt+2", "1", "w", "W", "F", "n")
	if s.m.found == nil || s.m.found.Filter.Text != "node:2" {
		t.Errorf("following a node's box gives %+v", s.m.found)
	}
}

func TestEventIsInspectedAndCopied(t *testing.T) {
	s := busyEvents(t, 80, 24)
	var out strings.Builder
	s.m.terminal = &out
	s.press("enter")
	s.shows("═ ", "esc close", "y copy")
	_, cmd := s.m.Update(runes("y"))
	s.send(cmd())
	text := s.m.overlay.(*pager).plain()
	if want := ansi.SetSystemClipboard(text); !strings.HasSuffix(out.String(), want) || !strings.HasPrefix(want, "\x1b]52;c;") {
		t.Errorf("%q was written", out.String())
	}
	s.shows(fmt.Sprintf("y copied %s bytes", thousands(len(text))))
	s.press("esc")
	_, cmd = s.m.Update(runes("y"))
	s.send(cmd())
	s.status("", fmt.Sprintf("copied %s bytes", thousands(len(text))))
	if strings.Count(out.String(), "\x1b]52;c;") < 2 {
		t.Error("y on the main screen copies nothing")
	}
}

func TestBackOver(t *testing.T) {
	for key, is := range map[string]func(*view.Step) bool{
		"alt+s": func(s *view.Step) bool { return s.Kind == view.KindStage },
		"alt+r": func(s *view.Step) bool { return s.Kind == view.KindTake },
		"alt+d": func(s *view.Step) bool { return s.Kind == view.KindDeliver },
		"alt+t": func(s *view.Step) bool { return s.Kind == view.KindTick && s.Node == 1 },
	} {
		t.Run(key, func(t *testing.T) {
			s := busyEvents(t, 80, 24)
			newest := s.m.trace.newest()
			for range 3 {
				before := s.m.at
				s.press(key)
				if s.m.at >= before || !is(s.m.trace.step(s.m.at+1)) {
					t.Fatalf("from step %d to %d, before %+v", before, s.m.at, s.m.trace.step(s.m.at+1))
				}
				for i := s.m.at + 2; i <= before; i++ {
					if is(s.m.trace.step(i)) {
						t.Fatalf("from step %d to %d it goes over step %d", before, s.m.at, i)
					}
				}
			}
			s.press("{", key)
			if st := s.m.status; !st.Error || !strings.Contains(st.Note, "before this step") || s.m.trace.newest() != newest {
				t.Errorf("at the first step it says %+v", st)
			}
		})
	}
}

func TestQuitAsksWhereWorkWouldBeLost(t *testing.T) {
	quits := func(s *screen, k string) bool {
		_, cmd := s.m.Update(runes(k))
		return cmd != nil && cmd() == tea.Quit()
	}
	s := open(t, 80, 24)
	if !quits(s, "q") {
		t.Error("with nothing done it does not quit")
	}
	s.press("T")
	if quits(s, "q") {
		t.Fatal("it quits although what was done is lost")
	}
	s.shows("quit without saving?")
	s.press("esc")
	file := filepath.Join(t.TempDir(), "kept.raft")
	s.press("q", "s", file, "enter")
	if _, err := os.Stat(file); err != nil {
		t.Fatal(err)
	}
	if !quits(s, "q") {
		t.Error("once saved it does not quit")
	}
	s.press("T", "q")
	if !quits(s, "y") {
		t.Error("y does not quit")
	}
	s.press("esc")
	s.m.keeps = true
	if !quits(s, "q") {
		t.Error("it asks although the nodes' files are kept")
	}
}

func TestBranchesAreCompleted(t *testing.T) {
	s := open(t, 80, 24)
	s.do("settle", "goto 3", "fork other-way")
	for line, want := range map[string]string{"branch o": "branch other-way ", "diff m": "diff main ", "diff main o": "diff main other-way "} {
		s.press(":", line, "tab")
		if got := s.m.overlay.(*prompt).input.Value(); got != want {
			t.Errorf("%q is completed to %q", line, got)
		}
		s.press("esc")
	}
}

func TestFilesAreCompleted(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"election.raft", ".hidden", "has blank"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "more", "deep.raft"), 0o700); err != nil {
		t.Fatal(err)
	}
	s := open(t, 120, 40)
	complete := func(line string) []string {
		p := &prompt{input: newInput(line), chosen: -1}
		s.m.overlay = p
		if cmd := p.wantFiles(); cmd != nil {
			s.send(cmd())
		}
		var shown []string
		for _, c := range p.choices {
			shown = append(shown, strings.TrimPrefix(c.line, line[:strings.Index(line, " ")+1]+dir+"/"))
		}
		return shown
	}
	for line, want := range map[string]string{
		"load " + dir + "/":       "[election.raft more/]",
		"save " + dir + "/e":      "[election.raft]",
		"save! " + dir + "/.":     "[.hidden]",
		"load " + dir + "/more/":  "[more/deep.raft/]",
		"load " + dir + "/none/x": "[]",
	} {
		if got := fmt.Sprint(complete(line)); got != want {
			t.Errorf("%q is completed by %s, want %s", line, got, want)
		}
	}
}

func TestHistoryIsRecalledByWhatIsTyped(t *testing.T) {
	s := elected(t, 80, 24)
	s.do("tick 1", "put x 1", "tick 2", "put y 2", "tick 2")
	s.press(":", "tick", "up")
	p := s.m.overlay.(*prompt)
	for _, want := range []string{"tick 2", "tick 1", "tick 1"} {
		if got := p.input.Value(); got != want {
			t.Fatalf("up recalls %q, want %q", got, want)
		}
		s.press("up")
	}
	s.press("down", "down")
	if got := p.input.Value(); got != "tick" {
		t.Errorf("down comes back to %q", got)
	}
}

func TestHistoryIsKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state", "raftviz", "history")
	var h history
	if err := h.load(file); err != nil {
		t.Fatal(err)
	}
	for i := range maxHistory + 20 {
		if msg := h.add(fmt.Sprintf("tick %d", i))().(keptMsg); msg.err != nil {
			t.Fatal(msg.err)
		}
	}
	if h.add(fmt.Sprintf("tick %d", maxHistory+19)) != nil {
		t.Error("a line is added twice in a row")
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the file is %v, %v", info, err)
	}
	var again history
	if err := again.load(file); err != nil || len(again.lines) != maxHistory || again.lines[0] != "tick 20" {
		t.Fatalf("%d lines are read, from %q on: %v", len(again.lines), again.lines[0], err)
	}
	data, err := os.ReadFile(file)
	if err != nil || strings.Count(string(data), "\n") != maxHistory {
		t.Errorf("the file has %d lines (%v)", strings.Count(string(data), "\n"), err)
	}
}

func TestAHistoryThatCannotBeKeptIsToldOnce(t *testing.T) {
	s := open(t, 80, 24)
	s.m.history.file = filepath.Join(os.DevNull, "history")
	s.send(s.m.history.add("tick 1")())
	s.status("cluster seed=1", "the history is not kept")
	if s.m.history.add("tick 2") != nil {
		t.Error("it is tried again")
	}
}
