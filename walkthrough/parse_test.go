package walkthrough

import (
	"strings"
	"testing"

	"raftviz/cluster/script"
)

// matter is a lesson's beginning: its first step is line 8.
const matter = "+++\ntitle = \"A\"\nlang = \"en\"\nminutes = 5\ncluster = \"nodes=3\"\n+++\n\n"

func TestParseSaysWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ name, source, want string }{
		{"no front matter", "## A\n", "a.md:1: a lesson begins with its front matter: a line +++, then title, lang, minutes and cluster in TOML, then a line +++"},
		{"no end", "+++\ntitle = 1\n", "a.md:1: the front matter has no end; it is a line +++"},
		{"not TOML", "+++\ntitle = \"a\nlang = 1\n+++\n## A\n", "a.md:2: "},
		{"unknown setting", strings.Replace(matter, "lang", "author = \"me\"\nlang", 1) + "## A\n", "a.md:3: unknown setting author; allowed are title, lang, minutes, cluster, needs"},
		{"no title", strings.Replace(matter, "\"A\"", "\" \"", 1) + "## A\n", "a.md:1: title is missing; it says what the lesson is about"},
		{"language", strings.Replace(matter, "\"en\"", "\"xx\"", 1) + "## A\n", `a.md:3: "xx" is no language of the interface; allowed are en and zh`},
		{"minutes", strings.Replace(matter, "5", "500", 1) + "## A\n", "a.md:4: minutes is 500; allowed are 1-240"},
		{"cluster", strings.Replace(matter, "nodes=3", "nodes=33", 1) + "## A\n", "a.md:5: cluster: "},
		{"no step", matter, "a.md:1: the lesson has no step; one begins with ## and its title"},
		{"text before", matter + "hello\n\n## A\n", "a.md:8: text before the first step; a step begins with ## and its title"},
		{"underlined heading", matter + "## A\n\nhello\n---\n", "a.md:10: a line of - below a text makes a heading of it; a step begins with ## and its title"},
		{"heading", matter + "## A\n\n### B\n", "a.md:10: a lesson has no heading of level 3; allowed are paragraphs, lists, quotes and code"},
		{"html", matter + "## A\n\n<b>hi</b>\n", "a.md:10: a lesson has no HTML but comments in its text; allowed are *terms*, **strong** words, `code` and links"},
		{"html block", matter + "## A\n\n<div>\n</div>\n", "a.md:10: a lesson has no HTML but comments, which are the speaker's notes: <!-- ... -->"},
		{"image", matter + "## A\n\n![x](y.png)\n", "a.md:10: a lesson has no image in its text; allowed are *terms*, **strong** words, `code` and links"},
		{"command", matter + "## A\n\n```raft\nsettle\ntik\n```\n", `a.md:12: unknown command "tik"; did you mean tick?`},
		{"files", matter + "## A\n\n```raft\nsave x\n```\n", "a.md:11: save: a lesson has commands that act on the cluster or look at it; files, branches and the past are the reader's"},
		{"more files", matter + "## A\n\n```raft\nload /etc/passwd\n```\n", "a.md:11: load: a lesson has commands that act"},
		{"pace", matter + "## A\n\n```raft\npause\n```\n", "a.md:11: pause: a lesson's cluster stands still by itself"},
		{"late cluster", matter + "## A\n\n```raft\nsettle\ncluster\n```\n", "a.md:12: cluster: another cluster is started by the first command of a step"},
		{"view", matter + "## A\n\n```raft view=x\n```\n", `a.md:10: unknown view "x"; views are cluster, ready, logs, space-time, progress, kv, disk, events`},
		{"node", matter + "## A\n\n```raft node=12\n```\n", `a.md:10: node "12" is out of range; nodes are 1-9`},
		{"look", matter + "## A\n\n```raft zoom=2\n```\n", `a.md:10: unexpected "zoom=2"; behind raft are allowed view=NAME, node=N and zoom`},
		{"two blocks", matter + "## A\n\n```raft\nsettle\n```\n\n```raft\nsettle\n```\n", "a.md:14: the step has commands already; what comes next is another step: ## and its title"},
		{"late question", matter + "## A\n\n```raft\nsettle\n```\n\n```question\nA?\n- b :: true\n- c :: false\n```\n", "a.md:14: the question comes behind the commands; it is asked before they run"},
		{"no commands", matter + "## A\n\n```question\nA?\n- b :: true\n- c :: false\n```\n", "a.md:11: the step has a question and no commands that answer it"},
		{"one option", matter + "## A\n\n```question\nA?\n- b :: true\n```\n\n```raft\nsettle\n```\n", "a.md:11: the question has 1 options; allowed are 2-9, each a line: - TEXT :: CONDITION"},
		{"no condition", matter + "## A\n\n```question\nA?\n- b\n- c :: true\n- d :: false\n```\n\n```raft\nsettle\n```\n", "a.md:12: the option has no condition that makes it right; it is - TEXT :: CONDITION"},
		{"condition", matter + "## A\n\n```question\nA?\n- b :: leeder == 1\n- c :: true\n```\n\n```raft\nsettle\n```\n", "a.md:12: "},
		{"too large", strings.Repeat("x", maxSize+1), "a.md: is too large; a lesson has at most 1 MiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("a.md", tt.source)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestParseNamesTheFirstFaultsOnly(t *testing.T) {
	_, err := Parse("a.md", matter+"## A\n\n```raft\n"+strings.Repeat("nope\n", 100)+"```\n")
	if got := strings.Count(err.Error(), "\n") + 1; got != maxErrors {
		t.Errorf("%d faults are named, want %d", got, maxErrors)
	}
	if _, err := Parse("a.md", matter+strings.Repeat("## A\n\n", maxSteps+1)); err == nil || !strings.Contains(err.Error(), "a lesson has at most 200") {
		t.Errorf("too many steps: %v", err)
	}
}

func TestParseReadsALesson(t *testing.T) {
	l, err := Parse("dir/03-the-name.md", strings.ReplaceAll(matter, "\n", "\r\n")+`## Two `+"`nodes`"+`

A *quorum* of
them, **both**.

- one
- two

> said

<!-- Look
at it. -->

`+"```question\nWho *leads*?\n- n1 :: leader == 1\n- a :: b :: leader != 1\n> Because.\n> It is.\n```\n\n```raft view=logs node=n2 zoom\n# no line\nsettle\n\nexpect leader == 0\n```\n\nAfter.\n\n```go\nx := 1\n```\n\n中文的\n两行 and\nLatin，\nend\n")
	if err != nil {
		t.Fatal(err)
	}
	s := l.Steps[0]
	if l.Name != "the-name" || l.Title != "A" || len(l.Steps) != 1 || s.Title != "Two nodes" || s.Line != 8 {
		t.Errorf("the lesson is %+v", l)
	}
	if got := describeBlocks(s.Before); got != "[A |*quorum*| of them, |**both**|.] •[one] •[two] >[said]" {
		t.Errorf("before: %s", got)
	}
	if got := describeBlocks(s.After); got != "[After.] ```x := 1``` [中文的两行 and Latin，end]" {
		t.Errorf("after: %s", got)
	}
	if s.Notes != "Look\nat it." || s.Looks != (Look{"logs", 2, true}) {
		t.Errorf("notes %q, looks %+v", s.Notes, s.Looks)
	}
	if len(s.Lines) != 2 || s.Lines[1].Number != 33 || s.Lines[1].Command.String() != "expect leader == 0" {
		t.Errorf("lines %+v", s.Lines)
	}
	q := s.Question
	if words(q.Text) != "Who leads?" || len(q.Options) != 2 || words(q.Options[1].Text) != "a :: b" || q.Options[1].Right != "leader != 1" || describeBlocks(q.Explanation) != "[Because. It is.]" {
		t.Errorf("question %+v", q)
	}
}

// describeBlocks writes blocks down, the spans of each between bars.
func describeBlocks(bs []Block) string {
	var all []string
	for _, b := range bs {
		var spans []string
		for _, s := range b.Spans {
			spans = append(spans, marks[s.Style]+s.Text+marks[s.Style])
		}
		text := "[" + strings.Join(spans, "|") + "]"
		switch b.Kind {
		case Item:
			text = b.Marker + text
		case Quote:
			text = ">" + text
		case Code:
			text = "```" + b.String() + "```"
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

// FuzzParse reads what strangers may write: it ends, each fault has its place, and no
// command gets through that reaches further than the lab.
func FuzzParse(f *testing.F) {
	f.Add(template)
	f.Add(matter + "## A\n\n```raft\nsave x\n```\n")
	f.Add(matter + "## A\n\n- a\n  - b\n    ```raft\n    settle\n    ```\n")
	f.Add(matter + "## A\n\n<!-- a\n\n```question\n> x\n- a :: b\n")
	f.Add(matter + "##\n\n> > `` ` `` *a **b* c**\n\n1) x\n7. y\n\n---\n")
	f.Fuzz(func(t *testing.T, source string) {
		l, err := Parse("f.md", source)
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if !strings.HasPrefix(line, "f.md:") {
					t.Fatalf("a fault has no place: %q", line)
				}
			}
			return
		}
		for _, line := range l.script().Lines {
			if c := line.Command; c.Spec.OfSession() || c.Spec.Paces {
				t.Fatalf("the lesson has the command %v", c)
			}
		}
		for i := range l.Steps {
			if n := l.Steps[i].Line; n < 1 || n > strings.Count(source, "\n")+1 {
				t.Fatalf("step %d is in line %d", i+1, n)
			}
		}
		l.Handout(make([]int, len(l.Steps)), func(int) string { return "" })
	})
}

func TestAFaultNamesItsPlace(t *testing.T) {
	_, err := Parse("a.md", matter+"## A\n\n```raft\nnope\n```\n")
	var at *script.Error
	if ok := asError(err, &at); !ok || at.Line != 11 {
		t.Errorf("%v is at %+v", err, at)
	}
}
