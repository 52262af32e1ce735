package command

import (
	"raftviz/cluster"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// whichHelp is what the commands that take WHICH have in common.
var whichHelp = lang.Mark("WHICH is #41 (one message), 1->3, 1->3 MsgApp, MsgApp or all; a pattern takes all that match, oldest first.")

var messageSpecs = []*Spec{
	{
		Name:     "deliver",
		Group:    groupMessages,
		Params:   []Param{{Name: "WHICH", Type: which}},
		Summary:  "step messages in flight into their receivers, nothing else",
		Help:     whichHelp,
		Examples: []string{"deliver #41", "deliver 1->3", "deliver 1->3 MsgApp", "deliver MsgVote", "deliver all"},
		Disabled: nothingInFlight,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Deliver(a.Which("WHICH")) },
	},
	{
		Name:     "drop",
		Group:    groupMessages,
		Params:   []Param{{Name: "WHICH", Type: which}},
		Summary:  "lose messages in flight",
		Help:     whichHelp,
		Examples: []string{"drop #41", "drop 1->3 MsgHeartbeat"},
		Disabled: nothingInFlight,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Drop(a.Which("WHICH")) },
	},
	{
		Name:     "duplicate",
		Group:    groupMessages,
		Params:   []Param{{Name: "WHICH", Type: which}},
		Summary:  "put a copy of messages in flight on its way too",
		Help:     whichHelp,
		Examples: []string{"duplicate #41", "duplicate MsgApp"},
		Disabled: nothingInFlight,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Duplicate(a.Which("WHICH")) },
	},
	{
		Name:     "delay",
		Group:    groupMessages,
		Params:   []Param{{Name: "WHICH", Type: which}, {Name: "TICKS", Type: number(1, maxDelayTicks)}},
		Summary:  "make messages in flight due so many ticks from now",
		Help:     whichHelp,
		Examples: []string{"delay #41 3", "delay 1->3 MsgApp 5"},
		Disabled: nothingInFlight,
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", l.Delay(a.Which("WHICH"), a.Int("TICKS"))
		},
	},
	{
		Name:  "link",
		Group: groupMessages,
		Params: []Param{
			{Name: "1->2|all", Type: linkOrAll},
			{Key: "delay", Name: "2..5", Type: span, Optional: true},
			{Key: "loss", Name: "10%", Type: percent, Optional: true},
		},
		Summary: "how a link behaves from now on, drawn from the seed",
		Help: "delay is in ticks, a number or a range; loss is the share of messages that is lost. " +
			"What is left out stays as it is; with neither, the link is again as the cluster was started.",
		Examples: []string{"link 1->2 delay=2..5 loss=10%", "link all delay=3", "link 1->2"},
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.SetLink(linkRule(l, a)) },
	},
	{
		Name:     "cut",
		Group:    groupMessages,
		Params:   []Param{{Name: "1->2", Type: aLink}},
		Summary:  "lose what is sent over one direction of a link from now on",
		Examples: []string{"cut 1->2"},
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Cut(a.Link("1->2")) },
	},
	{
		Name:     "mend",
		Group:    groupMessages,
		Params:   []Param{{Name: "1->2", Type: aLink}},
		Summary:  "undo cut",
		Examples: []string{"mend 1->2"},
		Disabled: nothingCut,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Mend(a.Link("1->2")) },
	},
	{
		Name:     "partition",
		Group:    groupMessages,
		Params:   []Param{{Name: "1,2 | 3", Type: groups}},
		Summary:  "split the nodes into groups that cannot reach one another",
		Help:     "Nodes in no group are one more group. A partition takes the place of the one before it.",
		Examples: []string{"partition 1,2 | 3", "partition 1 | 2,3 | 4,5"},
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Partition(a.Groups("1,2 | 3")) },
	},
	{
		Name:     "isolate",
		Group:    groupMessages,
		Params:   []Param{{Name: "N", Type: aNode}},
		Summary:  "partition one node from all others",
		Examples: []string{"isolate 1"},
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Isolate(a.Node("N")) },
	},
	{
		Name:     "heal",
		Group:    groupMessages,
		Summary:  "mend every link and partition",
		Help:     "Delay and loss end too.",
		Examples: []string{"heal"},
		Disabled: nothingToHeal,
		Run:      func(l *cluster.Lab, _ Args) (string, error) { return "", l.Heal() },
	},
}

// linkRule is the rule that a link command asks for: the one that holds now,
// with what the command says.
func linkRule(l *cluster.Lab, a Args) view.LinkRule {
	link, delay, loss := a.Link("1->2|all"), a.Span("delay"), a.Percent("loss")
	rule := view.LinkRule{MinDelay: l.Settings().Delay, MaxDelay: l.Settings().Delay}
	if delay != nil || loss != nil {
		rule = currentRule(l.View().Links, link, rule)
	}
	rule.Link = link
	if delay != nil {
		rule.MinDelay, rule.MaxDelay = delay.Min, delay.Max
	}
	if loss != nil {
		rule.LossPercent = *loss
	}
	return rule
}

// currentRule is the rule that holds for link now: its own, that for all links,
// or else fallback.
func currentRule(links *view.Links, link view.Link, fallback view.LinkRule) view.LinkRule {
	rule := fallback
	if links == nil {
		return rule
	}
	for _, r := range links.Rules {
		if r.Link == link {
			return r
		}
		if r.Link == (view.Link{}) {
			rule = r
		}
	}
	return rule
}
