package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"raftviz/cluster/lang"
	"raftviz/ui"
	"raftviz/ui/config"
	"raftviz/ui/theme"
)

// newInfo is raftviz info.
func newInfo() *cobra.Command {
	var l look
	var keys bool
	c := &cobra.Command{
		Use:   "info",
		Short: lang.T("print the files and the settings in use"),
		Long: lang.T("info prints which files raftviz uses, where they are, and how it would draw on this terminal.\n\n" +
			"With --keys it prints every action with its keys, as a configuration file has them."),
		Args: noMore("info"),
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := l.read(c); err != nil {
				return err
			}
			if keys {
				return printKeys(c.OutOrStdout(), l.Keys)
			}
			return l.info(c.OutOrStdout())
		},
	}
	l.flags(c)
	c.Flags().BoolVar(&keys, "keys", false, lang.T("print all actions with their keys"))
	return c
}

// noMore refuses all arguments.
func noMore(command string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return lang.E("%s: unexpected %q; only flags are allowed: raftviz %s --help lists them", command, args[0], command)
	}
}

// info prints a row for everything there is to know.
func (l *look) info(to io.Writer) error {
	rows := [][2]string{
		{"version", version()},
		{"configuration", describe(l.path())},
		{"state", describe(config.StateDir())},
		{"history", describe(ui.HistoryFile())},
		{"crash reports", ui.CrashDir()},
		{"temporary data", filepath.Join(os.TempDir(), "raftviz-…") + ", removed at the end"},
		{"theme", l.themeInWords()},
		{"colours", colours()},
		{"signs", map[bool]string{true: "ASCII", false: "Unicode"}[l.ASCII]},
		{"mouse", map[bool]string{true: "off", false: "on"}[l.NoMouse]},
		{"keys", fmt.Sprintf("%d changed by the configuration", len(l.Keys))},
		{"terminal", terminal()},
	}
	for _, r := range rows {
		if _, err := fmt.Fprintf(to, "%-15s %s\n", r[0], r[1]); err != nil {
			return err
		}
	}
	return nil
}

// describe is a path with whether there is something.
func describe(path string) string {
	switch _, err := os.Stat(path); {
	case path == "":
		return "none: there is no home directory"
	case err != nil:
		return path + " (not there)"
	}
	return path
}

func (l *look) themeInWords() string {
	name := l.Theme
	if name == "" {
		name = theme.Auto
	}
	switch {
	case ui.Colourless():
		return fmt.Sprintf("%s, drawn as %s: there are no colours", name, theme.NoColor)
	case name == theme.Auto && lipgloss.HasDarkBackground():
		return "auto: dark, as the terminal's background is"
	case name == theme.Auto:
		return "auto: light, as the terminal's background is"
	}
	return name
}

// colours is the terminal's colour profile.
func colours() string {
	name := lipgloss.ColorProfile().Name()
	if os.Getenv("NO_COLOR") != "" {
		name += ", as NO_COLOR says"
	}
	return name
}

// terminal is what there is to draw on.
func terminal() string {
	name := os.Getenv("TERM")
	if name == "" {
		name = "TERM is not set"
	}
	if w, h, err := term.GetSize(os.Stdout.Fd()); err == nil {
		return fmt.Sprintf("%s, %dx%d", name, w, h)
	}
	return name + "; standard output is none"
}

// printKeys prints the actions as lines that a configuration file could have.
func printKeys(to io.Writer, given map[string][]string) error {
	var b strings.Builder
	place := ""
	for _, a := range ui.Actions() {
		if a.Fixed {
			continue
		}
		if a.Place != place {
			place = a.Place
			fmt.Fprintf(&b, "# %s\n", place)
		}
		if ks := given[a.Name]; ks != nil {
			a.Keys = ks
		}
		fmt.Fprintln(&b, a.Line())
	}
	_, err := io.WriteString(to, b.String())
	return err
}

// shownPath is a path as help has it: the same on every machine.
func shownPath(path string) string {
	home, err := os.UserHomeDir()
	if rest, ok := strings.CutPrefix(path, home); ok && err == nil {
		return "~" + rest
	}
	return path
}
