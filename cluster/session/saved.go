package session

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"raftviz/cluster/command"
	"raftviz/cluster/view"
)

// A saved session is a script. Its first line says so, and the lines that begin
// with #= say what the replay must give:
//
//	#= every 1 from 1: 1a2b 3c4d …
//
// has the low digits of the digests of a command's steps, all but the last,
//
//	#= step 24 5e6f7a8b: n1 leader, term 2, log 5, commit 4, applied 4 | …
//
// how it left the cluster, and the last line how much there is. Each of them
// ends in a sum of the file so far.
const (
	header     = "# raftviz session "
	format     = 1
	checkMark  = "#= "
	sumMark    = " ~"
	endMark    = checkMark + "end: "
	headerNote = "# Replay it with raftviz run FILE, or load FILE. What begins with #= is for load: it says what the replay must give."
)

// maxSamples is how many steps of one command have their digest in the file.
const maxSamples = 256

// saved is the branch as a file. What cannot be said of steps that are no longer
// kept is as the lines that are given have it.
func (b *branch) saved(given []string) string {
	w := &savedWriter{oldest: b.lab.Oldest(), given: given}
	w.line(fmt.Sprintf("%s%d", header, format))
	w.line(headerNote)
	w.line(command.Setup(b.lab.Settings()).Full())
	w.checkFrom(0, func() string { return b.state(0) })
	begin := 1
	for _, d := range joined(b.all()) {
		w.line(d.written(d.end - begin))
		if d.end == begin {
			continue
		}
		if d.end-begin > 1 {
			w.checkFrom(begin, func() string { return b.samples(begin, d.end-1) })
		}
		w.checkFrom(d.end-1, func() string { return b.state(d.end - 1) })
		begin = d.end
	}
	w.check(b.total())
	return w.text.String()
}

// script is the branch as a script, with nothing that load compares.
func (b *branch) script() string {
	var text strings.Builder
	fmt.Fprintf(&text, "# A raftviz session, of which steps 0-%d were no longer kept: load runs it, and compares nothing.\n", b.lab.Oldest()-1)
	fmt.Fprintln(&text, command.Setup(b.lab.Settings()).Full())
	begin := 1
	for _, d := range joined(b.all()) {
		fmt.Fprintln(&text, d.written(d.end-begin))
		begin = d.end
	}
	return text.String()
}

// all are the commands of the branch; one that has not ended was cut short.
func (b *branch) all() []done {
	if b.doing == nil || b.lab.Len() == b.remembered() {
		return b.done
	}
	return append(slices.Clip(b.done), done{*b.doing, b.doing.String(), b.lab.Len(), cut})
}

// remembered is how many steps the commands made that have ended.
func (b *branch) remembered() int {
	if n := len(b.done); n > 0 {
		return b.done[n-1].end
	}
	return 1
}

// savedWriter writes lines, and sums them up.
type savedWriter struct {
	text strings.Builder
	sum  sum
	// lines is how many there are, oldest the step from which on they can be said.
	lines, oldest int
	given         []string
}

func (w *savedWriter) line(text string) {
	w.sum.add(text)
	w.text.WriteString(text + "\n")
	w.lines++
}

// check writes a line that load compares.
func (w *savedWriter) check(text string) {
	text = checkMark + text
	w.line(text + sumMark + w.sum.with(text))
}

// checkFrom writes such a line about steps from number from on.
func (w *savedWriter) checkFrom(from int, say func() string) {
	switch {
	case from >= w.oldest:
		w.check(say())
	case w.lines < len(w.given):
		w.line(w.given[w.lines])
	}
}

// sum is a digest of the lines so far.
type sum uint32

func (s *sum) add(line string) {
	h := fnv.New32a()
	fmt.Fprintf(h, "%08x%s", uint32(*s), line)
	*s = sum(h.Sum32())
}

// with is the sum's text after one more line.
func (s sum) with(line string) string {
	s.add(line)
	return fmt.Sprintf("%08x", uint32(s))
}

// written is the command as the file has it, which made so many steps.
func (d done) written(steps int) string {
	c := d.command
	if d.ending != cut {
		return d.text
	}
	if c.Spec.Name == "first" {
		c = command.Whole(c)
	}
	return fmt.Sprintf("first %d %s", steps, c)
}

// samples has the digests of steps from..to-1, or of some if they are many.
func (b *branch) samples(from, to int) string {
	var text strings.Builder
	every := (to - from + maxSamples - 1) / maxSamples
	fmt.Fprintf(&text, "every %d from %d:", every, from)
	for i := from; i < to; i += every {
		fmt.Fprintf(&text, " %04x", uint16(digestStep(b.lab.Step(i), false)))
	}
	return text.String()
}

// state says how a step left the cluster.
func (b *branch) state(step int) string {
	s := b.lab.Step(step)
	words := []string{}
	for _, n := range s.Nodes {
		if n != nil {
			words = append(words, nodeWords(n))
		}
	}
	words = append(words, fmt.Sprintf("tick %d, %d in flight", s.Tick, len(s.Messages)))
	return fmt.Sprintf("step %d %08x: %s", step, uint32(digestStep(s, false)), strings.Join(words, partMark))
}

// partMark stands between the nodes of a state.
const partMark = " | "

func nodeWords(n *view.Node) string {
	role := n.Role.String()
	if !n.Up {
		role = "down"
	}
	return fmt.Sprintf("%v %s, term %d, log %d, commit %d, applied %d", n.ID, role, n.Term, n.Log.Last(), n.Commit, n.Applied)
}

// total says how much there is, with a digest of all logs and stores.
func (b *branch) total() string {
	last := b.newest()
	return fmt.Sprintf("end: %d steps %08x", last, uint32(digestStep(b.lab.Step(last), true)))
}

// joined is the list with each row of steps made one by one as one command: what
// playing leaves is a line then.
func joined(list []done) []done {
	var out []done
	for _, d := range list {
		if n := len(out); n > 0 && d.ending != cut && out[n-1].ending == whole {
			if c, ok := command.Join(out[n-1].command, d.command); ok {
				out[n-1] = done{c, c.String(), d.end, d.ending}
				continue
			}
		}
		out = append(out, d)
	}
	return out
}
