package script

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"raftviz/cluster/command"
)

func TestReadSaysWhatIsWrongWithAScript(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"binary", "settle\n\x00", "a.raft: is a binary file; a script is UTF-8 text"},
		{"not UTF-8", "settle\nnote \xff\n", "a.raft:2: the line is not UTF-8 text"},
		{"control", "settle\nnote \x1b[31m\n", `a.raft:2: the line has the control character '\x1b'; a command is one line of text`},
		{"too large", strings.Repeat("# 34567\n", MaxSize/8) + "\n", "a.raft: is too large; a script has at most 16 MiB"},
		{"huge line", "settle\n\nnote " + strings.Repeat("x", command.MaxLine), "a.raft:3: the line is 65541 bytes long; at most 65536 are allowed"},
		{"several lines", "settle\ntik\n\ntick 12", "a.raft:2: unknown command \"tik\"; did you mean tick?\na.raft:4: tick: \"12\" is out of range; nodes are 1-9"},
		{"second cluster", "cluster\ncluster", "a.raft:2: cluster: there is a cluster already; in a script cluster is allowed as the first command only"},
		{"late cluster", "help\nsettle\ncluster", "a.raft:3: cluster: there is a cluster already; in a script cluster is allowed as the first command only"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read("a.raft", strings.NewReader(tt.text))
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestReadNamesTheFirstWrongLinesOnly(t *testing.T) {
	_, err := Read("a.raft", strings.NewReader(strings.Repeat("nope\n", 100)))
	if got := strings.Count(err.Error(), "\n") + 1; got != maxErrors {
		t.Errorf("%d lines are named, want %d", got, maxErrors)
	}
}

func TestReadTakesLinesAsTheyCome(t *testing.T) {
	s, err := Read("a.raft", strings.NewReader("\ufeffcluster nodes=1\r\n\r\n  # comment\n\tsettle # comment\nnote last line"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range s.Lines {
		got = append(got, l.Command.String())
	}
	if want := "cluster nodes=1, settle, note last line"; strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %s", got, want)
	}
	if s.Lines[2].Number != 5 {
		t.Errorf("the last line has number %d", s.Lines[2].Number)
	}
}

func TestOpenSaysWhatIsWrongWithAFile(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing.raft")
	if _, err := Open(missing, nil); err == nil || err.Error() != missing+": cannot be opened: no such file or directory" {
		t.Errorf("missing: %v", err)
	}
	if _, err := Open(dir, nil); err == nil || err.Error() != dir+": cannot be read: is a directory" {
		t.Errorf("directory: %v", err)
	}
}

// TestOpenReadsNoMoreThanAllowed opens a sparse file of 100 MB.
func TestOpenReadsNoMoreThanAllowed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.raft")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(strings.Repeat("# 34567\n", MaxSize/8+1)); err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(100 << 20); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, nil); err == nil || !strings.HasSuffix(err.Error(), ": is too large; a script has at most 16 MiB") {
		t.Errorf("got %v", err)
	}
}
