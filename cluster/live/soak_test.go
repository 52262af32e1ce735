package live

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

var soak = flag.Duration("soak", 4*time.Second, "how long TestSoak goes on; ten minutes say whether the memory is flat")

// putsPerSecond is how much TestSoak asks for.
const putsPerSecond = 500

// TestSoak has clients put and read while links are cut, lose and delay, and nodes
// crash. All properties hold, and the memory does not grow once as many steps are
// there as are kept.
func TestSoak(t *testing.T) {
	f := started(t, 3, func(c *Config) {
		c.Tick, c.DataDir, c.Keep = tick/4, t.TempDir(), 200_000
		c.Settings.Snapshot, c.Settings.CatchUp = 1000, 500
	})
	f.do("until leader != 0", "resume")
	began := time.Now()
	stop, asked := make(chan struct{}), make(chan int)
	go func() { asked <- f.load(stop) }()
	var heaps []uint64
	faults, next := 0, began.Add(*soak/20)
	for time.Since(began) < *soak {
		time.Sleep(time.Duration(500+rand.IntN(3000)) * time.Millisecond)
		f.fault()
		faults++
		if paused, why := f.c.Lab().Paused(); paused {
			t.Fatalf("it stands still: %v", why)
		}
		if time.Now().After(next) {
			heaps, next = append(heaps, heap()), next.Add(*soak/20)
		}
	}
	close(stop)
	puts := <-asked
	f.do("heal")
	f.revive()
	f.mustPut(0, "last", "put")
	f.revive()
	f.do(`until all([1,2,3], node(#).kv["last"] == "put")`, "expect len(violations) == 0", "check")
	t.Logf("%d requests and %d faults in %v, %d steps; heap in MB: %v", puts, faults, soak.Round(time.Second), f.c.Lab().Len(), heaps)
	if n := len(heaps); *soak >= time.Minute && heaps[n-1] > heaps[n/2]*3/2 {
		t.Errorf("the heap grew from %d to %d MB in the second half", heaps[n/2], heaps[n-1])
	}
}

// load asks for so many puts a second, and a read now and then, until stop.
func (f *fixture) load(stop <-chan struct{}) (asked int) {
	began := time.Now()
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
		case <-stop:
			return asked
		}
		// What nobody takes now, for lack of a leader, is made up for later.
		for due := int(time.Since(began) * putsPerSecond / time.Second); asked < due && f.ask(asked); {
			asked++
		}
	}
}

// revive has all nodes up. A crash that is armed still may come when the leader's first
// entry does, or a put.
func (f *fixture) revive() {
	for range 2 {
		for id := 1; id <= 3; id++ {
			if n := f.c.Lab().View().Node(view.NodeID(id)); !n.Up {
				f.do(fmt.Sprintf("restart %d", id))
			}
		}
		f.do("until leader != 0", "run 30", "resume")
	}
}

// ask asks for request number i through one node or another, and reports whether one
// took it.
func (f *fixture) ask(i int) bool {
	kind := view.PutRequest
	if i%10 == 0 {
		kind = view.ReadRequest
	}
	for via := range 3 {
		if f.c.Lab().Ask(kind, view.NodeID(1+(i+via)%3), fmt.Sprintf("key-%d", rand.IntN(1000)), fmt.Sprint(i), func(cluster.Answer) {}) == nil {
			return true
		}
	}
	return false
}

// fault does something to the cluster at random. A node stays down, and a link cut,
// until another fault mends that.
func (f *fixture) fault() {
	v := f.c.Lab().View()
	id := 1 + rand.IntN(3)
	var line string
	switch n := v.Node(view.NodeID(id)); {
	case !n.Up:
		line = fmt.Sprintf("restart %d", id)
	case rand.IntN(3) == 0:
		line = "heal"
	case rand.IntN(4) == 0:
		line = fmt.Sprintf("crash %d at %s", id, []string{"save-wal", "send", "publish", "advance"}[rand.IntN(4)])
	case rand.IntN(4) == 0:
		line = fmt.Sprintf("crash %d power", id)
	case rand.IntN(2) == 0:
		line = fmt.Sprintf("isolate %d", id)
	default:
		line = fmt.Sprintf("link all delay=0..%d loss=%d%%", rand.IntN(3), rand.IntN(20))
	}
	if _, err := f.on.Do(line); err != nil {
		f.Logf("%s: %v", line, err) // it crashed or started meanwhile
	}
}

// heap is what is in use, in MB.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 20
}
