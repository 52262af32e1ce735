package live

import (
	"fmt"
	"testing"
	"time"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

func TestSmoke(t *testing.T) {
	s := Defaults(3)
	c, err := Start(Config{Settings: s, Peers: []string{"http://127.0.0.1:0", "http://127.0.0.1:0", "http://127.0.0.1:0"}, DataDir: t.TempDir(), Tick: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(10 * time.Second)
	lead := view.NodeID(0)
	for lead == 0 && time.Now().Before(deadline) {
		time.Sleep(10 * time.Millisecond)
		lead = c.Lab().View().Leader()
	}
	fmt.Println("leader", lead, "steps", c.Lab().Len())
	ch := make(chan cluster.Answer, 1)
	start := time.Now()
	n := 0
	for time.Since(start) < 2*time.Second {
		if err := c.Lab().Ask(view.PutRequest, lead, "x", fmt.Sprint(n), func(a cluster.Answer) { ch <- a }); err != nil {
			t.Fatal(err)
		}
		if a := <-ch; a.Err != nil {
			t.Fatal(a.Err)
		}
		n++
	}
	fmt.Println(n, "puts", c.Lab().Len(), "steps")
	v := c.Lab().View()
	for _, nd := range v.Nodes {
		fmt.Println(nd.ID, nd.Role, nd.Term, nd.Commit, nd.Applied, nd.Log.Last())
	}
	p, h := c.Lab().Paused()
	fmt.Println(p, h, len(v.Messages), v.Violations)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}
