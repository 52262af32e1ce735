package ui

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"raftviz/cluster/session"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// wire is what a program writes to its terminal.
type wire struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *wire) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(p)
}

// until waits until the text is written, and returns how many bytes were until
// then. It begins anew behind them.
func (w *wire) until(t *testing.T, text string) int {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		w.mu.Lock()
		if strings.Contains(w.text.String(), text) {
			n := w.text.Len()
			w.text.Reset()
			w.mu.Unlock()
			return n
		}
		w.mu.Unlock()
	}
	t.Fatalf("%q was not written; but\n%s", text, w.text.String())
	return 0
}

// most is how many bytes a change of one value may cost.
const most = 2 << 10

// TestOneChangedValueCostsFewBytes counts what Bubble Tea's renderer writes: the
// lines that have changed, not the screen.
func TestOneChangedValueCostsFewBytes(t *testing.T) {
	out := &wire{}
	in, keys := io.Pipe()
	defer keys.Close()
	m := newModel(session.New(""), grid.NewPalette(theme.Dark(), termenv.TrueColor), "cluster seed=1")
	p := tea.NewProgram(m, tea.WithInput(in), tea.WithOutput(out), tea.WithAltScreen(), tea.WithoutSignalHandler())
	ended := make(chan error, 1)
	go func() {
		_, err := p.Run()
		ended <- err
	}()
	p.Send(tea.WindowSizeMsg{Width: 200, Height: 60})
	whole := out.until(t, "does what comes next")
	for _, change := range []struct{ key, shows string }{{"+", "2×"}, {"-", "1×"}, {"0", "following the node that acts"}} {
		if _, err := keys.Write([]byte(change.key)); err != nil {
			t.Fatal(err)
		}
		n := out.until(t, change.shows)
		t.Logf("%q: %d bytes of %d", change.key, n, whole)
		if n > most {
			t.Errorf("%q writes %d bytes, want at most %d", change.key, n, most)
		}
	}
	p.Quit()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := m.engine.close(); err != nil {
		t.Error(err)
	}
}
