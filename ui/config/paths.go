package config

import (
	"os"
	"path/filepath"
)

// File is where the configuration file is looked for when no other is named: as
// the XDG Base Directory Specification has it, $XDG_CONFIG_HOME/raftviz/config.toml
// or ~/.config/raftviz/config.toml. It is "" where there is no home either.
func File() string { return under("XDG_CONFIG_HOME", ".config", "config.toml") }

// StateDir is where the program keeps what it writes down for its user from one
// run to the next: $XDG_STATE_HOME/raftviz or ~/.local/state/raftviz; "" where
// there is no home either.
func StateDir() string { return under("XDG_STATE_HOME", filepath.Join(".local", "state"), "") }

// under is a path below the base directory that a variable of the environment
// names, which must be absolute, else below the user's home.
func under(variable, home, name string) string {
	base := os.Getenv(variable)
	if !filepath.IsAbs(base) {
		h, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		base = filepath.Join(h, home)
	}
	return filepath.Join(base, "raftviz", name)
}
