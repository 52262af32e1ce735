package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/teatest"

	"raftviz/cluster/live"
	"raftviz/cluster/session"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// beginLive shows a live cluster of three nodes that has a leader. Its ticks are long
// enough for it to lead on, on a busy machine too.
func beginLive(t *testing.T) *flow {
	t.Helper()
	c, err := live.Start(live.Config{
		Settings: live.Defaults(3), Tick: 30 * time.Millisecond,
		Peers: []string{"http://127.0.0.1:0", "http://127.0.0.1:0", "http://127.0.0.1:0"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	m, err := Options{Live: &Live{Session: session.Live(c.Lab()), About: "here", Hint: "say hello"}}.model()
	if err != nil {
		t.Fatal(err)
	}
	m.palette = grid.Plain()
	fl := &flow{t, teatest.NewTestModel(t, m, teatest.WithInitialTermSize(120, 40))}
	fl.waits("say hello")
	fl.waits("leader ★")
	return fl
}

// endsLive quits, which asks nothing: there is nothing that could be saved.
func (fl *flow) endsLive() *Model {
	fl.t.Helper()
	fl.press(":quit", "enter")
	return fl.tm.FinalModel(fl.t, teatest.WithFinalTimeout(patient)).(*Model)
}

func TestALiveClusterGoesOnAndStandsStill(t *testing.T) {
	fl := beginLive(t)
	fl.press(":put x 1", "enter")
	fl.waits("x=1")
	fl.press(" ")
	fl.waits("paused")
	fl.press("S")
	fl.waits("it stands still")
	fl.press(":put y 2", "enter")
	fl.waits("put y 2")
	fl.press("S")
	fl.waits("y=2")
	m := fl.endsLive()
	if !strings.Contains(m.View(), "live · here") || !strings.Contains(m.View(), "▮▮ paused") || !strings.Contains(m.View(), "P go on") {
		t.Errorf("the last screen is\n%s", m.View())
	}
	fl.has(m, "y", "2", 1, 2, 3)
}

func TestTheLiveScreenLooksBackWhileItGoesOn(t *testing.T) {
	fl := beginLive(t)
	fl.press(":goto 3", "enter")
	fl.waits("the cluster goes on meanwhile")
	at := "step 3 of"
	fl.waits(at)
	fl.press(":put x 1", "enter")
	fl.waits("goes on from the newest alone")
	fl.press("esc")
	fl.press(":put x 1", "enter")
	fl.waits("x=1")
	m := fl.endsLive()
	if m.past() || m.trace.newest() < 100 {
		t.Errorf("it looks at step %d of %d", m.at, m.trace.newest())
	}
}

// Who sees something go by can stop the cluster without losing sight of it.
func TestALiveClusterPausesWhileOneLooksBack(t *testing.T) {
	fl := beginLive(t)
	fl.press(":goto 3", "enter")
	fl.waits("step 3 of")
	fl.press("P")
	fl.waits("it stands still; P lets it go on")
	fl.press("p")
	fl.waits("p put: this is step 3, and a live cluster goes on from the newest alone; esc looks at that")
	fl.press("right")
	fl.waits("forward  it stands still")
	fl.press(" ")
	fl.waits("✗ space step: this is step 4")
	m := fl.endsLive()
	if m.at != 4 || !m.state.paused {
		t.Errorf("it looks at step %d, paused: %v", m.at, m.state.paused)
	}
}

func TestALiveClusterHasNoKeysOfTheLab(t *testing.T) {
	fl := beginLive(t)
	fl.press("+")
	fl.waits("+ faster: a live cluster keeps the wall's time")
	fl.press("B")
	fl.waits("a live cluster has no branches")
	fl.press("C")
	fl.waits("the lab starts others")
	fl.press("?")
	fl.waits("pause, or let it go on")
	fl.press("esc", ":until leader == 9", "enter")
	fl.waits("running…")
	fl.press("esc")
	fl.waits("it stands still; P lets it go on")
	m := fl.endsLive()
	for _, l := range m.helpLines() {
		for _, p := range l {
			for _, lab := range []string{"play faster, up to 64×", "choose a branch to go on with", "another seed, more nodes, PreVote …"} {
				if p.Text == lab {
					t.Errorf("the help has %q", lab)
				}
			}
		}
	}
	if s := m.View(); strings.Contains(s, "slower") {
		t.Errorf("the last screen is\n%s", s)
	}
}

func TestTheDiskOfALiveClusterIsRead(t *testing.T) {
	fl := beginLive(t)
	fl.press("alt+2", "7")
	fl.waits("snapshot   0/0")
	fl.press(":put x 1", "enter")
	fl.waits("put x=1")
	m := fl.endsLive()
	if d := m.knownDisk(); d == nil || d.Err != nil || len(d.Listing.Segments) == 0 {
		t.Errorf("the files known are %+v", d)
	}
}

// What is selected in space-time would be out of sight with the next tick.
func TestWhatIsSelectedInSpaceTimeHoldsTheLiveScreen(t *testing.T) {
	fl := beginLive(t)
	fl.press("4", "up", "up")
	fl.waits("the cluster goes on meanwhile")
	fl.press("enter")
	fl.waits("esc close")
	fl.press("esc", "esc", ":put x 1", "enter")
	fl.waits("put x 1")
	m := fl.endsLive()
	if m.past() || m.cursors[layout.SpaceTimePane] != (frame.Thing{}) {
		t.Errorf("it looks at step %d of %d, with %+v selected", m.at, m.trace.newest(), m.cursors[layout.SpaceTimePane])
	}
}

func TestABreakpointPausesALiveCluster(t *testing.T) {
	fl := beginLive(t)
	fl.press(`:breakpoint node(1).kv["x"] == "1"`, "enter", ":put x 1", "enter")
	fl.waits("▮▮ paused")
	m := fl.endsLive()
	if v, _ := m.view().Node(1).KV.Get("x"); v != "1" || !m.state.paused {
		t.Errorf("n1 has x=%q, paused: %v", v, m.state.paused)
	}
}
