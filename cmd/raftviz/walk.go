package main

import "github.com/spf13/cobra"

// newWalk is raftviz walk.
func newWalk() *cobra.Command {
	c := &cobra.Command{
		Use:   "walk [NAME|FILE|DIR]",
		Short: "a course on etcd's raft that runs on the real thing",
	}
	c.AddCommand(newWalkCheck(), newWalkNew())
	return c
}
