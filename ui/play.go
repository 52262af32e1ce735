package ui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
)

// play is the schedule running by itself.
type play struct {
	on    bool
	speed speed
	// generation tells the ticks of this run of playing from those of the
	// ones before, which may still arrive.
	generation int
}

// speed is an index into speeds.
type speed int

// pace is how many steps are made in a second, and what that is called.
type pace struct {
	name  string
	steps int
}

// speeds are from the slowest to the fastest.
var speeds = []pace{
	{"1/4×", 1}, {"1/2×", 2}, {"1×", 4}, {"2×", 8}, {"4×", 16}, {"8×", 32}, {"16×", 64}, {"32×", 128}, {"64×", 256},
}

const normalSpeed speed = 2

func (s speed) String() string { return speeds[s].name }

// framesPerSecond is how often the screen changes at most while it plays.
const framesPerSecond = 16

// frames is how many times a second something is done at this speed, and how
// many steps each time.
func (s speed) frames() (interval time.Duration, steps int) {
	rate := speeds[s].steps
	if rate <= framesPerSecond {
		return time.Second / time.Duration(rate), 1
	}
	return time.Second / framesPerSecond, rate / framesPerSecond
}

// next is the tick before the next frame.
func (p *play) next() tea.Cmd {
	interval, _ := p.speed.frames()
	generation := p.generation
	return tea.Tick(interval, func(time.Time) tea.Msg { return playedMsg{generation} })
}

// start begins to play, with the first frame at once.
func (m *Model) startPlaying() tea.Cmd {
	m.play.on = true
	m.play.generation++
	m.status = frame.Status{Line: "step", Note: lang.F("again and again; %s or %s pauses", m.keyOf("play"), m.keyOf("step"))}
	return m.played(m.play.generation)
}

// pause stops playing. A live cluster goes on: a command pauses that.
func (m *Model) pause() {
	if m.living != nil {
		return
	}
	m.play.on = false
	m.play.generation++
}

// played makes the steps of one frame.
func (m *Model) played(generation int) tea.Cmd {
	if !m.play.on || generation != m.play.generation {
		return nil
	}
	if m.running != nil {
		return m.play.next()
	}
	line := "step"
	if _, steps := m.play.speed.frames(); steps > 1 {
		line = fmt.Sprintf("step %d", steps)
	}
	return tea.Batch(m.begin(&running{line: line, frame: true}), m.play.next())
}

// changeSpeed makes playing faster or slower.
func (m *Model) changeSpeed(by speed) tea.Cmd {
	s := m.play.speed + by
	if s < 0 || int(s) >= len(speeds) {
		m.complain("", lang.F("%v is as far as it goes", m.play.speed))
		return nil
	}
	m.play.speed = s
	m.say(lang.F("speed %v: %d steps a second", s, speeds[s].steps))
	if !m.play.on {
		return nil
	}
	m.play.generation++
	return m.play.next()
}
