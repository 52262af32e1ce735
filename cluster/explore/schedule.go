package explore

import (
	"fmt"

	"raftviz/cluster"
	"raftviz/cluster/random"
	"raftviz/cluster/view"
)

// schedule makes the commands of one run, a line at a time: bursts of faults,
// and between them time in which the cluster is whole and can go on. What it
// makes depends on its seed and on what the cluster is like.
type schedule struct {
	o      Options
	chance *random.Stream
	// lab is the cluster that the next line is for.
	lab *cluster.Lab
	// election is the cluster's election timeout in ticks, snapshot its entries
	// between snapshots.
	election, snapshot int

	// lines are those that come next.
	lines []string
	// faults are the moves that the burst can have, as often as their weight says.
	faults []func(*schedule)
	// burst is how many faults are still to come in the burst under way, calm how
	// many rounds without any before the next one.
	burst, calm int
	// close is for how many lines more the schedule goes by single steps.
	close int
	// puts is how many puts there were: each has a value of its own.
	puts int
}

func newSchedule(o Options, seed uint64) *schedule {
	s := &schedule{o: o, chance: random.NewStream(seed), calm: 1}
	for _, m := range moves {
		for range m.weight {
			if o.Faults.any(m.fault) {
				s.faults = append(s.faults, m.do)
			}
		}
	}
	s.setUp(seed)
	return s
}

// setUp begins with a cluster that elects often and takes many snapshots.
func (s *schedule) setUp(seed uint64) {
	c := s.chance
	s.election, s.snapshot = c.Between(3, 9), c.Between(2, 12)
	line := fmt.Sprintf("cluster nodes=%d seed=%d election=%d snapshot=%d catchup=%d", s.o.Nodes, seed, s.election, s.snapshot, c.Below(s.snapshot))
	if c.OneIn(5) {
		line += " prevote=true"
	}
	if c.OneIn(4) {
		line += " checkquorum=true"
	}
	if s.o.Faults.any(Delay) && c.OneIn(4) {
		line += fmt.Sprintf(" delay=%d", c.Between(1, 2))
	}
	s.add("%s", line)
	for _, r := range s.o.Violate {
		if c.OneIn(2) {
			s.add("violate %v", r)
		} else {
			s.add("violate %v on %d", r, c.Between(1, s.o.Nodes))
		}
	}
}

// add puts a line behind those that come next.
func (s *schedule) add(format string, args ...any) {
	s.lines = append(s.lines, fmt.Sprintf(format, args...))
}

// next is the next line, for a cluster as it is now; nil is none yet.
func (s *schedule) next(l *cluster.Lab) string {
	s.lab = l
	for len(s.lines) == 0 {
		s.round()
	}
	line := s.lines[0]
	s.lines = s.lines[1:]
	return line
}

// round makes the next few lines.
func (s *schedule) round() {
	switch {
	case s.anyNode(isUp) == 0:
		s.restartAll()
	case s.close > 0:
		s.closeRound()
	case s.burst > 0:
		s.burst--
		s.fault()
	case s.calm > 0:
		s.calm--
		s.quietRound()
	default:
		s.repair()
	}
}

// quietRound is clients at work on a cluster that is left alone.
func (s *schedule) quietRound() {
	for range s.chance.Between(1, 3) {
		s.client()
	}
	s.add("step %d", s.chance.Between(20, 100))
}

// fault is a move of the burst, a client perhaps, and a little time.
func (s *schedule) fault() {
	c := s.chance
	if len(s.faults) > 0 {
		s.faults[c.Below(len(s.faults))](s)
	}
	if c.OneIn(2) {
		s.client()
	}
	s.time()
	if id := s.anyNode(isDown); id != 0 && c.OneIn(2) {
		s.add("restart %d", id)
	}
}

// time lets something happen: more often a little than much.
func (s *schedule) time() {
	c := s.chance
	id := s.anyNode(hasReady)
	switch {
	case id != 0 && c.OneIn(6):
		s.add("stage %d", id)
	case id != 0 && c.OneIn(6):
		s.add("ready %d", id)
	case c.OneIn(12):
		s.add("tick all %d", c.Between(1, s.election))
	case c.OneIn(3):
		s.add("step %d", c.Between(1, 8))
	default:
		s.add("step %d", c.Between(8, 60))
	}
}

// repair ends a burst: the network is mended, the nodes are started again, and
// there is time to elect a leader. The next burst follows.
func (s *schedule) repair() {
	c := s.chance
	s.add("heal")
	s.restartAll()
	s.add("step %d", c.Between(30, 200))
	s.calm, s.burst = c.Below(4), c.Between(2, 9)
}

// restartAll starts the nodes that are down. One that was removed stays down,
// mostly: it would stop as soon as it has replayed its removal.
func (s *schedule) restartAll() {
	before := len(s.lines)
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		if n := s.lab.Node(id); n != nil && !n.Up && (!n.Removed || s.chance.OneIn(20)) {
			s.add("restart %d", id)
		}
	}
	if len(s.lines) == before && s.anyNode(isUp) == 0 {
		s.add("restart %d", s.anyNode(func(n *view.Node) bool { return !n.Up }))
	}
}

// anyNode is one of the nodes for which keep holds, 0 when there is none.
func (s *schedule) anyNode(keep func(*view.Node) bool) view.NodeID {
	var ids [view.MaxNodes]view.NodeID
	n := 0
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		if node := s.lab.Node(id); node != nil && keep(node) {
			ids[n] = id
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return ids[s.chance.Below(n)]
}

func isUp(n *view.Node) bool      { return n.Up }
func isDown(n *view.Node) bool    { return !n.Up && !n.Removed }
func isLeader(n *view.Node) bool  { return n.Up && n.Role == view.Leader }
func isLearner(n *view.Node) bool { return n.Learner }
func hasReady(n *view.Node) bool  { return n.Stage != view.NoStage || n.ReadyWaiting }
func hasSnapshot(n *view.Node) bool {
	return n.Stage != view.NoStage && n.Ready != nil && n.Ready.Snapshot != nil
}

// keys are few, so that clients meet.
var keys = []string{"x", "y"}

// client makes a request, of the leader or of any node.
func (s *schedule) client() {
	c := s.chance
	key, via := keys[c.Below(len(keys))], ""
	if c.OneIn(2) {
		via = fmt.Sprintf(" via %d", s.anyNode(isUp))
	}
	if c.OneIn(4) {
		s.add("read %s%s", key, via)
		return
	}
	s.puts++
	s.add("put %s %d%s", key, s.puts, via)
}
