package main

import (
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"raftviz/cluster/lang"
	"raftviz/ui"
)

// newRoot is the command line: the screen, and its subcommands. Errors are
// main's to report, in one line and without the usage.
func newRoot() *cobra.Command {
	var o ui.Options
	var l look
	root := &cobra.Command{
		Use:   "raftviz",
		Short: lang.T("see what etcd's raft does, one stage of one Ready at a time"),
		Long: lang.T("raftviz runs a cluster of etcd's raft inside one process and shows, one step at a time,\n" +
			"what each node does with every Ready. Without a subcommand it is a screen."),
		Args:          noCommand,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.HTTP = args[0]
			}
			file, err := l.read(c)
			if err != nil {
				return err
			}
			speak(c, file)
			o.Appearance, o.SeedSet = l.Appearance, c.Flags().Changed("seed")
			if !o.SeedSet && file.SeedSet {
				o.Seed, o.SeedSet = file.Seed, true
			}
			if !c.Flags().Changed("nodes") {
				o.Nodes = file.Nodes
			}
			return ui.Run(c.Context(), o)
		},
	}
	flags := root.Flags()
	flags.StringVar(&o.DataDir, "data-dir", "", lang.T("keep the nodes' files in `DIR` (default: a temporary directory)"))
	flags.StringVar(&o.Script, "script", "", lang.T("run the commands in `FILE` first"))
	flags.IntVar(&o.Nodes, "nodes", 0, lang.T("start with `N` nodes (default 3)"))
	flags.Uint64Var(&o.Seed, "seed", 1, lang.T("draw all chance from the number `N`"))
	flags.StringVar(&o.HTTP, "http", "", lang.T("serve node 1's REST API at `ADDRESS`, and the others' at raftexample's ports"))
	flags.Lookup("http").NoOptDefVal = ui.DefaultHTTP
	flags.BoolVar(&l.NoMouse, "no-mouse", false, lang.T("leave the mouse to the terminal"))
	l.flags(root)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return lang.E("%w; %s --help lists the flags", err, c.CommandPath())
	})
	root.AddCommand(newRun(), newExplore(), newScreenshot(), newRecord(), newInfo(), newLive(), newWalk())
	langFlag(root)
	translateHelp(root)
	return root
}

// noCommand refuses words that are no subcommand. One may be the address of --http: a
// flag that can stand alone has its value behind an = else.
func noCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if http := c.Flags().Lookup("http"); len(args) == 1 && http.Changed && http.Value.String() == http.NoOptDefVal && strings.Contains(args[0], ":") {
		return nil
	}
	return lang.E("unknown command %q; raftviz run FILE runs a script, raftviz --help lists the commands", args[0])
}

// version is that of the module, and of the raft that it shows.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	text := info.Main.Version
	if text == "" {
		text = "(devel)"
	}
	for _, m := range info.Deps {
		if m.Path == "go.etcd.io/etcd/raft/v3" {
			text += ", etcd raft " + m.Version
		}
	}
	return text
}
