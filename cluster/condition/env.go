package condition

import "fmt"

// env is what a condition sees: the tags say each name and what it means.
type env struct {
	Tick       int       `expr:"tick" doc:"the virtual clock, in ticks"`
	Step       int       `expr:"step" doc:"the number of the last step"`
	Leader     int       `expr:"leader" doc:"the leader of the highest term that has one, else 0"`
	Leaders    []int     `expr:"leaders" doc:"the numbers of all nodes that believe they lead"`
	Term       int       `expr:"term" doc:"the highest term of any node that is up"`
	Messages   []message `expr:"messages" doc:"those in flight, oldest first"`
	Violations []string  `expr:"violations" doc:"names of violated safety properties"`
	Broken     []string  `expr:"broken" doc:"names of the rules that some node breaks on purpose"`
}

// node is node(N).
type node struct {
	ID               int               `expr:"id" doc:"the node's number"`
	Up               bool              `expr:"up" doc:"whether its process runs"`
	Removed          bool              `expr:"removed" doc:"whether it has applied its own removal"`
	Role             string            `expr:"role" doc:"\"follower\", \"pre-candidate\", \"candidate\" or \"leader\""`
	Learner          bool              `expr:"learner" doc:"whether its applied configuration has it as a learner"`
	Term             int               `expr:"term" doc:"its term"`
	Vote             int               `expr:"vote" doc:"whom it voted for in this term, else 0"`
	Lead             int               `expr:"lead" doc:"whom it believes to lead, else 0"`
	Commit           int               `expr:"commit" doc:"raft's commit index"`
	Applied          int               `expr:"applied" doc:"the last index that its store has applied"`
	First            int               `expr:"first" doc:"the index of its log's first entry"`
	Last             int               `expr:"last" doc:"the index of its log's last entry"`
	Snapshot         int               `expr:"snapshot" doc:"the index of the newest snapshot that it has saved, else 0"`
	ElectionElapsed  int               `expr:"electionElapsed" doc:"ticks since it heard of a leader"`
	ElectionTimeout  int               `expr:"electionTimeout" doc:"its randomized election timeout, in ticks"`
	HeartbeatElapsed int               `expr:"heartbeatElapsed" doc:"ticks since it sent heartbeats"`
	KV               map[string]string `expr:"kv" doc:"its store: a map"`
	Voters           []int             `expr:"voters" doc:"the voters, of a joint configuration the incoming ones"`
	Outgoing         []int             `expr:"outgoing" doc:"the outgoing voters of a joint configuration"`
	Learners         []int             `expr:"learners" doc:"the learners"`
	Progress         map[int]progress  `expr:"progress" doc:"what a leader knows of each node, by number"`
	Ready            int               `expr:"ready" doc:"the number of the Ready in hand, else 0"`
	Stage            string            `expr:"stage" doc:"the stage that comes next in that Ready, else \"\""`
	Broken           []string          `expr:"broken" doc:"names of the rules that it breaks on purpose"`
	Failure          string            `expr:"failure" doc:"why it stopped by itself, else \"\""`
	Remote           bool              `expr:"remote" doc:"whether it runs in another process than this one"`
}

// progress is node(N).progress[M].
type progress struct {
	Match        int    `expr:"match" doc:"the last index known to be in its log"`
	Next         int    `expr:"next" doc:"the index that is sent to it next"`
	State        string `expr:"state" doc:"\"probe\", \"replicate\" or \"snapshot\""`
	Inflight     int    `expr:"inflight" doc:"MsgApps sent to it and not acknowledged"`
	RecentActive bool   `expr:"recentActive" doc:"whether it was heard of within an election timeout"`
}

// entry is entry(N, I), and an element of a message's entries.
type entry struct {
	Term  int    `expr:"term" doc:"its term"`
	Index int    `expr:"index" doc:"its index"`
	Type  string `expr:"type" doc:"raft's name, as EntryNormal or EntryConfChange"`
	Data  string `expr:"data" doc:"what it says, as put x=1 or add n4"`
}

// message is an element of messages.
type message struct {
	ID      int     `expr:"id" doc:"its number"`
	From    int     `expr:"from" doc:"its sender"`
	To      int     `expr:"to" doc:"its receiver"`
	Type    string  `expr:"type" doc:"raft's name, as MsgApp"`
	Term    int     `expr:"term" doc:"its term"`
	LogTerm int     `expr:"logTerm" doc:"the term of the entry at index"`
	Index   int     `expr:"index" doc:"the index before entries, the candidate's last, or the one acknowledged"`
	Commit  int     `expr:"commit" doc:"its commit index"`
	Reject  bool    `expr:"reject" doc:"whether it rejects"`
	Entries []entry `expr:"entries" doc:"each with term, index, type and data"`
}

// String is n2.
func (n *node) String() string { return fmt.Sprintf("n%d", n.ID) }

// String is 2/5 put x=1.
func (e entry) String() string { return fmt.Sprintf("%d/%d %s", e.Term, e.Index, e.Data) }

// String is #41 n1->n2 MsgApp.
func (m message) String() string { return fmt.Sprintf("#%d n%d->n%d %s", m.ID, m.From, m.To, m.Type) }

// String is match 4, next 5, replicate.
func (p progress) String() string {
	return fmt.Sprintf("match %d, next %d, %s", p.Match, p.Next, p.State)
}
