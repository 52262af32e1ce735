package scene

import (
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// standing is what a node is at the moment: its role, or why it has none.
type standing struct {
	glyph string
	words []string // the same, from the longest to the shortest
	style grid.Style
}

func standingOf(n *view.Node) standing {
	switch {
	case n.Removed && !n.Up:
		return standing{"–", []string{"removed"}, theme.Dim}
	case !n.Up && n.Failure != "":
		return standing{"✗", []string{"stopped by an error", "stopped"}, theme.Bad}
	case !n.Up:
		return standing{"✗", []string{"crashed"}, theme.Bad}
	}
	s := roles[n.Role]
	if n.Learner {
		s = standing{"○", []string{"learner"}, theme.Strong}
	}
	if n.Removed {
		s.words = append([]string{s.words[0] + " (removed)"}, s.words...)
	}
	return s
}

var roles = map[view.Role]standing{
	view.Follower:     {"●", []string{"follower"}, theme.Strong},
	view.Candidate:    {"◆", []string{"candidate"}, theme.Candidate},
	view.PreCandidate: {"◇", []string{"pre-candidate", "pre-cand."}, theme.Candidate},
	view.Leader:       {"★", []string{"leader"}, theme.Leader},
}
