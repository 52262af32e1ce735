package spacetime

import (
	"strings"

	"raftviz/cluster/view"
)

// lossOf is why a message was lost in a step, if it was.
func lossOf(s *view.Step, m *view.Message) (why string, gone bool) {
	for i := range s.Events {
		e := &s.Events[i]
		if e.What != view.Lost && e.What != view.Dropped {
			continue
		}
		if o, ok := e.About.(*view.Message); ok && o.ID == m.ID {
			return e.Text, true
		}
	}
	return "", false
}

// lose breaks an arrow off: at its receiver's lane when that is down, else soon
// after the sender's.
func (b *builder) lose(s *view.Step, i int, why string) {
	how := lost
	if b.flights[i].to >= 0 && strings.HasSuffix(why, "is down") {
		how = lostThere
	}
	b.breakOff(s, i, how)
}

// breakOff ends an arrow that is not delivered.
func (b *builder) breakOff(s *view.Step, i int, how fate) {
	f := &b.flights[i]
	f.head = i
	if b.joins(s, i, how) {
		b.ended(i, s, b.flights[f.head].fate)
		return
	}
	gaps, lanes := beside(f.from, f.direction()), uint16(0)
	if how == lostThere {
		gaps, lanes = between(f.from, f.to)
	}
	if b.closed(s) || b.gaps&gaps != 0 || b.touched(lanes) || b.knotted(f) {
		b.fresh(s, eventful)
	}
	b.extend(s)
	b.turnsOff(f)
	b.gaps |= gaps
	b.crossed |= lanes
	b.ended(i, s, how)
}

// joins reports whether a message can be one arrow with the one before it that came to
// the same end, and makes it so.
func (b *builder) joins(s *view.Step, i int, how fate) bool {
	f := &b.flights[i]
	for k := i - 1; k >= 0 && b.flights[k].sentStep == f.sentStep; k-- {
		o := &b.flights[k]
		if o.bundle != f.bundle || o.endStep != s.View.Step || o.end != b.current() || o.fate != lost && o.fate != away || o.Type != f.Type {
			continue
		}
		if o.slot+2 > b.breaks || how != o.fate {
			return false
		}
		f.head, f.slot = o.head, o.slot+1
		b.flights[f.head].behind = f.slot
		return true
	}
	return false
}
