package ui

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/config"
)

// history is the lines typed at the prompt, oldest first.
type history struct {
	lines []string
	// file keeps them from one run of the program to the next, "" for none.
	file string
}

// maxHistory is how many lines are kept.
const maxHistory = 500

// HistoryFile is where the lines typed at the prompt are kept, "" where there is
// no place for it.
func HistoryFile() string {
	dir := config.StateDir()
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "history")
}

// load reads the lines of the runs before. A file that has grown is cut to the
// last ones.
func (h *history) load(file string) error {
	h.file = file
	if file == "" {
		return nil
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	h.lines = slices.DeleteFunc(strings.Split(string(data), "\n"), func(l string) bool { return l == "" })
	if len(h.lines) <= maxHistory {
		return nil
	}
	h.lines = h.lines[len(h.lines)-maxHistory:]
	return h.rewrite()
}

// rewrite writes all lines anew: beside the file, and then in its place.
func (h *history) rewrite() error {
	f, err := os.CreateTemp(filepath.Dir(h.file), "history-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(strings.Join(h.lines, "\n") + "\n")
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), h.file)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// add adds a line, unless it is the last one already. What it returns writes it
// to the file.
func (h *history) add(line string) tea.Cmd {
	if n := len(h.lines); n > 0 && h.lines[n-1] == line {
		return nil
	}
	h.lines = append(h.lines, line)
	if len(h.lines) > maxHistory {
		h.lines = h.lines[1:]
	}
	if h.file == "" {
		return nil
	}
	file := h.file
	return func() tea.Msg { return keptMsg{appendLine(file, line)} }
}

// appendLine adds a line to a file that only its user can read.
func appendLine(file, line string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Close())
}

// kept takes in whether a line was written. Where one was not, no more are tried.
func (m *Model) kept(err error) {
	if err != nil && m.history.file != "" {
		m.history.file = ""
		m.status.Note = joined(m.status.Note, lang.F("the history is not kept: %v", err))
	}
}

// beginningWith are the lines that begin with a text, each once, newest first.
func (h *history) beginningWith(text string) []string {
	var lines []string
	for _, l := range slices.Backward(h.lines) {
		if strings.HasPrefix(l, text) && !slices.Contains(lines, l) {
			lines = append(lines, l)
		}
	}
	return lines
}
