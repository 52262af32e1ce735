package explore

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftviz/cluster/view"
)

// Minimise looks for a shorter schedule that finds the same as f: fewer commands,
// and then smaller numbers in them. When ctx is done it gives back the shortest so
// far. tried, if it is not nil, is told after each attempt how many commands that has.
//
// Taking lines out by halves, quarters and so on is delta debugging (Zeller and
// Hildebrandt 2002, "Simplifying and isolating failure-inducing input").
func Minimise(ctx context.Context, f *Finding, tried func(commands int)) (*Finding, error) {
	m := &minimiser{ctx: ctx, best: f, tried: tried}
	m.joinSteps()
	m.aimCrashes()
	m.fewer()
	m.shrinkNumbers()
	m.plainSettings()
	m.fewer()
	return m.best, m.err
}

// fewer takes commands out until none can be spared.
func (m *minimiser) fewer() {
	for before := -1; before != len(m.best.Lines) && m.goesOn(); {
		before = len(m.best.Lines)
		m.joinSteps()
		m.dropLines()
	}
}

type minimiser struct {
	ctx   context.Context
	best  *Finding
	tried func(commands int)
	err   error
}

func (m *minimiser) goesOn() bool { return m.err == nil && m.ctx.Err() == nil }

// try makes lines the best schedule if they find the same.
func (m *minimiser) try(lines []string) bool {
	if !m.goesOn() {
		return false
	}
	found, err := play(lines, m.best.Property != view.NoProperty)
	m.err = err
	same := err == nil && found != nil && found.like(m.best)
	if same {
		found.Seed = m.best.Seed
		m.best = found
	}
	if m.tried != nil {
		m.tried(len(m.best.Lines))
	}
	return same
}

// dropLines takes out lines, many at a time and then fewer. The first one, the
// cluster with its seed, stays.
func (m *minimiser) dropLines() {
	for size := len(m.best.Lines) / 2; size >= 1; size /= 2 {
		for at := 1; at < len(m.best.Lines) && m.goesOn(); {
			lines := slices.Delete(slices.Clone(m.best.Lines), at, min(at+size, len(m.best.Lines)))
			if !m.try(lines) {
				at += size
			}
		}
	}
}

// joinSteps makes one of steps in a row, which do the same.
func (m *minimiser) joinSteps() {
	var lines []string
	last := 0
	for _, line := range m.best.Lines {
		count, ok := steps(line)
		if ok && last > 0 {
			lines[len(lines)-1] = fmt.Sprintf("step %d", last+count)
			last += count
			continue
		}
		lines, last = append(lines, line), count
	}
	m.try(lines)
}

// aimCrashes says of a crash between the stages of a snapshot's Ready what it waits
// for, and not how many steps: these change with every command that is taken out.
func (m *minimiser) aimCrashes() {
	for at := 2; at < len(m.best.Lines); at++ {
		words := strings.Fields(m.best.Lines[at])
		_, isStep := steps(m.best.Lines[at-1])
		if words[0] != "crash" || slices.Contains(words, "at") || !isStep {
			continue
		}
		wait := fmt.Sprintf("until node(%s).stage == %q within 100", words[1], view.SaveSnapshot)
		m.try(slices.Replace(slices.Clone(m.best.Lines), at-1, at, wait, "stage "+words[1]))
	}
}

// steps is the count of a step command.
func steps(line string) (count int, ok bool) {
	if line == "step" {
		return 1, true
	}
	rest, ok := strings.CutPrefix(line, "step ")
	if !ok {
		return 0, false
	}
	count, err := strconv.Atoi(rest)
	return count, err == nil
}

// shrinkNumbers makes the counts of steps and ticks smaller, and writes what was
// cut to so many steps as that.
func (m *minimiser) shrinkNumbers() {
	for at := 1; at < len(m.best.Lines); at++ {
		words := strings.Fields(m.best.Lines[at])
		last := len(words) - 1
		switch words[0] {
		case "first":
			m.replace(at, "step "+words[1])
		case "step", "tick":
			for count, _ := strconv.Atoi(words[last]); count > 1; {
				smaller := m.smaller(at, words[:last], count)
				if smaller == count {
					break
				}
				count = smaller
			}
		}
	}
}

// smaller is the count that the line at can be brought down to in one go, by as
// much as possible.
func (m *minimiser) smaller(at int, words []string, count int) int {
	for less := count / 2; less >= 1; less /= 2 {
		if m.replace(at, fmt.Sprintf("%s %d", strings.Join(words, " "), count-less)) {
			return count - less
		}
	}
	return count
}

func (m *minimiser) replace(at int, line string) bool {
	if at >= len(m.best.Lines) {
		return false
	}
	lines := slices.Clone(m.best.Lines)
	lines[at] = line
	return m.try(lines)
}

// plainSettings leaves out of the cluster command what is not needed.
func (m *minimiser) plainSettings() {
	for i := 1; ; {
		words := strings.Fields(m.best.Lines[0])
		if i >= len(words) {
			return
		}
		isSeed := strings.HasPrefix(words[i], "seed=") || strings.HasPrefix(words[i], "nodes=")
		if isSeed || !m.replace(0, strings.Join(slices.Delete(words, i, i+1), " ")) {
			i++
		}
	}
}
