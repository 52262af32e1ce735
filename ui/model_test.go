package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/golden"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/ui/layout"
	"raftviz/ui/scene"
)

// elected is a screen of a cluster that n3 leads, with nothing pending.
func elected(t *testing.T, w, h int) *screen {
	t.Helper()
	s := open(t, w, h)
	s.press("S")
	s.do("until leader != 0")
	s.press("S")
	return s
}

func TestScreenOfALab(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}, {79, 23}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			s := elected(t, size[0], size[1])
			s.do("put x 1")
			s.press(strings.Repeat(" ", 9))
			golden.RequireEqual(t, s.m.View()+"\n")
		})
	}
}

func TestFirstScreenSaysHowToGoOn(t *testing.T) {
	s := open(t, 80, 24)
	s.shows("lab · seed 1", "no leader", "a Ready waits", "space does what comes next", "? help", "q quit")
}

func TestPutIsCommittedOnAll(t *testing.T) {
	s := elected(t, 120, 40)
	s.press("p", "enter", "enter")
	s.status("put x 1", "")
	s.shows("put x=1 via n3 waits")
	s.press("S")
	for _, n := range s.m.view().Nodes {
		if v, _ := n.KV.Get("x"); v != "1" {
			t.Errorf("%v has x=%q", n.ID, v)
		}
	}
	s.press("p")
	s.shows("key", "x", "value", "2")
	s.press("k", "enter", "a b", "enter")
	s.status("put k 'a b'", "")
}

func TestPutNeedsAKey(t *testing.T) {
	s := elected(t, 80, 24)
	s.press("p", "backspace", "enter", "enter")
	s.shows("a key is needed")
	s.press("esc")
	if s.m.overlay != nil {
		t.Error("esc does not close the form")
	}
}

// TestKeysRunCommands presses a key and looks which command it was.
func TestKeysRunCommands(t *testing.T) {
	for _, tt := range []struct {
		before []string
		keys   []string
		want   string
	}{
		{nil, []string{" "}, "step"},
		{nil, []string{"alt+2", "s"}, "stage 2"},
		{nil, []string{"alt+2", "r"}, "ready 2"},
		{nil, []string{"l", "t"}, "tick 2"},
		{nil, []string{"T"}, "tick all"},
		{nil, []string{"S"}, "settle"},
		{nil, []string{"alt+3", "e"}, "campaign 3"},
		{nil, []string{"alt+1", "c"}, "crash 1"},
		{[]string{"crash 1"}, []string{"alt+1", "R"}, "restart 1"},
		{nil, []string{"m", "a"}, "add 4"},
		{nil, []string{"m", "down", "enter"}, "add 4 learner"},
		{nil, []string{"alt+2", "m", "r"}, "remove 2"},
		{nil, []string{"alt+2", "f", "i"}, "isolate 2"},
		{[]string{"isolate 2"}, []string{"f", "h"}, "heal"},
		{nil, []string{"alt+2", "f", "a", "send", "enter"}, "crash 2 at send"},
		{nil, []string{"alt+2", "f", "x", "3", "enter"}, "cut 2->3"},
		{[]string{"cut 2->3"}, []string{"f", "m", "2->3", "enter"}, "mend 2->3"},
		{nil, []string{"alt+3", "f", "d", "save-wal", "enter"}, "fail-disk 3 at save-wal"},
		{nil, []string{"alt+2", "f", "w"}, "crash 2 power"},
		{nil, []string{"alt+2", "f", "v", "down", "enter"}, "violate save-hardstate-before-snapshot on 2"},
		{[]string{"violate send-before-save"}, []string{"alt+2", "f", "v", "a"}, "obey send-before-save on 2"},
		{nil, []string{"f", "V", "a"}, "violate send-before-save"},
		{[]string{"violate send-before-save on 2"}, []string{"f", "V", "a"}, "violate send-before-save"},
		{[]string{"violate send-before-save"}, []string{"f", "V", "a"}, "obey send-before-save"},
		{nil, []string{"g", "x", "enter"}, "get x"},
		{nil, []string{"U", "enter"}, "until leader != 0"},
	} {
		t.Run(strings.Join(tt.keys, " "), func(t *testing.T) {
			s := open(t, 80, 24)
			s.do(tt.before...)
			s.press(tt.keys...)
			if got := s.m.state.commands; len(got) == 0 || got[len(got)-1] != tt.want {
				t.Errorf("the last command is %q, want %q; status %+v", got, tt.want, s.m.status)
			}
		})
	}
}

