package ui

import (
	"strings"

	"raftviz/cluster/command"
	"raftviz/cluster/lang"
)

// complete lists what the line could become, from the command table.
func (p *prompt) complete(m *Model) {
	p.choices = nil
	if p.input.Position() < len([]rune(p.input.Value())) {
		return // only a line's end is completed
	}
	line := p.input.Value()
	before, last := "", line
	if i := strings.LastIndexAny(line, " \t"); i >= 0 {
		before, last = line[:i+1], line[i+1:]
	}
	words := append(command.Complete(line, m.view()), m.branchWords(line, last)...)
	if before == "" && strings.HasPrefix(quitWord, last) {
		words = append(words, quitWord)
	}
	for _, word := range append(words, p.fileWords()...) {
		if word == last {
			continue // it is there already
		}
		c := completion{line: before + word, shown: word}
		if before == "" {
			if spec := command.Find(word); spec != nil {
				c.about = lang.T(spec.Summary)
			} else if word == quitWord {
				c.about = lang.T("end the program")
			}
		}
		p.choices = append(p.choices, c)
	}
}

// takesBranch are the commands whose arguments are branches, or places in them.
var takesBranch = map[string]bool{"branch": true, "diff": true}

// branchWords are the branches that the line's last word could become.
func (m *Model) branchWords(line, last string) []string {
	name, _, typed := strings.Cut(strings.TrimLeft(line, " "), " ")
	if !typed || !takesBranch[name] {
		return nil
	}
	var words []string
	for _, b := range m.state.branches {
		if strings.HasPrefix(b.Name, last) {
			words = append(words, b.Name)
		}
	}
	return words
}

// usage is how the command that the line begins with is written, "" when the
// line begins with none.
func usage(line string) string {
	name, _, typed := strings.Cut(strings.TrimSpace(line)+" ", " ")
	spec := command.Find(name)
	if spec == nil || !typed {
		return ""
	}
	return spec.Usage()
}
