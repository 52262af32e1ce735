package cluster

import (
	"raftviz/cluster/history"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// Violate makes node on break a rule on purpose from now on, whether it is up or
// not; 0 is all nodes, those that join later too.
func (l *Lab) Violate(r rule.Rule, on view.NodeID) error {
	return l.changeRules("violate", on, view.Event{What: view.RuleBroken, Node: on, Text: r.String()}, func(s rule.Set) rule.Set { return s.With(r) })
}

// Obey undoes Violate.
func (l *Lab) Obey(r rule.Rule, on view.NodeID) error {
	return l.changeRules("obey", on, view.Event{What: view.RuleObeyed, Node: on, Text: r.String()}, func(s rule.Set) rule.Set { return s.Without(r) })
}

func (l *Lab) changeRules(command string, on view.NodeID, e view.Event, change func(rule.Set) rule.Set) error {
	if on != 0 {
		if _, err := l.member(command, on); err != nil {
			return err
		}
	} else {
		l.broken = change(l.broken)
	}
	for _, m := range l.members {
		if m == nil || m.remote || on != 0 && m.id != on {
			continue
		}
		m.broken = change(m.broken)
		m.now.Broken = m.broken
		if m.node != nil {
			m.node.Break(m.broken)
		}
		l.recorder.change(&m.now)
	}
	l.recorder.emit(e)
	return l.record(history.Frame{Kind: view.KindControl, Node: on})
}
