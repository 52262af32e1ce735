//go:build linux

package ui

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// What the program costs its terminal and its machine, measured from outside.

// used is the processor time of a process, in milliseconds; pid "self" is this one.
func used(b *testing.B, pid string) int {
	b.Helper()
	stat, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		b.Skip("no /proc: ", err)
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	var user, system int
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		b.Fatal(err)
	}
	return 10 * (user + system)
}

// written is how many bytes come until the terminal has been quiet for a while.
func (tm *terminal) written() int {
	before := -1
	for {
		tm.mu.Lock()
		n := tm.output.Len()
		tm.mu.Unlock()
		if n == before {
			return n
		}
		before = n
		time.Sleep(150 * time.Millisecond)
	}
}

func (tm *terminal) forget() {
	tm.mu.Lock()
	tm.output.Reset()
	tm.mu.Unlock()
}

// TestPausedAndUntouchedItWritesNothing looks at a program that nobody uses.
func TestPausedAndUntouchedItWritesNothing(t *testing.T) {
	tm := raftviz(t)
	tm.wait("no leader")
	tm.typ("S:") // with the prompt open, which has a cursor
	tm.wait("settle")
	tm.written()
	tm.forget()
	time.Sleep(time.Second) // what is looked for is that nothing happens
	if n := tm.written(); n > 0 {
		t.Errorf("it wrote %d bytes", n)
	}
}

// built is the program as its users have it.
func built(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "raftviz")
	if out, err := exec.Command("go", "build", "-o", path, "raftviz/cmd/raftviz").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return path
}

// percentile is a percentile of what was measured, in milliseconds.
func percentile(all []time.Duration, p int) float64 {
	slices.Sort(all)
	return float64(all[len(all)*p/100].Microseconds()) / 1000
}

// shows waits until the output since the last forget has a text.
func (tm *terminal) shows(b *testing.B, text string) {
	for begun := time.Now(); ; time.Sleep(200 * time.Microsecond) {
		tm.mu.Lock()
		got := tm.output.String()
		tm.mu.Unlock()
		if strings.Contains(ansi.Strip(got), text) {
			return
		}
		if time.Since(begun) > patient {
			b.Fatalf("%q was not written; but\n%q", text, got)
		}
	}
}

// BenchmarkFirstFrame is from the start of the process to the whole of its first
// screen.
func BenchmarkFirstFrame(b *testing.B) {
	path := built(b)
	var all []time.Duration
	for b.Loop() {
		cmd := exec.Command(path)
		cmd.Env = append(os.Environ(), "TERM=tmux-256color")
		begun := time.Now()
		tm := inTerminal(b, cmd)
		tm.shows(b, "q quit")
		all = append(all, time.Since(begun))
		tm.typ("q")
		<-tm.ended
	}
	b.ReportMetric(percentile(all, 50), "median-ms")
}

// BenchmarkIdle is the processor time in each second of a program that nobody uses,
// and of one that does nothing but wait for a ticker as Bubble Tea's renderer does.
func BenchmarkIdle(b *testing.B) {
	cmd := exec.Command(built(b))
	cmd.Env = append(os.Environ(), "TERM=tmux-256color")
	tm := inTerminal(b, cmd)
	tm.shows(b, "q quit")
	pid := fmt.Sprint(cmd.Process.Pid)
	before := used(b, pid)
	for b.Loop() {
		time.Sleep(time.Second)
	}
	b.ReportMetric(float64(used(b, pid)-before)/float64(b.N), "cpu-ms/s")
	tm.typ("q")
	<-tm.ended

	before = used(b, "self")
	ticker := time.NewTicker(time.Second / 60)
	defer ticker.Stop()
	for range 60 * b.N {
		<-ticker.C
	}
	b.ReportMetric(float64(used(b, "self")-before)/float64(b.N), "ticker-cpu-ms/s")
}

// BenchmarkKeyToFrame is from a key to the screen that it causes, while it plays
// as fast as it can: the help is opened and closed. In a terminal of its own, and
// in tmux.
func BenchmarkKeyToFrame(b *testing.B) {
	path := built(b)
	tmux := []string{"tmux", "-L", fmt.Sprint("raftviz-bench-", os.Getpid()), "-u", "-f", "/dev/null"}
	for name, line := range map[string][]string{"pty": {path}, "tmux": append(slices.Clone(tmux), "attach")} {
		b.Run(name, func(b *testing.B) {
			if _, err := exec.LookPath(line[0]); err != nil {
				b.Skip("tmux is not installed")
			}
			if name == "tmux" {
				start := append(slices.Clone(tmux[1:]), "new-session", "-d", "-x", "120", "-y", "40", path)
				if out, err := exec.Command(tmux[0], start...).CombinedOutput(); err != nil {
					b.Skipf("tmux does not start: %v: %s", err, out)
				}
				defer func() { _ = exec.Command(tmux[0], append(slices.Clone(tmux[1:]), "kill-server")...).Run() }()
			}
			cmd := exec.Command(line[0], line[1:]...)
			cmd.Env = append(os.Environ(), "TERM=xterm-256color")
			tm := inTerminal(b, cmd)
			tm.shows(b, "q quit")
			tm.typ("P++++++")
			tm.shows(b, "64×")
			var all []time.Duration
			for b.Loop() {
				tm.forget()
				begun := time.Now()
				tm.typ("?")
				tm.shows(b, "Keys run lines of the command")
				all = append(all, time.Since(begun))
				tm.typ("q")
				time.Sleep(time.Duration(30+len(all)%17) * time.Millisecond)
			}
			b.ReportMetric(percentile(all, 50), "median-ms")
			b.ReportMetric(percentile(all, 99), "p99-ms")
			tm.typ("\x03")
			<-tm.ended
		})
	}
}
