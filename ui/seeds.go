package ui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster"
	"raftviz/cluster/command"
	"raftviz/cluster/lang"
)

// openSeeds shows the clusters that can be started afresh. Each is a branch of
// its own, so what was done stays.
func openSeeds(m *Model) tea.Cmd {
	m.overlay = &menu{title: lang.T("a fresh cluster"), items: seedItems}
	return nil
}

// seedItems are clusters that differ from the one that is looked at in one thing.
func seedItems(m *Model) []item {
	s := m.state.settings
	with := func(change func(*cluster.Settings)) string {
		other := s
		change(&other)
		return command.Setup(other).String()
	}
	vote := lang.T("with PreVote and CheckQuorum")
	if s.PreVote && s.CheckQuorum {
		vote = lang.T("without PreVote and CheckQuorum")
	}
	items := []item{
		{key: "s", does: lang.T("with the next seed"), line: with(func(o *cluster.Settings) { o.Seed++ })},
		{key: "a", does: lang.T("the same again"), line: with(func(*cluster.Settings) {})},
		{key: "o", does: lang.T("with a seed of your own"), line: withoutSeed(with(func(*cluster.Settings) {})) + " seed=", complete: true},
		{key: "v", does: vote, line: with(func(o *cluster.Settings) {
			o.PreVote = !(s.PreVote && s.CheckQuorum)
			o.CheckQuorum = o.PreVote
		})},
	}
	for _, n := range []int{1, 3, 5, 7, 9} {
		if n != s.Nodes && s.Index == 0 {
			line := with(func(o *cluster.Settings) { o.Nodes = n })
			items = append(items, item{key: fmt.Sprint(n), does: withNodes(n), line: line})
		}
	}
	return items
}

func withNodes(n int) string {
	if n == 1 {
		return lang.T("with 1 node")
	}
	return lang.F("with %d nodes", n)
}

// withoutSeed is a cluster command that leaves the seed open.
func withoutSeed(line string) string {
	var kept []string
	for _, word := range strings.Fields(line) {
		if !strings.HasPrefix(word, "seed=") {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}
