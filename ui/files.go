package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// Completion of file names.

// maxFiles is how many names of a directory are offered.
const maxFiles = 1000

// files are the names in a directory, as a prompt has asked for them.
type files struct {
	dir string
	// names have a slash behind them where they are directories themselves.
	names []string
}

// takesFile are the commands whose argument is a file.
var takesFile = map[string]bool{"load": true, "save": true, "save!": true}

// typedFile is how the name of a file that is being typed begins: its directory,
// as it was typed, and the rest. ok is false where no file is being typed.
func typedFile(line string) (dir, name string, ok bool) {
	command, rest, found := strings.Cut(strings.TrimLeft(line, " "), " ")
	rest = strings.TrimLeft(rest, " ")
	if !found || !takesFile[command] || strings.ContainsAny(rest, " '\"\\") {
		return "", "", false
	}
	dir, name = filepath.Split(rest)
	return dir, name, true
}

// wantFiles reads the directory of the file that is being typed, where the prompt
// does not have its names yet: beside the screen, for it may take its time.
func (p *prompt) wantFiles() tea.Cmd {
	dir, _, ok := typedFile(p.input.Value())
	if !ok || p.files != nil && p.files.dir == dir {
		return nil
	}
	p.files = &files{dir: dir}
	return func() tea.Msg { return filesMsg{p, &files{dir, namesIn(dir)}} }
}

// namesIn are the names in a directory that need no quotes; none where it cannot
// be read.
func namesIn(dir string) []string {
	if dir == "" {
		dir = "."
	}
	d, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer d.Close()
	entries, _ := d.ReadDir(maxFiles)
	var names []string
	for _, e := range entries {
		name := e.Name()
		if quote(name) != name {
			continue
		}
		if e.IsDir() {
			name += "/"
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// fileWords are the files that the line's last word could become. Hidden ones are
// among them once a dot is typed.
func (p *prompt) fileWords() []string {
	dir, name, ok := typedFile(p.input.Value())
	if !ok || p.files == nil || p.files.dir != dir {
		return nil
	}
	var words []string
	for _, n := range p.files.names {
		if strings.HasPrefix(n, name) && (name != "" || !strings.HasPrefix(n, ".")) {
			words = append(words, dir+n)
		}
	}
	return words
}

// listed takes in the names in a directory.
func (m *Model) listed(msg filesMsg) {
	if p, ok := m.overlay.(*prompt); ok && p == msg.prompt {
		p.files = msg.files
		p.complete(m)
	}
}
