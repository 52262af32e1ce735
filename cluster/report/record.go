package report

// The types below are the JSON that a run writes; docs/json.md is made from
// their tags. Numbers of nodes, messages and requests are 0 where there is none.

// Step is one step: one line of the output.
type Step struct {
	Step    int    `json:"step" doc:"the step's number; 0 is the cluster's start"`
	Tick    int    `json:"tick" doc:"the virtual clock, in ticks"`
	Command string `json:"command,omitempty" doc:"the command that caused the step, said once: in the first step that it caused"`
	Kind    string `json:"kind" doc:"what the step did: start, tick, take, stage, deliver, network, request, member, control or note"`
	Node    int    `json:"node" doc:"the node that it happened on; 0 is the network's or the cluster's own"`
	Stage   string `json:"stage,omitempty" doc:"the stage that ran, in a step of kind stage"`

	Message *Message `json:"message,omitempty" doc:"the message delivered, dropped, duplicated or delayed"`
	Events  []Event  `json:"events" doc:"what happened, in order; the first says what the step did"`
	Nodes   []Node   `json:"nodes" doc:"the nodes of which the step changed something below, as it left them"`
}

// Final is the last line of the output.
type Final struct {
	Final *View `json:"final" doc:"the whole view after the last step; null when no command started a cluster"`
}

// Event is one event of a step. What is 0 or false is left out.
type Event struct {
	Event   string `json:"event" doc:"what happened, one of the names below"`
	Node    int    `json:"node,omitempty" doc:"the node that it happened to"`
	Peer    int    `json:"peer,omitempty" doc:"the other node that it concerns"`
	Term    uint64 `json:"term,omitempty" doc:"a term, or that of a position in the log"`
	Index   uint64 `json:"index,omitempty" doc:"a position in the log, or the number of a Ready"`
	Count   int    `json:"count,omitempty" doc:"a number of entries, messages or ticks"`
	Bytes   int    `json:"bytes,omitempty" doc:"a size; what a timer counts up to, in a ticked event"`
	Synced  bool   `json:"synced,omitempty" doc:"whether what was written was fsynced"`
	Message int    `json:"message,omitempty" doc:"the number of the message that it is about"`
	Request uint64 `json:"request,omitempty" doc:"the number of the client's request that it is about"`
	Text    string `json:"text" doc:"the event in words"`
}

// Message is one raft message.
type Message struct {
	ID      int     `json:"id" doc:"its number"`
	Type    string  `json:"type" doc:"raft's name, as MsgApp"`
	From    int     `json:"from" doc:"its sender"`
	To      int     `json:"to" doc:"its receiver"`
	Term    uint64  `json:"term" doc:"its term"`
	LogTerm uint64  `json:"logTerm" doc:"the term of the entry at index"`
	Index   uint64  `json:"index" doc:"the index before entries, the candidate's last, or the one acknowledged"`
	Commit  uint64  `json:"commit" doc:"its commit index"`
	Reject  bool    `json:"reject" doc:"whether it rejects"`
	Entries []Entry `json:"entries" doc:"the entries that it carries"`
	Sent    *int    `json:"sent,omitempty" doc:"the tick at which it was sent, of a message in flight"`
	Due     *int    `json:"due,omitempty" doc:"the tick at which it is due, of a message in flight that is not on a real wire"`
}

// Entry is one entry of a log.
type Entry struct {
	Term  uint64 `json:"term" doc:"its term"`
	Index uint64 `json:"index" doc:"its index"`
	Type  string `json:"type" doc:"raft's name: EntryNormal, EntryConfChange or EntryConfChangeV2"`
	Data  string `json:"data" doc:"what it says, as put x=1 or add n4"`
}

// Node is what there is to know of one node in single values.
type Node struct {
	ID               int    `json:"id" doc:"its number"`
	Up               bool   `json:"up" doc:"whether its process runs"`
	Remote           bool   `json:"remote,omitempty" doc:"whether it runs in another process than this one; unless it is watched too, role, term and learner are as the nodes here know them, and all else is 0"`
	Watched          bool   `json:"watched,omitempty" doc:"whether it runs in another process, which tells how it is"`
	Removed          bool   `json:"removed" doc:"whether it has applied its own removal"`
	Role             string `json:"role" doc:"follower, pre-candidate, candidate or leader"`
	Learner          bool   `json:"learner" doc:"whether its applied configuration has it as a learner"`
	Term             uint64 `json:"term" doc:"its term"`
	Vote             int    `json:"vote" doc:"whom it voted for in this term"`
	Lead             int    `json:"lead" doc:"whom it believes to lead"`
	Commit           uint64 `json:"commit" doc:"raft's commit index"`
	Applied          uint64 `json:"applied" doc:"the last index that its store has applied"`
	First            uint64 `json:"first" doc:"the index of its log's first entry"`
	Last             uint64 `json:"last" doc:"the index of its log's last entry"`
	Snapshot         uint64 `json:"snapshot" doc:"the index of the newest snapshot that it has saved, 0 for none"`
	ElectionElapsed  int    `json:"electionElapsed" doc:"ticks since it heard of a leader"`
	ElectionTimeout  int    `json:"electionTimeout" doc:"its randomized election timeout, in ticks"`
	HeartbeatElapsed int    `json:"heartbeatElapsed" doc:"ticks since it sent heartbeats"`
	Ready            int    `json:"ready" doc:"the number of the Ready in hand"`
	Stage            string `json:"stage" doc:"the stage that comes next in that Ready"`
	ReadyWaiting     bool   `json:"readyWaiting" doc:"whether a Ready waits to be taken"`
	CrashAt          string `json:"crashAt" doc:"the stage before which it is to crash"`
	FailDiskAt       string `json:"failDiskAt" doc:"the stage whose next write is to fail"`
	Broken           string `json:"broken" doc:"the rules that it breaks on purpose, with commas between them"`
	Transferee       int    `json:"transferee" doc:"whom it is transferring leadership to"`
	Failure          string `json:"failure" doc:"why it stopped by itself"`
}

