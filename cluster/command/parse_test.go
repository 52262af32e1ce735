package command

import (
	"strings"
	"testing"
)

func TestParseReadsEveryForm(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"", ""},
		{"  \t", ""},
		{"# tick all", ""},
		{"#41", ""},
		{"  settle  \r\n", "settle"},
		{"settle                # bootstrap: it's three entries", "settle"},
		{"settle #", "settle"},
		{"settle n1,2", "settle 1,2"},
		{"tick n2", "tick 2"},
		{"tick all 1", "tick all"},
		{"deliver #41", "deliver #41"},
		{"deliver #41 # the first", "deliver #41"},
		{"deliver n1->n3 MsgApp", "deliver 1->3 MsgApp"},
		{"drop all", "drop all"},
		{"delay 1->3 MsgApp 5", "delay 1->3 MsgApp 5"},
		{"delay 1->3 5", "delay 1->3 5"},
		{"link all loss=5 delay=3..3", "link all delay=3 loss=5%"},
		{"partition 1,2|3", "partition 1,2 | 3"},
		{"partition 1, 2 | n3", "partition 1,2 | 3"},
		{"partition 1", "partition 1"},
		{"change +4 ~n5 -1 auto", "change +4 ~5 -1"},
		{"change ~5 explicit", "change ~5 explicit"},
		{"crash 2 power at send", "crash 2 at send power"},
		{`put "a key" 'it''s'`, `put 'a key' its`},
		{`put x "it's \"1\""`, `put x 'it'\''s "1"'`},
		{`put x ''`, `put x ''`},
		{`put x \#`, `put x '#'`},
		{`put x '#' via 2`, `put x '#' via 2`},
		{`put x a#b # comment`, `put x a#b`},
		{`put x $HOME`, `put x $HOME`},
		{"put x `id`", "put x `id`"},
		{`put x a|b~c>d<e;f&g`, `put x a|b~c>d<e;f&g`},
		{`put via via via 2`, `put via via via 2`},
		{"cluster nodes=3 prevote=true index=10 voters=1,2 learners=3 linger=5", "cluster prevote=true index=10 voters=1,2 learners=3 linger=5"},
		{"until leader == 2 within 50", "until leader == 2 within 50"},
		{"until leader == 2 within 1000", "until leader == 2"},
		{`until node(1).kv["x"] == "a within 5" # yes`, `until node(1).kv["x"] == "a within 5"`},
		{`expect all(leaders, # != 1)`, `expect all(leaders, # != 1)`},
		{`expect all(leaders, # != 1) # nobody else`, `expect all(leaders, # != 1)`},
		{`expect all(messages, #.type == "MsgVote") # it's`, `expect all(messages, #.type == "MsgVote")`},
		{`expect node(1).kv["#"] == " # " # comment`, `expect node(1).kv["#"] == " # "`},
		{`expect filter(leaders, { # == 1 }) == [] # c`, `expect filter(leaders, { # == 1 }) == []`},
		{"note it's over # really", "note it's over # really"},
		{"note it is over # really", "note it is over"},
		{`note "it's over"`, "note it's over"},
		{`note 'a # b'`, "note 'a # b'"},
		{`note a   "b"   c`, `note a   "b"   c`},
		{"show node n1", "show node 1"},
		{"help", "help"},
		{"help tick", "help tick"},
		{"first 3 settle n1,2 # part of it", "first 3 settle 1,2"},
		{"first 20  until  leader == 2 within 1000", "first 20 until leader == 2"},
		{"back 1", "back"},
		{"fork what-if_1.a # not this", "fork what-if_1.a"},
		{"diff 3", "diff 3"},
		{"diff main branch-1@007", "diff main branch-1@7"},
		{"save! 'a b.raft'", "save! 'a b.raft'"},
		{"clear", "clear"},
	} {
		t.Run(tt.line, func(t *testing.T) {
			c, err := Parse(tt.line)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.String(); got != tt.want {
				t.Errorf("printed as %q, want %q", got, tt.want)
			}
		})
	}
}

