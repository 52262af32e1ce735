package ui

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"raftviz/cluster/session"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// How much the monkeys do in all, and in how many runs.
const (
	monkeyEvents = 100_000
	monkeyBudget = 1_000_000 // steps
	monkeys      = 40
)

// TestMonkeys types, clicks, pastes and resizes at random, and looks at the
// screens that come of it.
func TestMonkeys(t *testing.T) {
	events := monkeyEvents / monkeys
	if raced || testing.Short() {
		events /= 20
	}
	t.Chdir(t.TempDir()) // some save files
	saw := &sights{count: map[string]int{}}
	t.Cleanup(func() { saw.check(t) })
	for seed := range uint64(monkeys) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			runMonkey(t, seed, events, saw)
		})
	}
}

// monkey does things at random.
type monkey struct {
	*rand.Rand
	m *Model
	// msgs are what the program's commands come to.
	msgs chan tea.Msg
	// did are the last things that it did, for when something breaks.
	did []string
	// odd is how many events it is until a screen of an odd size gets a usual one.
	odd int
	// onwards is set when it leaves the past before it types a command.
	onwards bool
}

func newMonkey(seed uint64) *monkey {
	mo := &monkey{Rand: rand.New(rand.NewPCG(seed, 0)), msgs: make(chan tea.Msg, 1000), onwards: seed%4 > 0}
	d := &budgeted{Session: session.New(""), left: monkeyBudget / monkeys}
	if seed%5 == 2 {
		d.Keep(pick(mo, 1, 16, 100, 1000)) // what it looks at is often gone
	}
	lines := []string{fmt.Sprintf("cluster seed=%d nodes=%d", seed, 1+seed%9), fmt.Sprintf("run %d", pick(mo, 1, 100, 3000, 15000))}
	mo.m = newModel(d, grid.NewPalette(theme.Dark(), termenv.TrueColor), lines...)
	return mo
}

// runMonkey lets a monkey do so many things. It looks at every other screen, as
// a terminal that is given many keys does.
func runMonkey(t *testing.T, seed uint64, events int, saw *sights) {
	mo := newMonkey(seed)
	defer func() {
		if r := recover(); r != nil {
			t.Fatalf("seed %d: panic: %v\n%s\nthe last events:\n%s", seed, r, debug.Stack(), strings.Join(mo.did, "\n"))
		}
	}()
	defer func() { _ = mo.m.engine.close() }()
	perform(mo.m.Init(), mo.msgs)
	mo.rest()
	mo.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	for i := range events {
		for _, msg := range mo.event() {
			mo.send(msg)
		}
		if i%2 == 1 {
			continue
		}
		if err := unsound(mo.m); err != nil {
			t.Fatalf("seed %d, event %d: %v\nthe last events:\n%s", seed, i, err, strings.Join(mo.did, "\n"))
		}
		saw.take(mo.m)
	}
	mo.rest()
}

// send hands the model a message, and mostly waits until what it runs has ended.
func (mo *monkey) send(msg tea.Msg) {
	mo.did = append(mo.did, fmt.Sprintf("%T %q", msg, fmt.Sprint(msg)))
	mo.did = mo.did[max(len(mo.did)-30, 0):]
	_, cmd := mo.m.Update(msg)
	perform(cmd, mo.msgs)
	if mo.IntN(20) > 0 {
		mo.rest()
	}
}

// rest waits until no command runs. What would come by the clock is left out:
// the monkey makes it up itself, or the same seed would not do the same again.
func (mo *monkey) rest() {
	for mo.m.running != nil {
		switch msg := (<-mo.msgs).(type) {
		case playedMsg, stillRunningMsg:
		default:
			_, cmd := mo.m.Update(msg)
			perform(cmd, mo.msgs)
		}
	}
}

// sights counts what monkeys have seen.
type sights struct {
	mu    sync.Mutex
	count map[string]int
}

func (s *sights) take(m *Model) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count["events"]++
	s.count["view "+m.page.String()]++
	s.count[fmt.Sprintf("above it %T", m.overlay)]++
	for what, seen := range map[string]bool{
		"the past": m.past(), "a branch": len(m.state.branches) > 1, "zoomed": m.zoom, "playing": m.play.on,
		"running": m.running != nil, "a violation": m.violation() != nil, "something wrong": m.status.Error,
		"5000x5000": m.width == maxWidth && m.height == maxHeight, "1x1": m.width == 1 && m.height == 1,
	} {
		if seen {
			s.count[what]++
		}
	}
}

// check fails where the monkeys have seen too little to tell.
func (s *sights) check(t *testing.T) {
	if t.Failed() {
		return
	}
	want := []string{"the past", "a branch", "zoomed", "playing", "running", "something wrong", "5000x5000", "1x1"}
	for p := range layout.Pages {
		want = append(want, "view "+p.String())
	}
	for _, o := range []overlay{nil, &prompt{}, &menu{}, &form{}, &pager{}} {
		want = append(want, fmt.Sprintf("above it %T", o))
	}
	for _, what := range want {
		if s.count[what] == 0 {
			t.Errorf("no monkey has seen %s", what)
		}
	}
	for _, what := range slices.Sorted(maps.Keys(s.count)) {
		t.Logf("%s: %d", what, s.count[what])
	}
}

// budgeted is a session that stops commands before they make too many steps, and
// writes and reads no file outside of the current directory.
type budgeted struct {
	*session.Session
	// left is how many steps may be made, made how many the running command has.
	left, made int
}

// maxMonkeySteps is the most that one command of a monkey makes.
const maxMonkeySteps = 3000

func (b *budgeted) Do(line string) (string, error) {
	words := strings.Fields(line)
	if len(words) > 1 && (strings.HasPrefix(words[0], "save") || words[0] == "load") {
		if path := strings.Trim(words[1], `'"\`); !filepath.IsLocal(path) || len(words) > 2 {
			return "", fmt.Errorf("%s: a monkey's files are in one place", words[0])
		}
	}
	b.made = 0
	return b.Session.Do(line)
}

func (b *budgeted) Watch(f func(step int) error) {
	b.Session.Watch(func(step int) error {
		err := f(step)
		b.made++
		b.left--
		if b.made > maxMonkeySteps || b.left < 0 && step > 0 {
			return errStopped
		}
		return err
	})
}