func TestMessagesAreDeliveredDroppedAndDuplicated(t *testing.T) {
	s := open(t, 120, 40)
	s.press("S")
	s.do("campaign 1", "ready 1")
	s.press("w")
	ids := func() (ids []int) {
		for _, m := range s.m.view().Messages {
			ids = append(ids, m.ID)
		}
		return ids
	}
	before := ids()
	s.press("down", "x")
	s.status(fmt.Sprintf("drop #%d", before[1]), "")
	s.press("D")
	s.status(fmt.Sprintf("duplicate #%d", before[0]), "")
	s.press("d")
	s.status(fmt.Sprintf("deliver #%d", before[0]), "")
	if left := ids(); len(left) != 1 || s.m.message() != left[0] {
		t.Errorf("%v are in flight and #%d is selected", left, s.m.message())
	}
	s.press("d", "d")
	s.status("", "no message is in flight")
}

// TestKeysInOneMessageAllCount hands over keys as a terminal does when they
// come faster than it reads them.
func TestKeysInOneMessageAllCount(t *testing.T) {
	s := open(t, 80, 24)
	s.send(runes("TTT"))
	if got := s.m.view().Tick; got != 3 {
		t.Errorf("three presses of T ticked %d times", got)
	}
	s.send(runes(":tick all 4"))
	s.press("enter")
	if got := s.m.view().Tick; got != 7 {
		t.Errorf("a line typed in one go ticked %d times", got-3)
	}
	s.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("TTT"), Paste: true})
	s.status("", "paste into the : prompt")
}

func TestADisabledKeySaysWhy(t *testing.T) {
	for keys, want := range map[string]string{
		"d": "no message is in flight", "R": "n1 is up", "llcs": "n3 is down",
		"Ss": "n3 has no Ready", "]": "this is the newest step", "Z": "? shows all keys", "mt": "no node leads",
	} {
		s := open(t, 80, 24)
		if keys == "Ss" {
			s.press("alt+3")
		}
		s.press(keys)
		if st := s.m.status; !st.Error || !strings.Contains(st.Note, want) {
			t.Errorf("%s says %+v, want %q", keys, st, want)
		}
	}
}

func TestErrorsAreShownAndNotFatal(t *testing.T) {
	s := open(t, 80, 24)
	s.press(":", "deliver #99", "enter")
	if st := s.m.status; !st.Error || st.Note == "" {
		t.Errorf("status %+v", st)
	}
	s.shows("✗")
	s.do("tick all")
}

// TestAnErrorThatDoesNotFitOpensADialog makes one that lists all rules.
func TestAnErrorThatDoesNotFitOpensADialog(t *testing.T) {
	s := open(t, 80, 24)
	s.press(":", "violate nonsense", "enter")
	if _, ok := s.m.overlay.(*pager); !ok {
		t.Fatalf("the screen cuts it:\n%s", s.m.View())
	}
	s.shows("send-before-save", "no-report-snapshot")
	s.press("esc", ":", "deliver #99", "enter")
	if s.m.overlay != nil {
		t.Error("an error that fits opens a dialog")
	}
}

func TestTheMenuOfRulesSaysWhatEachDoes(t *testing.T) {
	s := open(t, 80, 24)
	s.press("alt+2", "f", "v")
	for _, r := range rule.All() {
		s.shows("rules for n2", r.String(), r.Summary())
		s.press("down")
	}
}

func TestRefusalIsShown(t *testing.T) {
	s := open(t, 80, 24)
	s.press("S")
	s.press(":", "put x 1", "enter")
	if st := s.m.status; !st.Error || !strings.Contains(st.Note, "refused") {
		t.Errorf("status %+v", st)
	}
}

func TestOutputOpensADialog(t *testing.T) {
	s := open(t, 80, 24)
	s.press(":", "help", "enter")
	s.shows("help", "more ↓", "esc close")
	s.press("pgdown", "end", "up", "esc")
	if s.m.overlay != nil {
		t.Error("esc does not close the dialog")
	}
}

func TestATableIsNotWrappedButMoved(t *testing.T) {
	s := elected(t, 80, 24)
	s.press(":", "show cluster", "enter")
	s.shows("node  role", "…")
	before := s.m.View()
	s.press("right", "right", "right")
	if s.m.View() == before {
		t.Error("the text does not move")
	}
	s.shows("configuration")
	s.press("left", "left", "left")
	if s.m.View() != before {
		t.Error("the text does not move back")
	}
}

func TestEscNeverQuits(t *testing.T) {
	s := open(t, 80, 24)
	for range 5 {
		_, cmd := s.m.Update(tea.KeyMsg{Type: tea.KeyEsc})
		if cmd != nil {
			t.Fatalf("esc does %v", cmd())
		}
	}
}