// View is the whole cluster.
type View struct {
	Step     int         `json:"step" doc:"the number of the last step"`
	Tick     int         `json:"tick" doc:"the virtual clock, in ticks"`
	Leader   int         `json:"leader" doc:"the leader of the highest term that has one"`
	Term     uint64      `json:"term" doc:"the highest term of any node that is up"`
	Nodes    []WholeNode `json:"nodes" doc:"the nodes that were ever started, by number"`
	Messages []Message   `json:"messages" doc:"those in flight, oldest first"`
	Links    Links       `json:"links" doc:"how the network treats what is sent"`
	Requests []Request   `json:"requests" doc:"client requests that wait for their answer"`
	// Violations is never nil.
	Violations []Violation `json:"violations" doc:"the safety properties that were violated, in the order in which that was found"`
}

// Violation is a safety property that did not hold after a step.
type Violation struct {
	Property string `json:"property" doc:"its name, as election-safety"`
	Nodes    []int  `json:"nodes" doc:"the nodes concerned"`
	Term     uint64 `json:"term" doc:"the term that it is about, 0 for none"`
	Index    uint64 `json:"index" doc:"the position in the log that it is about, 0 for none"`
	Steps    [2]int `json:"steps" doc:"the two steps in conflict; it was found in the second"`
	Text     string `json:"text" doc:"what is wrong, in words"`
}

// WholeNode is a node with its log, store and files.
type WholeNode struct {
	Node
	Log           []Entry           `json:"log" doc:"the entries from first to last"`
	KV            map[string]string `json:"kv" doc:"its store"`
	Configuration Configuration     `json:"configuration" doc:"the configuration that it has applied"`
	Progress      []Progress        `json:"progress" doc:"of a leader: what it knows of each member"`
	Disk          Disk              `json:"disk" doc:"what its WAL and snapshot files hold"`
}

// Configuration is a raft configuration.
type Configuration struct {
	Voters       []int `json:"voters" doc:"the voters, of a joint configuration the incoming ones"`
	Outgoing     []int `json:"outgoing" doc:"the outgoing voters of a joint configuration"`
	Learners     []int `json:"learners" doc:"the learners"`
	LearnersNext []int `json:"learnersNext" doc:"those who become learners when the joint configuration is left"`
	AutoLeave    bool  `json:"autoLeave" doc:"whether raft leaves the joint configuration by itself"`
}

// Progress is what a leader knows of one member.
type Progress struct {
	ID              int    `json:"id" doc:"the member's number"`
	State           string `json:"state" doc:"probe, replicate or snapshot"`
	Match           uint64 `json:"match" doc:"the last index known to be in its log"`
	Next            uint64 `json:"next" doc:"the index that is sent to it next"`
	PendingSnapshot uint64 `json:"pendingSnapshot" doc:"the index of the snapshot on its way"`
	Inflight        int    `json:"inflight" doc:"MsgApps sent and not acknowledged"`
	RecentActive    bool   `json:"recentActive" doc:"whether it was heard of within an election timeout"`
	Paused          bool   `json:"paused" doc:"whether nothing is sent to it now"`
	Learner         bool   `json:"learner" doc:"whether it is a learner"`
}

// Disk is what a node's files hold.
type Disk struct {
	Last          uint64 `json:"last" doc:"the index of the last entry saved, or of the snapshot if that is newer"`
	Term          uint64 `json:"term" doc:"the term saved last"`
	Vote          int    `json:"vote" doc:"the vote saved last"`
	Commit        uint64 `json:"commit" doc:"the commit index saved last"`
	BufferedBytes int    `json:"bufferedBytes" doc:"bytes in the WAL's own buffer, which a crash loses"`
	UnsyncedBytes int    `json:"unsyncedBytes" doc:"bytes that were handed to the operating system and should have been fsynced, which a loss of power loses"`
	Snapshot      uint64 `json:"snapshot" doc:"the index of the newest snapshot saved, 0 for none"`
}

// Links is how the network treats what is sent.
type Links struct {
	Cut    []Link     `json:"cut" doc:"the links that were cut one by one"`
	Groups [][]int    `json:"groups" doc:"the groups of the partition; none is no partition"`
	Rules  []LinkRule `json:"rules" doc:"the links with delay or loss of their own"`
}

// Link is one direction between two nodes.
type Link struct {
	From int `json:"from" doc:"the sender"`
	To   int `json:"to" doc:"the receiver"`
}

// LinkRule is how one link behaves. From and To are 0 in the rule for all.
type LinkRule struct {
	Link
	MinDelay int `json:"minDelay" doc:"the least a message travels, in ticks"`
	MaxDelay int `json:"maxDelay" doc:"the most a message travels, in ticks"`
	Loss     int `json:"loss" doc:"the share of messages that is lost, in percent"`
}

// Request is a client's request that waits for its answer.
type Request struct {
	ID    uint64 `json:"id" doc:"its number"`
	Kind  string `json:"kind" doc:"put or read"`
	Node  int    `json:"node" doc:"the node that was asked"`
	Key   string `json:"key" doc:"the key"`
	Value string `json:"value" doc:"the value, of a put"`
	Step  int    `json:"step" doc:"the step in which the client asked"`
}
