package explore

import (
	"fmt"

	"raftviz/cluster/view"
)

// move is something that happens in a burst.
type move struct {
	fault  Faults
	weight int
	do     func(*schedule)
}

var moves = []move{
	{Crash | Power, 6, (*schedule).crash},
	{Crash | Power, 6, (*schedule).crashAt},
	{Crash | Power, 3, (*schedule).blackout},
	{Crash | Power, 2, (*schedule).lag},
	{Disk, 1, (*schedule).failDisk},
	{Partition, 4, (*schedule).partition},
	{Partition, 3, (*schedule).cutOffLeader},
	{Loss | Delay, 2, (*schedule).link},
	{Messages | Delay, 4, (*schedule).message},
	{Elections, 4, (*schedule).campaign},
	{Elections, 5, (*schedule).duel},
	{Elections, 2, (*schedule).hurry},
	{Members, 4, (*schedule).member},
	{AllFaults(), 1, func(s *schedule) { s.add("snapshot %d", s.anyNode(isUp)) }},
}

// power is the word that makes a crash one of the machine, as often as the
// faults asked for allow it.
func (s *schedule) power() string {
	if s.o.Faults.any(Power) && (!s.o.Faults.any(Crash) || s.chance.OneIn(2)) {
		return " power"
	}
	return ""
}

// crash takes a node down, and mostly has it back at once.
func (s *schedule) crash() {
	id := s.anyNode(isUp)
	s.add("crash %d%s", id, s.power())
	if !s.chance.OneIn(4) {
		s.add("restart %d", id)
	}
}

// crashAt takes a node down before a stage.
func (s *schedule) crashAt() {
	id, stages := s.anyNode(isUp), view.Stages()
	s.add("crash %d at %v%s", id, stages[s.chance.Below(len(stages))], s.power())
	s.add("step %d", s.chance.Between(5, 40))
	if !s.chance.OneIn(4) {
		s.add("restart %d", id)
	}
}

// blackout takes several nodes down at once: what only some of them had saved
// is lost. Then somebody campaigns.
func (s *schedule) blackout() {
	power := s.power()
	var down []view.NodeID
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		if n := s.lab.Node(id); n != nil && n.Up && !s.chance.OneIn(3) {
			s.add("crash %d%s", id, power)
			down = append(down, id)
		}
	}
	for _, id := range down {
		s.add("restart %d", id)
	}
	if len(down) > 0 && s.o.Faults.any(Elections) {
		s.add("campaign %d", down[s.chance.Below(len(down))])
	}
}

// lag takes a node down until the others have compacted what it lacks, and then
// goes by single steps: a snapshot is on its way.
func (s *schedule) lag() {
	id := s.anyNode(isUp)
	s.add("crash %d%s", id, s.power())
	for range s.snapshot + s.chance.Below(s.snapshot) {
		s.puts++
		s.add("put x %d", s.puts)
		s.add("step %d", s.chance.Between(5, 15))
	}
	s.add("step 40")
	s.add("restart %d", id)
	s.close = 40
}

// closeRound is one step, or a crash where a node has a snapshot in hand.
func (s *schedule) closeRound() {
	s.close--
	if id := s.anyNode(hasSnapshot); id != 0 && s.o.Faults.any(Crash|Power) && s.chance.OneIn(4) {
		s.add("crash %d%s", id, s.power())
		s.add("restart %d", id)
		return
	}
	s.add("step")
}

// writing are the stages that a disk can fail in.
var writing = []view.Stage{view.SaveSnapshot, view.SaveWAL, view.TriggerSnapshot}

func (s *schedule) failDisk() {
	s.add("fail-disk %d at %v", s.anyNode(isUp), writing[s.chance.Below(len(writing))])
}

// partition cuts the cluster in two, one node off, or one direction of a link.
func (s *schedule) partition() {
	c := s.chance
	switch c.Below(4) {
	case 0:
		s.add("cut %s", s.anyLink())
	case 1:
		s.add("isolate %d", s.anyNode(isUp))
	case 2:
		s.add("heal")
	default:
		s.split()
	}
}

// split makes two groups of all nodes.
func (s *schedule) split() {
	var groups [2]string
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		if s.lab.Node(id) == nil {
			continue
		}
		g := &groups[s.chance.Below(2)]
		if *g != "" {
			*g += ","
		}
		*g += fmt.Sprint(int(id))
	}
	if groups[0] != "" && groups[1] != "" {
		s.add("partition %s | %s", groups[0], groups[1])
	}
}

