package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/teatest"

	"raftviz/cluster/live"
	"raftviz/cluster/session"
	"raftviz/ui/grid"
)

// beginLive shows a live cluster of three nodes that has a leader.
func beginLive(t *testing.T) *flow {
	t.Helper()
	c, err := live.Start(live.Config{
		Settings: live.Defaults(3), Tick: 10 * time.Millisecond,
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
	if !strings.Contains(m.View(), "live · here") || !strings.Contains(m.View(), "▮▮ paused") {
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

func TestABreakpointPausesALiveCluster(t *testing.T) {
	fl := beginLive(t)
	fl.press(`:breakpoint node(1).kv["x"] == "1"`, "enter", ":put x 1", "enter")
	fl.waits("breakpoint 1")
	m := fl.endsLive()
	if v, _ := m.view().Node(1).KV.Get("x"); v != "1" || !m.state.paused {
		t.Errorf("n1 has x=%q, paused: %v", v, m.state.paused)
	}
}
