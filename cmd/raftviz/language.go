package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"raftviz/cluster/lang"
	"raftviz/ui/config"
)

// langName is the flag that names the language.
const langName = "lang"

// language is that of --lang, wherever it stands, or of the environment. It is asked
// for before there are commands, as their help is in it.
func language(args []string) (lang.Language, error) {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.BoolP("help", "h", false, "")
	name := flags.String(langName, "", "")
	// What else is wrong with the flags is for the command to say.
	if err := flags.Parse(args); err != nil || *name == "" {
		return lang.FromEnvironment(os.Getenv), nil
	}
	l, err := lang.Parse(*name)
	if err != nil {
		return "", fmt.Errorf("--%s: %w", langName, err)
	}
	return l, nil
}

// langFlag gives all commands the flag, which language reads.
func langFlag(root *cobra.Command) {
	root.PersistentFlags().String(langName, "", lang.T("speak `LANGUAGE`: en or zh (default: as LC_ALL, LC_MESSAGES or LANG says)"))
	var names []string
	for _, l := range lang.Languages() {
		names = append(names, string(l))
	}
	offer(root, langName, names)
}

// speak makes a command that draws a screen speak the language that a flag names, or
// the file.
func speak(c *cobra.Command, file config.Config) {
	name := file.Lang
	if f := c.Flag(langName); f.Changed {
		name = f.Value.String()
	}
	if l, err := lang.Parse(name); err == nil {
		lang.Use(l)
	}
}

// defaults are what cobra says a flag is by itself.
var defaults = regexp.MustCompile(`(?m) \(default ([^:()]*)\)$`)

// translateHelp puts the headings of help, and the words that cobra says by itself,
// into the language in use.
func translateHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	root.InitDefaultVersionFlag()
	byItself := lang.T(" (default %s)")
	cobra.AddTemplateFunc("withDefaults", func(flags string) string {
		return defaults.ReplaceAllStringFunc(flags, func(text string) string {
			return fmt.Sprintf(byItself, defaults.FindStringSubmatch(text)[1])
		})
	})
	headings := strings.NewReplacer(
		"Usage:", lang.T("Usage:"),
		"Examples:", lang.T("Examples:"),
		"Available Commands:", lang.T("Available Commands:"),
		"Global Flags:", lang.T("Global Flags:"),
		"Flags:", lang.T("Flags:"),
		"Additional help topics:", lang.T("Additional help topics:"),
		`Use "{{.CommandPath}} [command] --help" for more information about a command.`,
		lang.T(`Use "{{.CommandPath}} [command] --help" for more information about a command.`),
		"FlagUsages |", "FlagUsages | withDefaults |",
	)
	root.SetUsageTemplate(headings.Replace(root.UsageTemplate()))
	for _, c := range commandsFrom(root) {
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = lang.F("help for %s", c.Name())
		switch c.Name() {
		case "help":
			c.Short = lang.T("Help about any command")
		case "completion":
			c.Short = lang.T("Generate the autocompletion script for the specified shell")
		}
	}
	root.Flags().Lookup("version").Usage = lang.F("version for %s", root.Name())
}

// commandsFrom are a command and all below it.
func commandsFrom(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, below := range c.Commands() {
		all = append(all, commandsFrom(below)...)
	}
	return all
}
