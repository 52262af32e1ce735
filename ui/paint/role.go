package paint

import (
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// Standing is what a node is at the moment: its role, or why it has none.
type Standing struct {
	Glyph string
	Words []string // the same, from the longest to the shortest
	Style grid.Style
}

// The words of what a node can be, in English.
var (
	removed         = []string{lang.Mark("removed")}
	leaderElsewhere = []string{lang.Mark("leader elsewhere"), lang.Mark("elsewhere")}
	elsewhere       = leaderElsewhere[1:]
	stopped         = []string{lang.Mark("stopped by an error"), lang.Mark("stopped")}
	crashed         = []string{lang.Mark("crashed")}
	learner         = []string{lang.Mark("learner")}
	candidate       = []string{lang.Mark("candidate")}
	preCandidate    = []string{lang.Mark("pre-candidate"), lang.Mark("pre-cand.")}
	leader          = []string{lang.Mark("leader")}
	follower        = []string{lang.Mark("follower")}
)

// StandingOf is what a node is.
func StandingOf(n *view.Node) Standing {
	switch {
	case n.Removed && !n.Up:
		return Standing{"–", lang.All(removed), theme.Dim}
	case n.Elsewhere() && n.Role == view.Leader:
		return Standing{"☆", lang.All(leaderElsewhere), theme.Leader}
	case n.Elsewhere():
		return Standing{"◌", lang.All(elsewhere), theme.Dim}
	case !n.Up && n.Failure != "":
		return Standing{"✗", lang.All(stopped), theme.Bad}
	case !n.Up:
		return Standing{"✗", lang.All(crashed), theme.Bad}
	}
	s := standingOf(n.Role)
	if n.Learner {
		s = Standing{"○", lang.All(learner), theme.Strong}
	}
	if n.Removed {
		s.Words = append([]string{lang.F("%s (removed)", s.Words[0])}, s.Words...)
	}
	return s
}

// standingOf is what a voter is in a role.
func standingOf(r view.Role) Standing {
	switch r {
	case view.Candidate:
		return Standing{"◆", lang.All(candidate), theme.Candidate}
	case view.PreCandidate:
		return Standing{"◇", lang.All(preCandidate), theme.Candidate}
	case view.Leader:
		return Standing{"★", lang.All(leader), theme.Leader}
	}
	return Standing{"●", lang.All(follower), theme.Strong}
}
