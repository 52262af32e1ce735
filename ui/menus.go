package ui

import (
	"fmt"
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// memberItems are the changes of the members that can be asked for, about the
// selected node and the next one that was never started.
func memberItems(m *Model) []item {
	v, id := m.view(), m.selected
	n := v.Node(id)
	free, full := nextFree(v), ""
	if free == 0 {
		free, full = view.MaxNodes, lang.T("all nine nodes have been used")
	}
	return []item{
		{key: "a", does: lang.F("add %v as a voter", free), line: fmt.Sprintf("add %d", free), disabled: full},
		{key: "l", does: lang.F("add %v as a learner", free), line: fmt.Sprintf("add %d learner", free), disabled: full},
		{key: "p", does: lang.F("promote %v to a voter", id), line: fmt.Sprintf("promote %d", id), disabled: notLearner(v, id)},
		{key: "r", does: lang.F("remove %v", id), line: fmt.Sprintf("remove %d", id), disabled: gone(n)},
		{key: "t", does: lang.F("transfer leadership to %v", id), line: fmt.Sprintf("transfer %d", id), disabled: noTransfer(v, n)},
		{key: "c", does: lang.T("change several at once"), line: "change ", complete: true},
		{key: "J", does: lang.T("leave the joint configuration"), line: "leave-joint", disabled: notJoint(v)},
	}
}

// faultItems are what can go wrong with the selected node and the network.
func faultItems(m *Model) []item {
	v, id := m.view(), m.selected
	n := v.Node(id)
	return []item{
		{key: "i", does: lang.F("isolate %v from all others", id), line: fmt.Sprintf("isolate %d", id)},
		{key: "p", does: lang.T("partition the network"), line: "partition ", complete: true},
		{key: "x", does: lang.T("cut one direction of a link"), line: fmt.Sprintf("cut %d->", id), complete: true},
		{key: "m", does: lang.T("mend it"), line: "mend ", complete: true, disabled: uncut(v)},
		{key: "h", does: lang.T("heal every link and partition"), line: "heal", disabled: whole(v)},
		{key: "l", does: lang.T("delay or lose messages"), line: "link all ", complete: true},
		{key: "c", does: lang.F("crash %v now", id), line: fmt.Sprintf("crash %d", id), disabled: down(n)},
		{key: "a", does: lang.F("crash %v before a stage", id), line: fmt.Sprintf("crash %d at ", id), complete: true, disabled: down(n)},
		{key: "w", does: lang.F("%v's machine loses power", id), line: fmt.Sprintf("crash %d power", id), disabled: down(n)},
		{key: "R", does: lang.F("restart %v from its disk", id), line: fmt.Sprintf("restart %d", id), disabled: up(n)},
		{key: "d", does: lang.F("%v's disk fails in a stage", id), line: fmt.Sprintf("fail-disk %d at ", id), complete: true, disabled: down(n)},
		{key: "t", does: lang.F("set %v's election timeout", id), line: fmt.Sprintf("timeout %d ", id), complete: true, disabled: down(n)},
		{key: "s", does: lang.F("snapshot and compact %v", id), line: fmt.Sprintf("snapshot %d", id), disabled: down(n)},
		{key: "v", does: lang.F("%v breaks a rule on purpose", id), line: "violate ", opens: rulesMenu(id)},
		{key: "V", does: lang.T("all nodes break a rule"), line: "violate ", opens: rulesMenu(0)},
	}
}

// rulesMenu has the rules that node id breaks or could break; 0 is all nodes.
func rulesMenu(id view.NodeID) *menu {
	title := lang.F("rules for %v", id)
	if id == 0 {
		title = lang.T("rules for all nodes")
	}
	return &menu{title: title, items: func(m *Model) []item { return ruleItems(m.view(), id) }}
}

// branchItems has a row for each branch.
func branchItems(m *Model) []item {
	var items []item
	for i, b := range m.state.branches {
		it := item{does: lang.F("%s, newest step %d", b.Name, b.Newest), line: "branch " + b.Name}
		if i < 9 {
			it.key = fmt.Sprint(i + 1)
		}
		if b.Parent != "" {
			it.about = lang.F("%s begins at step %d of %s", b.Name, b.Fork, b.Parent)
		}
		items = append(items, it)
	}
	return items
}

// ruleKeys choose a rule: letters that do not move in the menu.
const ruleKeys = "abcdefghilmnoprstuvwxyz"

// ruleItems has a row for each rule: to break it, or to obey it again where that
// is what is left to do.
func ruleItems(v *view.View, id view.NodeID) []item {
	var items []item
	for i, r := range rule.All() {
		line := "violate "
		if breaks(v, id, r) {
			line = "obey "
		}
		line += r.String()
		if id != 0 {
			line += fmt.Sprintf(" on %d", id)
		}
		items = append(items, item{key: ruleKeys[i : i+1], does: r.String(), line: line, about: lang.T(r.Summary())})
	}
	return items
}

// breaks reports whether node id breaks the rule; of all nodes, whether each does.
func breaks(v *view.View, id view.NodeID, r rule.Rule) bool {
	return !slices.ContainsFunc(v.Nodes, func(n *view.Node) bool {
		return n != nil && (id == 0 || n.ID == id) && !n.Broken.Has(r)
	})
}

// nextFree is the lowest number that no node has had, 0 for none.
func nextFree(v *view.View) view.NodeID {
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		if v.Node(id) == nil {
			return id
		}
	}
	return 0
}

func gone(n *view.Node) string {
	if n == nil || n.Removed {
		return lang.T("it is not a member")
	}
	return ""
}

func down(n *view.Node) string {
	if n != nil && n.Remote {
		return lang.T("it runs in another process")
	}
	if n == nil || !n.Up {
		return lang.T("it is down")
	}
	return ""
}

func up(n *view.Node) string {
	if n != nil && n.Remote {
		return lang.T("it runs in another process")
	}
	if n != nil && n.Up {
		return lang.T("it is up")
	}
	return ""
}

// ledConfig is the configuration that whoever leads goes by, nil when nobody does.
func ledConfig(v *view.View) *view.Config {
	if n := v.Node(v.Client()); n != nil {
		return n.Config
	}
	return nil
}

func notLearner(v *view.View, id view.NodeID) string {
	if c := ledConfig(v); c == nil || !slices.Contains(c.Learners, id) {
		return lang.F("%v is no learner", id)
	}
	return ""
}

func noTransfer(v *view.View, n *view.Node) string {
	switch {
	case v.Leader() == 0:
		return lang.T("no node leads")
	case gone(n) != "":
		return gone(n)
	case v.Leader() == n.ID:
		return lang.F("%v leads already", n.ID)
	}
	return ""
}

func notJoint(v *view.View) string {
	if c := ledConfig(v); c == nil || !c.Joint() {
		return lang.T("it is not joint")
	}
	return ""
}

func uncut(v *view.View) string {
	if l := v.Links; l == nil || len(l.Cut) == 0 {
		return lang.T("no link is cut")
	}
	return ""
}

func whole(v *view.View) string {
	if l := v.Links; l == nil || len(l.Cut)+len(l.Groups)+len(l.Rules) == 0 {
		return lang.T("every link is whole")
	}
	return ""
}
