package ui

import (
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster"
	"raftviz/cluster/live"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/cluster/watch"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// watching is a member of three in processes of their own, which watches one of the
// others, and has seen it crash and come back.
func watching(t *testing.T) *live.Cluster {
	t.Helper()
	var peers []string
	var listeners []net.Listener
	for range 3 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		listeners = append(listeners, l)
		peers = append(peers, "http://"+l.Addr().String())
	}
	for _, l := range listeners {
		l.Close()
	}
	var on []*live.Cluster
	for id := range 3 {
		c := live.Config{Settings: live.Defaults(3), Peers: peers, Node: view.NodeID(id + 1), DataDir: t.TempDir(), Tick: 10 * time.Millisecond}
		one, err := live.Start(c)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { one.Close() })
		on = append(on, one)
	}
	mux := http.NewServeMux()
	mux.Handle(watch.Path, watch.Handler(on[0].Lab()))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	t.Cleanup(server.CloseClientConnections)
	for _, c := range on {
		if err := c.Run(); err != nil {
			t.Fatal(err)
		}
	}
	lab := on[1].Lab()
	stop := watch.Follow(lab, []string{server.URL})
	t.Cleanup(stop)
	wait := func(what string, is func(*view.View) bool) {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); !is(lab.View()); time.Sleep(time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("it is not so: %s", what)
			}
			_ = lab.Ask(view.PutRequest, 2, "x", "1", func(cluster.Answer) {})
			_ = on[0].Lab().Ask(view.PutRequest, 1, "y", "1", func(cluster.Answer) {})
		}
	}
	wait("n1 is watched, and applies", func(v *view.View) bool { return v.Node(1) != nil && v.Node(1).Watched && v.Node(1).KV.Len() > 1 })
	for _, line := range []string{"crash 1", "restart 1"} {
		if _, err := session.Live(on[0].Lab()).Do(line); err != nil {
			t.Fatal(err)
		}
		up := line == "restart 1"
		wait(line, func(v *view.View) bool { return v.Node(1).Up == up })
	}
	return on[1]
}

// Every view can show steps of other processes, which come late.
func TestViewsOfWatchedNodes(t *testing.T) {
	c := watching(t)
	lab := c.Lab()
	m := newModel(session.Live(lab), grid.Plain())
	m.living = &living{Live: Live{About: "n2 of 3", Address: c.Address}}
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	m.Update(livedMsg{m.engine.glance()})
	for id := view.NodeID(1); id <= 3; id++ {
		m.chooseNode(id)
		for p := range layout.Pages {
			m.show(p)
			for at := m.trace.newest(); at >= 0; at -= m.trace.newest()/40 + 1 {
				m.at = at
				if m.View() == "" {
					t.Fatalf("%v of step %d shows nothing", p, at)
				}
			}
		}
	}
}
