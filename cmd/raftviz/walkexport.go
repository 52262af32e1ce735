package main

import (
	"github.com/spf13/cobra"

	"raftviz/cluster/lang"
	"raftviz/walkthrough"
)

// newWalkExport is raftviz walk export.
func newWalkExport() *cobra.Command {
	var p picture
	var text bool
	c := &cobra.Command{
		Use:   "export NAME|FILE -o DIR",
		Short: lang.T("write a lesson with the screen of each step, for a handout"),
		Long: lang.T("export runs a lesson without a terminal, and writes into DIR the lesson as Markdown and the screen\n" +
			"of each step as SVG. The same lesson gives the same bytes."),
		Example: "  raftviz walk export election --size 120x40 -o handout",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return lang.E("export: %d lessons are given; one is allowed: raftviz walk export NAME|FILE -o DIR", len(args))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.read(c, ""); err != nil {
				return err
			}
			_, lesson, err := oneLesson(walkthrough.Own(lang.InUse()), args[0])
			if err != nil {
				return err
			}
			lang.Use(lesson.Language) // its pictures belong to its text
			return p.ExportLesson(c.Context(), lesson, text, p.out)
		},
	}
	p.pictureFlags(c, lang.T("write into the folder `DIR`"))
	c.Flags().BoolVar(&text, "text", false, lang.T("draw the lesson's text beside the cluster, too"))
	return c
}
