package watch

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/history"
	"raftviz/cluster/live"
	"raftviz/cluster/safety"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// readAllFrames are the steps that a sender's bytes say.
func readAllFrames(t testing.TB, r *reader, out []byte) (steps []*cluster.Witnessed) {
	t.Helper()
	in := bufio.NewReader(bytes.NewReader(out))
	for in.Buffered() > 0 || len(out) > 0 {
		frame, err := readFrame(in, nil)
		if err != nil {
			return steps
		}
		s, err := r.read(frame)
		if err != nil {
			t.Fatal(err)
		}
		if s != nil {
			steps = append(steps, s)
		}
	}
	return steps
}

// alone is a cluster of one member, which works for itself.
func alone(t testing.TB) *cluster.Lab {
	t.Helper()
	c, err := live.Start(live.Config{Settings: live.Defaults(1), Peers: []string{"http://127.0.0.1:0"}, Node: 1, DataDir: t.TempDir(), Tick: testTick})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	l := c.Lab()
	l.Lock()
	defer l.Unlock()
	for l.View().Leader() == 0 {
		if err := l.TickAll(1); err != nil {
			t.Fatal(err)
		}
		if err := l.Settle(); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// put puts a value and has it applied.
func put(t testing.TB, l *cluster.Lab, key, value string) {
	t.Helper()
	l.Lock()
	defer l.Unlock()
	if err := l.Put(key, value, 1); err != nil {
		t.Fatal(err)
	}
	if err := l.Settle(); err != nil {
		t.Fatal(err)
	}
}

func TestReaderFarBehindIsToldHowTheNodesAre(t *testing.T) {
	l := alone(t)
	s, r := &sender{lab: l, next: -1}, &reader{}
	if first := readAllFrames(t, r, s.more()); len(first) != 1 || !first[0].Whole || first[0].Skipped != 0 {
		t.Fatalf("a stream begins with %+v", first)
	}
	from := s.next
	for l.Len() <= from+maxBehind {
		put(t, l, "x", "1")
	}
	steps := readAllFrames(t, r, s.more())
	if len(steps) != 1 || !steps[0].Whole || steps[0].Skipped != l.Len()-1-from {
		t.Fatalf("after %d steps it is told %+v", l.Len()-from, steps)
	}
	put(t, l, "y", "2")
	for _, step := range readAllFrames(t, r, s.more()) {
		if step.Whole {
			t.Error("it was not behind")
		}
	}
	got := r.nodes[0].now
	got.Remote, got.Watched = true, true
	if d := differs(&got, l.View().Node(1)); d != "" {
		t.Error(d)
	}
}

// A log and a store that are too large for a frame are told in parts.
func TestLargeNodeIsToldInParts(t *testing.T) {
	l := alone(t)
	for i := range 12 {
		put(t, l, strings.Repeat("k", i+1), strings.Repeat("v", partBytes/4))
	}
	s, r := &sender{lab: l, next: -1}, &reader{}
	out := s.more()
	if steps := readAllFrames(t, r, out); len(steps) != 1 {
		t.Fatalf("it is told in %d steps", len(steps))
	}
	got := r.nodes[0].now
	got.Remote, got.Watched = true, true
	if d := differs(&got, l.View().Node(1)); d != "" {
		t.Error(d)
	}
	if frame, err := readFrame(bufio.NewReader(bytes.NewReader(out)), nil); err != nil || len(frame) > 2*partBytes {
		t.Errorf("a part has %d bytes, %v", len(frame), err)
	}
}

func TestHandlerServesWhatItIsAskedFor(t *testing.T) {
	server := httptest.NewServer(Handler(alone(t)))
	defer server.Close()
	res, err := http.Post(server.URL, "", nil)
	if err != nil || res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a POST is answered %v, %v", res.Status, err)
	}
	res.Body.Close()
	for range maxStreams {
		res, err := http.Get(server.URL)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("a GET is answered %v, %v", res.Status, err)
		}
		defer res.Body.Close()
	}
	res, err = http.Get(server.URL)
	if err != nil || res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one too many is answered %v, %v", res.Status, err)
	}
	res.Body.Close()
}

func TestURLs(t *testing.T) {
	got, err := URLs("http://127.0.0.1:12380,http://host:1/")
	if err != nil || strings.Join(got, " ") != "http://127.0.0.1:12380 http://host:1" {
		t.Errorf("URLs are %v, %v", got, err)
	}
	for _, text := range []string{"", "127.0.0.1:12380", "http://127.0.0.1:12380,", "https://h:1", "http://h:1/x"} {
		if urls, err := URLs(text); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q are %v, %v", text, urls, err)
		}
	}
}

