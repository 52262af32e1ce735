package command

// The rows of the commands that only a session has: it keeps several clusters,
// and knows which step of which is looked at. Package session does them.
var historySpecs = []*Spec{
	{
		Name:     "back",
		Group:    groupHistory,
		Params:   []Param{{Name: "STEPS", Type: number(1, maxPlace), Optional: true, Default: 1}},
		Summary:  "look at an earlier step",
		Help:     "Nothing is run again: every step is kept. A command that acts while a step before the newest is looked at starts a branch there.",
		Examples: []string{"back", "back 10"},
	},
	{
		Name:     "forward",
		Group:    groupHistory,
		Params:   []Param{{Name: "STEPS", Type: number(1, maxPlace), Optional: true, Default: 1}},
		Summary:  "look at a later step",
		Examples: []string{"forward", "forward 10"},
	},
	{
		Name:     "goto",
		Group:    groupHistory,
		Params:   []Param{{Name: "STEP", Type: number(0, maxPlace)}},
		Summary:  "look at one step of the branch",
		Help:     "A command that acts while a step before the newest is looked at starts a branch there.",
		Examples: []string{"goto 0", "goto 24"},
	},
	{
		Name:    "fork",
		Group:   groupHistory,
		Params:  []Param{{Name: "NAME", Type: aBranch, Optional: true}},
		Summary: "start a branch at the step looked at",
		Help: "The commands up to that step are replayed on a fresh cluster, whose files are in a temporary directory. " +
			"The branch that it began from stays as it is. Without a NAME it is called branch-1, branch-2 and so on.",
		Examples: []string{"fork", "fork no-crash"},
	},
	{
		Name:     "branches",
		Group:    groupHistory,
		Summary:  "list the branches",
		Examples: []string{"branches"},
	},
	{
		Name:     "branch",
		Group:    groupHistory,
		Params:   []Param{{Name: "NAME", Type: aBranch}},
		Summary:  "go on with another branch, where it was looked at last",
		Examples: []string{"branch main"},
	},
	{
		Name:     "diff",
		Group:    groupHistory,
		Params:   []Param{{Name: "A", Type: aPlace}, {Name: "B", Type: aPlace, Optional: true}},
		Summary:  "say what differs between two steps or branches, node by node",
		Help:     "A branch stands for its newest step. Without B, A is compared with what is looked at.",
		Examples: []string{"diff 0", "diff 3 24", "diff main", "diff main@24 branch-1@24"},
	},
	{
		Name:    "save",
		Group:   groupHistory,
		Params:  []Param{{Name: "FILE", Type: aKey}},
		Summary: "write the branch to a file that does not exist yet",
		Help: "The file is a script: the cluster command, then the commands that acted and the checks that held. " +
			"Comments say what each must come to, for load.",
		Examples: []string{"save election.raft"},
	},
	{
		Name:     "save!",
		Group:    groupHistory,
		Params:   []Param{{Name: "FILE", Type: aKey}},
		Summary:  "write the branch to a file, in the place of what is there",
		Examples: []string{"save! election.raft"},
	},
	{
		Name:    "load",
		Group:   groupHistory,
		Params:  []Param{{Name: "FILE", Type: aKey}},
		Summary: "replay a saved session or a script as a new branch, called as the file",
		Help: "A saved session must come to what it came to when it was saved: otherwise the first step that does not is named, " +
			"and the session stays as it was. A script is run up to its first failure, which is an error too.",
		Examples: []string{"load election.raft"},
		Bare:     true,
	},
	{
		Name:     "breakpoint",
		Group:    groupHistory,
		Params:   []Param{{Name: "COND", Type: aCondition}},
		Summary:  "end every command after a step that makes the condition true",
		Help:     "It was not true at the step before. Breakpoints are numbered from 1; a replay does not stop at them.",
		Examples: []string{"breakpoint leader == 2", "breakpoint len(leaders) > 1"},
		Bare:     true,
	},
	{
		Name:     "breakpoints",
		Group:    groupHistory,
		Summary:  "list the breakpoints",
		Examples: []string{"breakpoints"},
		Bare:     true,
	},
	{
		Name:     "clear",
		Group:    groupHistory,
		Params:   []Param{{Name: "NUMBER", Type: zeroOr(number(1, maxPlace)), Optional: true}},
		Summary:  "remove one breakpoint, or all",
		Examples: []string{"clear", "clear 1"},
		Bare:     true,
	},
}
