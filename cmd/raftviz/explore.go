package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"raftviz/cluster/explore"
	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
)

// exploration is what the flags of raftviz explore ask for.
type exploration struct {
	explore.Options
	faults, violate string
	totalSteps      int64
	time            time.Duration
	out             string
	json            bool
}

// defaultSteps is the budget of a search that is given none.
const defaultSteps = 1_000_000

// newExplore is raftviz explore.
func newExplore() *cobra.Command {
	var e exploration
	c := &cobra.Command{
		Use:   "explore",
		Short: lang.T("search random schedules and faults for one that breaks a safety property"),
		Long: lang.T("explore runs random commands with random faults on one cluster after another, a seed each, and\n" +
			"checks every safety property after every step. What breaks one is made as short as it can be\n" +
			"and written as a script. docs/explore.md says more.\n\n" +
			"It exits with 0 when nothing was found, 1 when something was, 2 when the flags are wrong."),
		Args: noMore("explore"),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := e.check(c.Flags().Changed("seeds")); err != nil {
				return err
			}
			return e.run()
		},
	}
	flags := c.Flags()
	flags.IntVar(&e.Nodes, "nodes", 3, lang.T("start each cluster with `N` nodes"))
	flags.IntVar(&e.Steps, "steps", 3000, lang.T("take `N` steps a run"))
	flags.StringVar(&e.faults, "faults", strings.Join(explore.FaultNames(), ","), lang.T("mix these `KINDS` of faults; none for none"))
	flags.StringVar(&e.violate, "violate", "", lang.T("break these `RULES` in every run, on one node or all"))
	flags.BoolVar(&e.Safety, "safety", false, lang.T("find violated properties only, and go on when a node stops"))
	flags.Uint64Var(&e.Seed, "seed", 1, lang.T("begin with seed `N`"))
	flags.IntVar(&e.Seeds, "seeds", 0, lang.T("try at most `N` seeds"))
	flags.Int64Var(&e.totalSteps, "total-steps", 0, lang.F("take at most about `N` steps in all (default %d, if no budget is given)", defaultSteps))
	flags.DurationVar(&e.time, "time", 0, lang.T("begin no run after so long a `DURATION`, like 30s or 5m"))
	flags.IntVar(&e.Workers, "workers", runtime.NumCPU(), lang.T("run `N` clusters at once"))
	flags.StringVar(&e.out, "out", "", lang.T("write the script of a finding to `FILE` (default explore-SEED.raft)"))
	flags.BoolVar(&e.json, "json", false, lang.T("print the summary as one JSON object"))
	return c
}

// check understands the flags.
func (e *exploration) check(seedsGiven bool) (err error) {
	if e.Faults, err = explore.ParseFaults(e.faults); err != nil {
		return fmt.Errorf("explore: --faults: %w", err)
	}
	if e.violate != "" {
		for name := range strings.SplitSeq(e.violate, ",") {
			r, err := rule.Parse(strings.TrimSpace(name))
			if err != nil {
				return fmt.Errorf("explore: --violate: %w", err)
			}
			e.Violate = append(e.Violate, r)
		}
	}
	switch {
	case seedsGiven && e.Seeds < 1:
		return lang.E("explore: --seeds %d is out of range; allowed is 1 and more", e.Seeds)
	case e.totalSteps < 0:
		return lang.E("explore: --total-steps %d is out of range; allowed is 1 and more", e.totalSteps)
	case e.time < 0:
		return lang.E("explore: --time %v is out of range; allowed is more than 0", e.time)
	}
	if err := e.Validate(); err != nil {
		return err
	}
	e.budget()
	return e.checkOut()
}

// budget makes a number of seeds of a number of steps, so that what is found does
// not depend on how fast the workers are.
func (e *exploration) budget() {
	if e.totalSteps == 0 && e.Seeds == 0 && e.time == 0 {
		e.totalSteps = defaultSteps
	}
	if e.totalSteps == 0 {
		return
	}
	if seeds := int((e.totalSteps + int64(e.Steps) - 1) / int64(e.Steps)); e.Seeds == 0 || seeds < e.Seeds {
		e.Seeds = seeds
	}
}

// checkOut refuses, before the search, to overwrite a file after it.
func (e *exploration) checkOut() error {
	if e.out == "" {
		return nil
	}
	if _, err := os.Lstat(e.out); err == nil {
		return lang.E("explore: --out %s exists; name another file, or remove it", e.out)
	}
	return nil
}

// run searches, and makes of what it finds a script. An interrupt ends either
// with what there is so far.
func (e *exploration) run() error {
	explore.UseMemory(e.Options)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt kills
	s := &summary{of: e, began: time.Now()}
	s.first()
	result, err := e.search(ctx)
	if err != nil {
		return fmt.Errorf("explore: %w", err)
	}
	s.Result, s.took, s.interrupted = result, time.Since(s.began), ctx.Err() != nil
	if result.Finding != nil {
		if err := s.keep(ctx); err != nil {
			return fmt.Errorf("explore: %w", err)
		}
	}
	return errors.Join(s.print(), s.status())
}

// search looks for a finding until the budget is used up.
func (e *exploration) search(ctx context.Context) (explore.Result, error) {
	if e.time > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, e.time)
		defer cancel()
	}
	bar := newSearchBar(e)
	defer bar.end()
	return explore.Search(ctx, e.Options, bar.tried)
}

// again is the command line that finds the same with the one seed.
func (e *exploration) again(seed uint64) string {
	line := fmt.Sprintf("raftviz explore --nodes %d --steps %d --faults %v --seed %d --seeds 1", e.Nodes, e.Steps, e.Faults, seed)
	if len(e.Violate) > 0 {
		line += " --violate " + e.violate
	}
	if e.Safety {
		line += " --safety"
	}
	return line
}
