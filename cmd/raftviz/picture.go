package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"raftviz/cluster/lang"
	"raftviz/ui"
)

// picture is what the flags of pictures say.
type picture struct {
	look
	size, out string
	ui.Picture
}

// pictureFlags gives a command the flags that all pictures have; output says where they
// are written to.
func (p *picture) pictureFlags(c *cobra.Command, output string) {
	p.look.flags(c)
	flags := c.Flags()
	flags.StringVar(&p.size, "size", "120x40", lang.T("draw a screen of `COLUMNSxROWS`"))
	flags.StringVarP(&p.out, "output", "o", "", output)
	if err := c.MarkFlagRequired("output"); err != nil {
		panic(err) // no such flag
	}
}

// fileFlags gives a command the flags of a picture in a file.
func (p *picture) fileFlags(c *cobra.Command) {
	p.pictureFlags(c, lang.T("write to `FILE`"))
	c.Flags().IntVar(&p.Node, "node", 0, lang.T("select node `N` (default: the one that acted last)"))
}

// read understands the flags.
func (p *picture) read(c *cobra.Command, script string) error {
	file, err := p.look.read(c)
	if err != nil {
		return err
	}
	speak(c, file)
	p.Script, p.Picture.Appearance = script, p.look.Appearance
	var rest string
	if n, _ := fmt.Sscanf(p.size, "%dx%d%s", &p.Width, &p.Height, &rest); n != 2 {
		return lang.E("--size %q is no size; it is like 120x40, columns and rows", p.size)
	}
	return nil
}

// oneFile refuses all but one argument.
func oneFile(command string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return lang.E("%s: %d scripts are given; one is allowed: raftviz %s FILE -o OUT", command, len(args), command)
	}
}

// newScreenshot is raftviz screenshot.
func newScreenshot() *cobra.Command {
	var p picture
	var at int
	c := &cobra.Command{
		Use:   "screenshot SCRIPT|- -o FILE.svg|FILE.txt",
		Short: lang.T("draw the screen after a script, as a picture or as text"),
		Long: lang.T("screenshot runs a script and draws what the screen shows then, or showed at a step of it.\n" +
			"It needs no terminal, and the same script gives the same bytes.\n\n" +
			"A safety property that is violated is in the picture: it may be what the picture is about. It\n" +
			"exits with 1, and draws nothing, when an expectation failed or an until ran out, and with 2\n" +
			"when the script or the flags are wrong."),
		Example: "  raftviz screenshot figure8.raft --view logs --size 80x24 -o figure8.svg",
		Args:    oneFile("screenshot"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.read(c, args[0]); err != nil {
				return err
			}
			if !c.Flags().Changed("at") {
				at = ui.Newest
			} else if at < 0 {
				return lang.E("--at %d is no step; they count from 0", at)
			}
			text, err := p.Screenshot(at, p.out)
			if err != nil {
				return err
			}
			return p.write([]byte(text))
		},
	}
	p.fileFlags(c)
	c.Flags().IntVar(&at, "at", 0, lang.T("look back at step `STEP` (default: the newest)"))
	return c
}

// newRecord is raftviz record.
func newRecord() *cobra.Command {
	var p picture
	var pace time.Duration
	c := &cobra.Command{
		Use:   "record SCRIPT|- -o FILE.cast",
		Short: lang.T("record the screen while a script runs, as asciicast v2"),
		Long: lang.T("record runs a script and writes what the screen shows after each command, and on the way there,\n" +
			"as a recording that asciinema plays (asciicast v2). It needs no terminal, and the same script\n" +
			"gives the same bytes.\n\n" +
			"A safety property that is violated is in the recording. It exits with 1, and writes nothing,\n" +
			"when an expectation failed or an until ran out, and with 2 when the script or the flags are wrong."),
		Example: "  raftviz record figure8.raft --pace 2s -o figure8.cast && asciinema play figure8.cast",
		Args:    oneFile("record"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.read(c, args[0]); err != nil {
				return err
			}
			if pace < 10*time.Millisecond || pace > time.Hour {
				return lang.E("--pace %v is out of range; allowed are 10ms to 1h", pace)
			}
			if ext := filepath.Ext(p.out); ext != ".cast" {
				return lang.E("%q ends in %q; allowed is .cast", p.out, ext)
			}
			var cast bytes.Buffer
			if err := p.Record(&cast, pace); err != nil {
				return err
			}
			return p.write(cast.Bytes())
		},
	}
	p.fileFlags(c)
	c.Flags().DurationVar(&pace, "pace", time.Second, lang.T("show each command for a `DURATION`"))
	return c
}

// write writes the file, once there is all that belongs into it.
func (p *picture) write(data []byte) error {
	err := os.WriteFile(p.out, data, 0o644)
	var at *os.PathError
	if errors.As(err, &at) {
		return lang.E("%s: cannot be written: %w", p.out, at.Err)
	}
	return err
}
