package paint

import (
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

// StandingOf is what a node is.
func StandingOf(n *view.Node) Standing {
	switch {
	case n.Removed && !n.Up:
		return Standing{"–", []string{"removed"}, theme.Dim}
	case n.Elsewhere() && n.Role == view.Leader:
		return Standing{"☆", []string{"leader elsewhere", "elsewhere"}, theme.Leader}
	case n.Elsewhere():
		return Standing{"◌", []string{"elsewhere"}, theme.Dim}
	case !n.Up && n.Failure != "":
		return Standing{"✗", []string{"stopped by an error", "stopped"}, theme.Bad}
	case !n.Up:
		return Standing{"✗", []string{"crashed"}, theme.Bad}
	}
	s := roles[n.Role]
	if n.Learner {
		s = Standing{"○", []string{"learner"}, theme.Strong}
	}
	if n.Removed {
		s.Words = append([]string{s.Words[0] + " (removed)"}, s.Words...)
	}
	return s
}

var roles = map[view.Role]Standing{
	view.Follower:     {"●", []string{"follower"}, theme.Strong},
	view.Candidate:    {"◆", []string{"candidate"}, theme.Candidate},
	view.PreCandidate: {"◇", []string{"pre-candidate", "pre-cand."}, theme.Candidate},
	view.Leader:       {"★", []string{"leader"}, theme.Leader},
}
