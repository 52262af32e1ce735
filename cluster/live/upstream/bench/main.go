// Bench measures raftviz beside etcd's raftexample: three processes of one, then of
// the other, and clients that PUT as fast as they are answered.
//
//	go run ./bench
//
// It needs nothing but Go, and runs in cluster/live/upstream.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"raftviz/cluster/live/upstream"
)

// settings are the flags.
type settings struct {
	seconds, connections, rounds int
	screen                       bool
	to, only, version, raftviz   string
}

func main() {
	var s settings
	flag.IntVar(&s.seconds, "seconds", 5, "how long each cluster is written to")
	flag.IntVar(&s.connections, "connections", 16, "keep-alive connections, each with one PUT at a time")
	flag.IntVar(&s.rounds, "rounds", 3, "how often each program is measured, in turn")
	flag.BoolVar(&s.screen, "screen", true, "raftviz draws its screen, in a terminal of 120x40")
	flag.StringVar(&s.to, "to", "all", "whom the connections go to: all nodes in turn, or the leader")
	flag.StringVar(&s.only, "only", "", "measure only this program: upstream or raftviz")
	flag.StringVar(&s.version, "upstream", string(upstream.Newest), "raftexample's version: 3.6, or 3.5, which has raftviz's raft library")
	flag.StringVar(&s.raftviz, "raftviz", "", "the raftviz to measure; built if empty")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, s); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures all rounds and prints the table.
func run(ctx context.Context, s settings) error {
	if err := s.check(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "raftviz-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()

	kinds := []upstream.Kind{upstream.Upstream, upstream.Raftviz}
	kinds = keep(kinds, func(k upstream.Kind) bool { return s.only == "" || s.only == k.String() })
	programs := upstream.Programs{Raftviz: s.raftviz}
	for _, k := range kinds {
		switch {
		case k == upstream.Upstream:
			programs.Upstream, err = upstream.BuildUpstream(dir, upstream.Version(s.version))
		case s.raftviz == "":
			programs.Raftviz, err = upstream.BuildRaftviz(dir)
		}
		if err != nil {
			return err
		}
	}

	var all []result
	heading(s)
	for round := range s.rounds {
		for _, k := range kinds {
			r, err := measure(ctx, s, programs, filepath.Join(dir, fmt.Sprint(round, k)), k)
			if err != nil {
				return err
			}
			r.round = fmt.Sprint(round + 1)
			fmt.Println(r)
			all = append(all, r)
		}
	}
	summary(all, kinds)
	return nil
}

func (s settings) check() error {
	switch {
	case s.to != "all" && s.to != "leader":
		return fmt.Errorf("--to %q; all or leader", s.to)
	case s.only != "" && s.only != "upstream" && s.only != "raftviz":
		return fmt.Errorf("--only %q; upstream or raftviz", s.only)
	case s.seconds < 1 || s.connections < 1 || s.rounds < 1:
		return errors.New("--seconds, --connections and --rounds are 1 or more")
	}
	return nil
}

// keep are those for which the function says yes.
func keep[T any](all []T, yes func(T) bool) (kept []T) {
	for _, one := range all {
		if yes(one) {
			kept = append(kept, one)
		}
	}
	return kept
}
