package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"raftviz/cluster/lang"
	"raftviz/ui"
	"raftviz/ui/config"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// look is what flags say of how things look, and the file for what they do not.
type look struct {
	file string
	ui.Appearance
}

// flags gives a command those flags that pictures have as well as the screen.
func (l *look) flags(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&l.file, "config", "", lang.F("read the configuration from `FILE` (default %s)", shownPath(config.File())))
	flags.StringVar(&l.Theme, "theme", theme.Auto, lang.F("draw in the colours `NAME`: %s", theme.Allowed()))
	flags.StringVar(&l.View, "view", layout.Page(0).String(), lang.T("show the view `NAME` first"))
	flags.BoolVar(&l.ASCII, "ascii", false, lang.T("draw no signs but those of ASCII"))
	offer(c, "theme", theme.Names())
	offer(c, "view", layout.PageNames())
}

// offer completes a flag's value in a shell.
func offer(c *cobra.Command, flag string, values []string) {
	err := c.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values, cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(fmt.Sprintf("completion of --%s: %v", flag, err)) // no such flag
	}
}

// read reads the file, and returns it with the flags that were given put over it.
func (l *look) read(c *cobra.Command) (config.Config, error) {
	given, path := l.Appearance, l.path()
	file, err := config.Load(path, ui.Actions())
	if errors.Is(err, fs.ErrNotExist) && l.file == "" {
		file, err = config.Config{}, nil
	}
	if err != nil {
		return file, err
	}
	l.Appearance = ui.Appearance{
		Theme: file.Theme, View: file.View, ASCII: file.ASCII, NoMouse: file.NoMouse, Speed: file.Speed, Keys: file.Keys,
	}
	for flag, put := range map[string]func(){
		"theme":    func() { l.Theme = given.Theme },
		"view":     func() { l.View = given.View },
		"ascii":    func() { l.ASCII = given.ASCII },
		"no-mouse": func() { l.NoMouse = given.NoMouse },
	} {
		if c.Flags().Changed(flag) {
			put()
		}
	}
	if err := l.Check(); err != nil {
		return file, lang.E("--%w", err)
	}
	return file, nil
}

// path is the configuration file's.
func (l *look) path() string {
	if l.file != "" {
		return l.file
	}
	return config.File()
}
