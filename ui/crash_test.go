package ui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/session"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
)

// run runs a model as Run does, without a terminal.
func run(t *testing.T, m *Model, send ...tea.Msg) error {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	in, keys := io.Pipe()
	defer keys.Close()
	var out bytes.Buffer
	m.width, m.height = 80, 24
	if len(send) > 0 {
		go func() {
			for _, msg := range send {
				if k, ok := msg.(tea.KeyMsg); ok {
					_, _ = io.WriteString(keys, string(k.Runes))
				}
			}
		}()
	}
	return m.loop(ctx, tea.WithInput(in), tea.WithOutput(&out))
}

// faulty is an overlay with a bug.
type faulty struct{ inKey, inShow bool }

func (f faulty) key(*Model, tea.KeyMsg) tea.Cmd {
	if f.inKey {
		panic("a bug in Update")
	}
	return nil
}

func (f faulty) show(*Model, *frame.Frame) {
	if f.inShow {
		panic("a bug in View")
	}
}

func TestABugLeavesATraceAndStatus70(t *testing.T) {
	for name, prepare := range map[string]func(*Model){
		"a bug in a command": func(m *Model) { m.engine = newEngine(broken{Session: session.New("")}) },
		"a bug in Update":    func(m *Model) { m.overlay = faulty{inKey: true} },
		"a bug in View":      func(m *Model) { m.overlay = faulty{inShow: true} },
	} {
		t.Run(name, func(t *testing.T) {
			m := newModel(session.New(""), grid.Plain(), "cluster")
			defer func() { _ = m.engine.close() }()
			prepare(m)
			err := run(t, m, runes("x"))
			var exit *ExitError
			if !errors.As(err, &exit) || exit.Code != 70 || !strings.Contains(err.Error(), name) {
				t.Fatalf("got %v", err)
			}
			file := regexp.MustCompile(`\S+raftviz-crash-\S+\.txt`).FindString(err.Error())
			text, err := os.ReadFile(file)
			if err != nil || !strings.Contains(string(text), "goroutine") || !strings.Contains(string(text), name) {
				t.Errorf("the crash file has %q, %v", text, err)
			}
		})
	}
}
