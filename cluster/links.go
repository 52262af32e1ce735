package cluster

import (
	"fmt"
	"strings"

	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// SetLink makes a link delay and lose what is sent over it from now on. The
// zero Link is every link.
func (l *Lab) SetLink(rule view.LinkRule) error {
	if rule.Link != (view.Link{}) {
		if err := l.checkLink("link", rule.Link); err != nil {
			return err
		}
	}
	if rule.MinDelay < 0 || rule.MaxDelay < rule.MinDelay || rule.MaxDelay > maxTicks {
		return lang.E("link: delay=%d..%d is out of range; allowed is 0..%d, the smaller one first", rule.MinDelay, rule.MaxDelay, maxTicks)
	}
	if rule.LossPercent < 0 || rule.LossPercent > 100 {
		return lang.E("link: loss=%d%% is out of range; allowed is 0%%..100%%", rule.LossPercent)
	}
	l.net.SetRule(rule)
	name := "every link"
	if rule.Link != (view.Link{}) {
		name = fmt.Sprintf("link %v->%v", rule.Link.From, rule.Link.To)
	}
	return l.linksChanged(fmt.Sprintf("%s delays by %d..%d ticks and loses %d%%", name, rule.MinDelay, rule.MaxDelay, rule.LossPercent))
}

// Cut lets nothing pass in one direction between two nodes from now on.
func (l *Lab) Cut(link view.Link) error {
	if err := l.checkLink("cut", link); err != nil {
		return err
	}
	l.net.Cut(link)
	return l.linksChanged(fmt.Sprintf("link %v->%v is cut", link.From, link.To))
}

// Mend undoes Cut.
func (l *Lab) Mend(link view.Link) error {
	if err := l.checkLink("mend", link); err != nil {
		return err
	}
	l.net.Mend(link)
	return l.linksChanged(fmt.Sprintf("link %v->%v is mended", link.From, link.To))
}

// Partition cuts the nodes into groups that cannot reach one another; those
// named in none are one more. It takes the place of the partition there was.
func (l *Lab) Partition(groups [][]view.NodeID) error {
	seen := map[view.NodeID]bool{}
	var words []string
	for _, g := range groups {
		for _, id := range g {
			if err := l.known("partition", id); err != nil {
				return err
			}
			if seen[id] {
				return lang.E("partition: %v is in two groups; each node is in one", id)
			}
			seen[id] = true
		}
		words = append(words, fmt.Sprint(g))
	}
	l.net.Partition(groups)
	return l.linksChanged(fmt.Sprintf("the network is partitioned into %s", strings.Join(words, " and ")))
}

// Isolate cuts one node off from all others, which stay as they are.
func (l *Lab) Isolate(id view.NodeID) error {
	if err := l.known("isolate", id); err != nil {
		return err
	}
	l.net.Isolate(id)
	return l.linksChanged(fmt.Sprintf("%v is isolated", id))
}

// Heal mends every link and the partition.
func (l *Lab) Heal() error {
	l.net.Heal()
	return l.linksChanged("every link is mended")
}

func (l *Lab) linksChanged(what string) error {
	l.recorder.emit(view.Event{What: view.LinksChanged, Text: what})
	return l.record(history.Frame{Kind: view.KindNetwork})
}

func (l *Lab) checkLink(command string, link view.Link) error {
	for _, id := range []view.NodeID{link.From, link.To} {
		if err := l.known(command, id); err != nil {
			return err
		}
	}
	if link.From == link.To {
		return lang.E("%s: a node has no link to itself; name two nodes", command)
	}
	return nil
}