// cutOffLeader isolates a leader while clients still talk to it, until the
// others have had time for another one.
func (s *schedule) cutOffLeader() {
	c := s.chance
	id := s.anyNode(isLeader)
	if id == 0 {
		return
	}
	s.add("isolate %d", id)
	for range c.Between(1, 3) {
		s.puts++
		s.add("put %s %d via %d", keys[c.Below(len(keys))], s.puts, id)
	}
	if c.OneIn(2) {
		s.add("read %s via %d", keys[c.Below(len(keys))], id)
	}
	s.add("step %d", c.Between(20, 40*s.election))
	if c.OneIn(2) {
		s.client()
		s.add("step %d", c.Between(10, 30))
	}
	s.add("heal")
}

// anyLink is a direction between two nodes that were started.
func (s *schedule) anyLink() string {
	any := func(*view.Node) bool { return true }
	from := s.anyNode(any)
	to := s.anyNode(func(n *view.Node) bool { return n.ID != from })
	if to == 0 {
		to = from
	}
	return fmt.Sprintf("%d->%d", from, to)
}

// link makes one link or all lose messages, or slow.
func (s *schedule) link() {
	c := s.chance
	name := "all"
	if c.OneIn(2) {
		name = s.anyLink()
	}
	line := "link " + name
	if s.o.Faults.any(Delay) && (!s.o.Faults.any(Loss) || c.OneIn(2)) {
		low := c.Below(3)
		line += fmt.Sprintf(" delay=%d..%d", low, low+c.Below(3))
	} else {
		line += fmt.Sprintf(" loss=%d%%", c.Between(5, 60))
	}
	s.add("%s", line)
}

// message does something to what is on its way over one link.
func (s *schedule) message() {
	c, flights := s.chance, s.lab.InFlight()
	if len(flights) == 0 {
		s.add("step %d", c.Between(1, 6))
		return
	}
	m := flights[c.Below(len(flights))]
	which := fmt.Sprintf("%d->%d", m.From, m.To)
	if c.OneIn(2) {
		which += " " + m.Type.String()
	}
	switch {
	case s.o.Faults.any(Delay) && (!s.o.Faults.any(Messages) || c.OneIn(4)):
		s.add("delay %s %d", which, c.Between(1, 2*s.election))
	case c.OneIn(3):
		s.add("drop %s", which)
	case c.OneIn(2):
		s.add("duplicate %s", which)
	default:
		s.add("deliver %s", which)
	}
}

func (s *schedule) campaign() { s.add("campaign %d", s.anyNode(isUp)) }

// duel makes two nodes campaign at a time, and one that has voted perhaps
// forget it.
func (s *schedule) duel() {
	c := s.chance
	for range 2 {
		s.add("campaign %d", s.anyNode(isUp))
	}
	s.add("step %d", c.Between(2, 25))
	if s.o.Faults.any(Crash|Power) && c.OneIn(2) {
		id := s.anyNode(isUp)
		s.add("crash %d%s", id, s.power())
		s.add("restart %d", id)
		s.add("step %d", c.Between(2, 25))
	}
}

// hurry makes one node's clock run ahead, sets its timeout, or has the leader
// hand over.
func (s *schedule) hurry() {
	c, id := s.chance, s.anyNode(isUp)
	switch c.Below(3) {
	case 0:
		s.add("tick %d %d", id, c.Between(1, 2*s.election))
	case 1:
		s.add("timeout %d %d", id, c.Between(s.election, 2*s.election-1))
	default:
		s.add("transfer %d", id)
	}
}

// member changes who is in the cluster.
func (s *schedule) member() {
	c, id := s.chance, s.anyNode(isUp)
	switch c.Below(6) {
	case 0:
		s.add("add %d", s.newcomer())
	case 1:
		s.add("add %d learner", s.newcomer())
	case 2:
		if learner := s.anyNode(isLearner); learner != 0 {
			s.add("promote %d", learner)
		}
	case 3:
		s.add("remove %d", id)
	case 4:
		how := []string{"auto", "implicit", "explicit"}
		s.add("change +%d -%d %s", s.newcomer(), id, how[c.Below(len(how))])
	default:
		s.add("leave-joint")
	}
}

// newcomer is the lowest number that no node has had, or that of any node once
// all are used up.
func (s *schedule) newcomer() view.NodeID {
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		if s.lab.Node(id) == nil {
			return id
		}
	}
	return s.anyNode(func(*view.Node) bool { return true })
}
