package command

import (
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// isUp and isDown are for commands that act on a node: those of other processes are neither.
func isUp(n *view.Node) bool { return n.Up && !n.Remote }

func isDown(n *view.Node) bool { return !n.Up && !n.Remote }

// anyNode reports whether one of the nodes is as is says.
func anyNode(v *view.View, is func(*view.Node) bool) bool {
	return slices.ContainsFunc(v.Nodes, func(n *view.Node) bool { return n != nil && is(n) })
}

// unless is why, unless it is possible.
func unless(possible bool, why string) string {
	if possible {
		return ""
	}
	return why
}

func noneUp(v *view.View) string {
	return unless(anyNode(v, isUp), lang.T("no node is up"))
}

func noneDown(v *view.View) string {
	return unless(anyNode(v, isDown), lang.T("no node is down"))
}

func noReady(v *view.View) string {
	return unless(anyNode(v, hasReady), lang.T("no node has a Ready"))
}

func hasReady(n *view.Node) bool { return !n.Remote && (n.Ready != nil || n.ReadyWaiting) }

func nothingInFlight(v *view.View) string {
	return unless(len(v.Messages) > 0, lang.T("no message is in flight"))
}

func nothingPending(v *view.View) string {
	return unless(len(v.Messages) > 0 || anyNode(v, hasReady), lang.T("nothing is pending"))
}

func nothingCut(v *view.View) string {
	return unless(v.Links != nil && len(v.Links.Cut) > 0, lang.T("no link is cut"))
}

func nothingToHeal(v *view.View) string {
	l := v.Links
	return unless(l != nil && len(l.Cut)+len(l.Groups)+len(l.Rules) > 0, lang.T("every link is whole"))
}

func nothingBroken(v *view.View) string {
	return unless(anyNode(v, func(n *view.Node) bool { return n.Broken != 0 }), lang.T("no rule is broken"))
}

func noLeader(v *view.View) string { return unless(v.Leader() != 0, lang.T("no node leads")) }

func noLearner(v *view.View) string {
	return unless(anyNode(v, func(n *view.Node) bool { return n.Config != nil && len(n.Config.Learners) > 0 }), lang.T("there is no learner"))
}

func notJoint(v *view.View) string {
	return unless(anyNode(v, func(n *view.Node) bool { return n.Config != nil && n.Config.Joint() }), lang.T("the configuration is not joint"))
}