func TestParseSaysWhatIsWrongAndWhatIsAllowed(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"tik 1", `unknown command "tik"; did you mean tick?`},
		{"isloate 1", `unknown command "isloate"; did you mean isolate?`},
		{"xyzzy", `unknown command "xyzzy"; help lists the commands`},
		{"tick", `tick: N|all is missing; usage: tick N|all [COUNT]`},
		{"first", "first: COUNT is missing; usage: first COUNT COMMAND"},
		{"first 3", "first: COMMAND is missing; usage: first COUNT COMMAND"},
		{"first 0 settle", `first: COUNT "0" is out of range; 1-1000000 is allowed`},
		{"first settle", `first: COUNT "settle" is not a whole number; 1-1000000 is allowed`},
		{"first 3 tick 12", `first: tick: "12" is out of range; nodes are 1-9`},
		{"first 3 show kv", "first: show cannot be done in part; commands that act on the cluster can"},
		{"first 3 first 2 settle", "first: first cannot be done in part; commands that act on the cluster can"},
		{"first 3 cluster", "first: cluster cannot be done in part; commands that act on the cluster can"},
		{"first 3 goto 2", "first: goto cannot be done in part; commands that act on the cluster can"},
		{"fork 12", `fork: NAME "12" is not the name of a branch; at most 32 letters, digits, - _ and . that are not digits alone are allowed`},
		{"fork a@b", `fork: NAME "a@b" is not the name of a branch; at most 32 letters, digits, - _ and . that are not digits alone are allowed`},
		{"diff main@", `diff: A "main@" has no step behind the @; BRANCH@STEP is allowed`},
		{"diff 1 2 3", `diff: unexpected "3"; usage: diff A [B]`},
		{"tick 12", `tick: "12" is out of range; nodes are 1-9`},
		{"tick 0", `tick: "0" is out of range; nodes are 1-9`},
		{"tick x", `tick: "x" is not a node; nodes are 1-9`},
		{"tick -1", `tick: "-1" is not a node; nodes are 1-9`},
		{"tick all 0", `tick: COUNT "0" is out of range; 1-100000 is allowed`},
		{"tick all 99999999999999999999", `tick: COUNT "99999999999999999999" is out of range; 1-100000 is allowed`},
		{"tick all 1e3", `tick: COUNT "1e3" is not a whole number; 1-100000 is allowed`},
		{"tick 1 2 3", `tick: unexpected "3"; usage: tick N|all [COUNT]`},
		{"crash 2 at", `crash: STAGE is missing; usage: crash N [at STAGE] [power]`},
		{"crash 2 at noon", `crash: at "noon" is not a stage; stages are save-snapshot, save-wal, apply-snapshot, append-storage, send, publish, trigger-snapshot, advance`},
		{"crash 2 power power", `crash: power is given twice; once is allowed`},
		{"put x", `put: VALUE is missing; usage: put KEY VALUE [via N]`},
		{"put '' 1", `put: KEY "" is empty; a key has at least one character`},
		{"put x 'a", `put: a quote is not closed, or the line ends in a backslash`},
		{"put x hello world", `put: unexpected "world"; usage: put KEY VALUE [via N]`},
		{"deliver", `deliver: WHICH is missing; usage: deliver WHICH`},
		{"deliver #x", `deliver: WHICH "#x" is not a message's number; it is written as #41`},
		{"deliver 1->1", `deliver: WHICH "1->1" is not a link; a link is two different nodes, as 1->2`},
		{"deliver 1->3 MsgFoo", `deliver: WHICH "1->3 MsgFoo" names no message type; message types are MsgProp, MsgApp, MsgAppResp, MsgVote, MsgVoteResp, MsgSnap, MsgHeartbeat, MsgHeartbeatResp, MsgTransferLeader, MsgTimeoutNow, MsgReadIndex, MsgReadIndexResp, MsgPreVote, MsgPreVoteResp`},
		{"delay #41", `delay: TICKS is missing; usage: delay WHICH TICKS`},
		{"delay #41 1001", `delay: TICKS "1001" is out of range; 1-1000 is allowed`},
		{"link all loss=101%", `link: loss=101% is not a percentage; 0%-100% is allowed`},
		{"link 1->2 delay=5..2", `link: delay=5..2 is not a range; it begins with the smaller number, as 2..5`},
		{"partition", `partition: 1,2 | 3 is missing; usage: partition 1,2 | 3`},
		{"partition 1 |", `partition: "1 |" has an empty group; groups are written as 1,2 | 3`},
		{"partition 1,2 | 2", `partition: "1,2 | 2" has node 2 in two groups; a node is in one`},
		{"partition 1,x | 2", `partition: "1,x | 2" has a group that is not a list of nodes; nodes are 1-9, with commas between them`},
		{"change 4", `change: "4" is not a change; +N makes N a voter, ~N a learner, -N removes it`},
		{"change +4 -4", `change: "+4 -4" changes node 4 twice; once is allowed`},
		{"change +4 maybe", `change: "maybe" is not one of them; transitions are auto, implicit, explicit`},
		{"settle 1,2,1", `settle: N,N.. "1,2,1" has node 1 twice; once is allowed`},
		{"cluster nodes=12", `cluster: nodes=12 is out of range; 1-9 is allowed`},
		{"cluster nodes=3 nodes=4", `cluster: nodes is given twice; once is allowed`},
		{"cluster prevote=yes", `cluster: prevote=yes is not true or false; these two are allowed`},
		{"cluster seed=-1", `cluster: seed=-1 is not a seed; a whole number of 0-18446744073709551615 is allowed`},
		{"until leder == 2", `until: column 1: unknown name "leder"; names are tick, step, leader, leaders, term, messages, violations, broken, node(N), entry(N, I)`},
		{"until leader == 2 within soon", `until: within "soon" is not a whole number; 0-100000 is allowed`},
		{"expect", `expect: a condition is missing; it is an expression such as leader == 2`},
		{"expect # nothing", `expect: a condition is missing; it is an expression such as leader == 2`},
		{"note", `note: TEXT is missing; text to the end of the line is allowed`},
		{"show node", `show: "node" has no node; nodes are 1-9`},
		{"show node 12", `show: "node 12" is not of a node; nodes are 1-9`},
		{"show time", `show: "time" cannot be shown; cluster|node N|ready N|messages|log|kv|disk N can`},
		{"help tik", `help: COMMAND "tik" is not a command; did you mean tick?`},
		{"tick 1 \x00", `the line has the control character '\x00'; a command is one line of text`},
		{"note \x1b[31m", `the line has the control character '\x1b'; a command is one line of text`},
		{"put x \xff", `the line is not UTF-8 text`},
		{"note " + strings.Repeat("x", MaxLine), `the line is 65541 bytes long; at most 65536 are allowed`},
	} {
		t.Run(tt.want, func(t *testing.T) {
			c, err := Parse(tt.line)
			if err == nil {
				t.Fatalf("read as %q", c)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range Specs() {
		for _, line := range s.Examples {
			f.Add(line)
		}
	}
	for _, line := range []string{
		`put 'a b' "c'd" via n2 # x`, `note it's # x`, `expect all(leaders, # != 1) # x`, `change +4 ~5 -1 implicit`,
		`until "a" == "b within 5" within 6`, `partition 1, 2|3`, "note \u00a0x\u00a0", `put x \`, `put x "\`,
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		c, err := Parse(line)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("the error has more than one line: %q", err)
			}
			return
		}
		again, err := Parse(c.String())
		if err != nil {
			t.Fatalf("%q is printed as %q: %v", line, c, err)
		}
		if !same(c, again) {
			t.Fatalf("%q is printed as %q, which reads as %q", line, c, again)
		}
		if again.String() != c.String() {
			t.Fatalf("%q is printed as %q, and then as %q", line, c, again)
		}
	})
}

func FuzzComplete(f *testing.F) {
	f.Add("crash 2 at se")
	f.Add(`expect node(1).`)
	f.Add(`until leader == 1 within `)
	f.Fuzz(func(t *testing.T, line string) {
		last := line[strings.LastIndexAny(line, blanks)+1:]
		for _, word := range Complete(line, nil) {
			if !strings.HasPrefix(word, last) {
				t.Errorf("Complete(%q) has %q, which does not begin with %q", line, word, last)
			}
		}
	})
}
