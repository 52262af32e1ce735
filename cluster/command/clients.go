package command

import (
	"raftviz/cluster"
	"raftviz/cluster/lang"
)

// via is the node that a client talks to.
var via = Param{Word: "via", Name: "N", Type: upNode, Optional: true}

// viaHelp is what the commands of clients have in common.
var viaHelp = lang.Mark("Without via, the client talks to the leader, or to the lowest node that is up where there is none.")

var clientSpecs = []*Spec{
	{
		Name:     "put",
		Group:    groupClients,
		Params:   []Param{{Name: "KEY", Type: aKey}, {Name: "VALUE", Type: aText}, via},
		Summary:  "propose to set a key; it is acknowledged when applied on the node that was asked",
		Help:     viaHelp,
		Examples: []string{"put x 1", "put x 1 via 2", "put greeting 'hello world'"},
		Disabled: noneUp,
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", l.Put(a.Text("KEY"), a.Text("VALUE"), a.Node("via"))
		},
	},
	{
		Name:     "get",
		Group:    groupClients,
		Params:   []Param{{Name: "KEY", Type: aKey}, via},
		Summary:  "read the node's own state machine: may be stale",
		Help:     viaHelp,
		Examples: []string{"get x", "get x via 3"},
		Disabled: noneUp,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Get(a.Text("KEY"), a.Node("via")) },
	},
	{
		Name:     "read",
		Group:    groupClients,
		Params:   []Param{{Name: "KEY", Type: aKey}, via},
		Summary:  "linearizable read, through ReadIndex",
		Help:     viaHelp,
		Examples: []string{"read x", "read x via 3"},
		Disabled: noneUp,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Read(a.Text("KEY"), a.Node("via")) },
	},
}