// Whoever watches checks the properties across processes.
func TestWatcherFindsWhatTwoProcessesBreak(t *testing.T) {
	p := apart(t, 2, nil)
	p.await("there is a leader", func() bool { return p.lab(1).View().Known() != 0 })
	lab := p.lab(1)
	w := lab.Witness()
	log := lab.View().Node(1).Log
	log = log.Append(raftpb.Entry{Term: 1000, Index: log.Last() + 1})
	lead := func(id view.NodeID) *view.Node {
		return &view.Node{
			ID: id, Up: true, Role: view.Leader, Lead: id, Term: 1000, Log: log,
			KV: kv.NewState(nil), Config: &view.Config{}, Disk: &view.Disk{},
		}
	}
	for _, id := range []view.NodeID{2, 3} {
		if err := w.Take(&cluster.Witnessed{Whole: true, Nodes: []*view.Node{lead(2), lead(id)}}); err != nil {
			t.Fatal(err)
		}
	}
	violations := lab.View().Violations
	if len(violations) != 1 || violations[0].Property != view.ElectionSafety {
		t.Errorf("violations are %v", violations)
	}
	if paused, halt := lab.Paused(); !paused || halt == nil {
		t.Error("it goes on")
	}
	if err := w.Take(&cluster.Witnessed{Whole: true}); err != cluster.ErrPaused {
		t.Errorf("while it is paused a step is taken: %v", err)
	}
}

// Whatever a stream says, reading it ends with an error or with what the views, the
// record and the checks can bear.
func FuzzReader(f *testing.F) {
	l := alone(f)
	s := &sender{lab: l, next: -1}
	whole := s.more()
	for i := range 3 {
		put(f, l, "x", strings.Repeat("v", i))
		f.Add(s.more())
	}
	s.next = -1
	f.Add(s.more())
	l.Lock()
	if err := l.Crash(1, false); err != nil {
		f.Fatal(err)
	}
	if err := l.Restart(1); err != nil {
		f.Fatal(err)
	}
	l.Unlock()
	f.Add(s.more())
	f.Fuzz(func(t *testing.T, data []byte) {
		r := &reader{}
		record, check, number := history.New(), safety.New(), 0
		record.Append(&history.Frame{Kind: view.KindStart, Links: &view.Links{}})
		check.Check(0, &history.Frame{Kind: view.KindStart})
		take := func(step *cluster.Witnessed) {
			bear(record, check, step, &number)
		}
		for _, step := range readAllFrames(t, r, whole) {
			take(step)
		}
		in := bufio.NewReader(bytes.NewReader(data))
		for {
			frame, err := readFrame(in, nil)
			if err != nil {
				return
			}
			step, err := r.read(frame)
			if err != nil {
				return
			}
			if step != nil {
				take(step)
			}
		}
	})
}

// bear records a step as a Witness does, and looks at it.
func bear(record *history.History, check *safety.Checker, s *cluster.Witnessed, number *int) {
	give := func(m *view.Message) {
		if m.ID < 0 {
			*number++
			m.ID = *number
		}
	}
	f := &history.Frame{Kind: s.Kind, Node: s.Node, Stage: s.Stage, Message: s.Message, Events: s.Events, Links: &view.Links{}}
	for _, n := range s.Nodes {
		n.Remote, n.Watched = true, true
		f.Changed = append(f.Changed, n)
		if n.Ready != nil {
			for _, m := range n.Ready.Messages {
				give(m)
			}
		}
		if s.Whole {
			f.Events = append(f.Events, view.Event{What: view.Watched, Node: n.ID})
		}
	}
	for _, e := range f.Events {
		switch about := e.About.(type) {
		case *view.Message:
			give(about)
		case *view.Ready:
			for _, m := range about.Messages {
				give(m)
			}
		}
	}
	if s.Message != nil {
		give(s.Message)
	}
	check.Check(record.Len(), f)
	record.Append(f)
	step := record.Step(record.Len() - 1)
	for _, e := range step.Events {
		_ = e.String()
	}
}

// The length of a list is nobody's word for how much room it takes.
func TestHostileLengthsTakeNoRoom(t *testing.T) {
	frame := []byte{2, 0}
	frame = binary.AppendUvarint(frame, maxList)
	if n := testing.AllocsPerRun(10, func() { (&reader{}).read(frame) }); n > 100 {
		t.Errorf("%v allocations", n)
	}
	long := binary.AppendUvarint(nil, maxFrame)
	if _, err := readFrame(bufio.NewReader(bytes.NewReader(long)), nil); err == nil {
		t.Error("a frame without bytes is read")
	}
	long = binary.AppendUvarint(nil, maxFrame+1)
	if _, err := readFrame(bufio.NewReader(bytes.NewReader(long)), nil); err == nil || !strings.Contains(err.Error(), "allowed") {
		t.Errorf("a frame too long: %v", err)
	}
}