func TestCtrlCQuitsFromAnywhere(t *testing.T) {
	for _, keys := range []string{"", ":", "?", "p", "m", "f"} {
		s := open(t, 80, 24)
		s.press(keys)
		_, cmd := s.m.Update(tea.KeyMsg{Type: tea.KeyCtrlC})
		if cmd == nil || cmd() != tea.Quit() {
			t.Errorf("after %q ctrl-c does not quit", keys)
		}
	}
}

func TestLookingBackRunsNothing(t *testing.T) {
	s := open(t, 120, 40)
	s.press("S")
	newest := s.m.trace.newest()
	s.press("left", "left", "[")
	s.shows(fmt.Sprintf("◀ step %d of %d", newest-12, newest))
	s.press("right")
	s.shows(fmt.Sprintf("◀ step %d of %d", newest-11, newest))
	s.press("esc")
	s.shows(fmt.Sprintf("step %d ", newest))
	s.press("{")
	s.status("goto 0", "a command here starts a branch")
	s.press("}")
	s.status(fmt.Sprintf("goto %d", newest), "")
	if s.m.past() || s.m.trace.newest() != newest || len(s.m.engine.do.Branches()) != 1 {
		t.Error("looking has changed something")
	}
}

func TestSelectionFollowsUntilTheUserChooses(t *testing.T) {
	s := open(t, 80, 24)
	s.press("S")
	last := s.m.trace.step(s.m.trace.newest()).Node
	if s.m.selected != last {
		t.Errorf("%v is selected, %v acted", s.m.selected, last)
	}
	other := view.NodeID(int(last)%3 + 1)
	s.press(fmt.Sprintf("alt+%d", int(other)))
	s.do("campaign 1", "settle")
	if s.m.selected != other {
		t.Errorf("%v is selected, %v was chosen", s.m.selected, other)
	}
}

func TestFocusGoesRound(t *testing.T) {
	s := open(t, 120, 40)
	var seen []layout.Pane
	for range 5 {
		s.press("w")
		seen = append(seen, s.m.focus[layout.Cluster])
	}
	s.press("W")
	want := []layout.Pane{layout.MessagesPane, layout.StagesPane, layout.FieldsPane, layout.EventsPane, layout.NodesPane}
	if now := s.m.focus[layout.Cluster]; !slices.Equal(seen, want) || now != layout.EventsPane {
		t.Errorf("focus went %v, then back to %v", seen, now)
	}
}

func TestViewsAreShownByTheirKeys(t *testing.T) {
	s := open(t, 120, 40)
	for p := range layout.Pages {
		s.press(fmt.Sprint(int(p) + 1))
		if s.m.page != p {
			t.Errorf("key %d shows %v", int(p)+1, s.m.page)
		}
	}
	s.press("tab")
	if s.m.page != layout.Cluster {
		t.Errorf("behind the last view is %v", s.m.page)
	}
	s.press("shift+tab", "z")
	if l := scene.Layout(s.m.frame(), 120, 40); s.m.page != layout.Events || l.Panes[layout.EventsPane].H < 30 {
		t.Errorf("the events of %v have %v", s.m.page, l.Panes[layout.EventsPane])
	}
}

// TestDeletingTheLastWord deletes a word forwards at the last rune of each line
// that can be typed into.
func TestDeletingTheLastWord(t *testing.T) {
	for _, opens := range []string{":", "p", "/"} {
		s := open(t, 80, 24)
		s.press(opens, "backspace", "x1", "left", "alt+d")
		switch o := s.m.overlay.(type) {
		case *prompt:
			s.input(o.input.Value(), "x")
		case *form:
			s.input(o.fields[o.at].input.Value(), "x")
		case *filterPrompt:
			s.input(o.input.Value(), "x")
		}
	}
}

func (s *screen) input(got, want string) {
	s.t.Helper()
	if got != want {
		s.t.Errorf("the input is %q, want %q", got, want)
	}
}

// TestHintsOfWhatIsChosen has the keys for what the arrows have chosen in the
// bottom line, and the most used ones at 80 columns.
func TestHintsOfWhatIsChosen(t *testing.T) {
	s := open(t, 80, 24)
	s.shows("space step  P play  s stage", "p put")
	s.press("S")
	s.shows("S settle  p put")
	s.press("8")
	s.shows("events: all that happened")
	if strings.Contains(s.m.View(), "enter inspect") {
		t.Error("nothing was chosen yet")
	}
	s.press("up", "up")
	s.shows("enter inspect")
	s.press("4", "up", "up")
	s.shows("space step  enter inspect  o go there")
	s.press("alt+2")
	s.shows("n2 selected; enter inspects it, 0 follows who acts")
}
