package command

import (
	"slices"

	"raftviz/cluster"
	"raftviz/cluster/command/show"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Topic is what show prints.
type Topic struct {
	// What is "cluster", "node", "ready", "messages", "log", "kv" or "disk".
	What string
	// Node is whose, in the topics of one node.
	Node view.NodeID
}

// topicUsage are the topics as the usage line has them.
const topicUsage = "cluster|node N|ready N|messages|log|kv|disk N"

var (
	clusterTopics = map[string]func(*view.View) string{
		"cluster": show.Cluster, "messages": show.Messages, "log": show.Log, "kv": show.KV,
	}
	nodeTopics = map[string]func(*view.Node) string{
		"node": show.Node, "ready": show.Ready, "disk": show.Disk,
	}
)

var aTopic = &Type{
	allowed: func() string { return topicUsage },
	read:    readTopic,
	write: func(value any) string {
		t := value.(Topic)
		if t.Node == 0 {
			return t.What
		}
		return t.What + " " + writeNode(t.Node)
	},
	candidates: func(v *view.View, before []string) []string {
		switch {
		case len(before) == 0:
			return []string{"cluster", "node", "ready", "messages", "log", "kv", "disk"}
		case len(before) == 1 && nodeTopics[before[0]] != nil:
			return nodeWords(v, func(n *view.Node) bool { return n != nil })
		}
		return nil
	},
	long: true,
}

func readTopic(words []string) (any, int, error) {
	what := words[0]
	if clusterTopics[what] != nil {
		return Topic{What: what}, 1, nil
	}
	switch {
	case nodeTopics[what] == nil:
		return nil, 1, lang.E("cannot be shown; %s can", topicUsage)
	case len(words) == 1:
		return nil, 1, lang.E("has no node; %s", nodesAllowed())
	}
	id, err := readNode(words[1])
	if err != nil {
		return nil, 2, isNot("of a node", nodesAllowed())
	}
	return Topic{what, id}, 2, nil
}

// showTopic prints a topic of the cluster as step at left it.
func showTopic(l *cluster.Lab, at int, t Topic) (string, error) {
	v := &l.Step(at).View
	if f := clusterTopics[t.What]; f != nil {
		return f(v), nil
	}
	n, err := nodeOf("show", v, t.Node)
	if err != nil {
		return "", err
	}
	text := nodeTopics[t.What](n)
	if t.What != "disk" {
		return text, nil
	}
	files, err := showFiles(l, at, t.Node)
	return text + files, err
}

// showFiles lists a node's files. They are those of the newest step, whichever
// step is looked at: nobody keeps the older ones.
func showFiles(l *cluster.Lab, at int, id view.NodeID) (string, error) {
	files, err := l.Disk(id)
	if err != nil {
		return "", lang.E("show: the files of %v cannot be read: %w", id, err)
	}
	text := show.Files(files)
	if newest := l.Len() - 1; at < newest {
		text = "\n" + lang.F("the files are those of the newest step, %d:", newest) + "\n" + text
	}
	return text, nil
}

// nodeOf is node id as v has it; it is an error when it was never started.
func nodeOf(command string, v *view.View, id view.NodeID) (*view.Node, error) {
	if n := v.Node(id); n != nil {
		return n, nil
	}
	there := slices.DeleteFunc(slices.Clone(v.Nodes), func(n *view.Node) bool { return n == nil })
	return nil, lang.E("%s: node %d was never started; nodes are %s", command, id, show.IDs(there))
}
