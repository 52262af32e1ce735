package main

import (
	"fmt"
	"slices"
	"time"

	"raftviz/cluster/live/upstream"
)

// result is what came of one cluster, or the median of some.
type result struct {
	round string
	kind  upstream.Kind
	// rate is the PUTs that were acknowledged in a second; half and most are how long
	// that took for 50 and 99 of 100.
	rate       float64
	half, most time.Duration
	// behind is from the last acknowledgement until every node had applied all.
	behind time.Duration
	// commits is the PUTs that were committed, in a second of the time until then.
	commits float64
	// cpu is the three processes' processor time for each commit, from start to stop.
	cpu time.Duration
	// lost is how many of 100 PUTs that were acknowledged never were committed.
	lost float64
}

// heading says what is measured.
func heading(s settings) {
	fmt.Printf("raftexample %s; %d connections to %s, %d s; raftviz draws: %v\n\n", s.version, s.connections, s.to, s.seconds, s.screen)
	fmt.Printf("%-7s %-9s %8s %9s %9s %9s %12s %11s %7s\n", "round", "program", "PUT/s", "p50", "p99", "commit/s", "caught up", "CPU/commit", "lost")
}

func (r result) String() string {
	return fmt.Sprintf("%-7s %-9s %8.0f %6.0f µs %6.0f µs %9.0f %9.1f ms %8.0f µs %5.1f %%", r.round, r.kind,
		r.rate, micro(r.half), micro(r.most), r.commits, micro(r.behind)/1000, micro(r.cpu), r.lost)
}

func micro(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

// summary prints the medians, and raftviz's in upstream's.
func summary(all []result, kinds []upstream.Kind) {
	fmt.Println()
	var medians []result
	for _, k := range kinds {
		of := keep(all, func(r result) bool { return r.kind == k })
		m := result{
			round: "median", kind: k, rate: median(of, func(r result) float64 { return r.rate }),
			half: median(of, func(r result) time.Duration { return r.half }), most: median(of, func(r result) time.Duration { return r.most }),
			behind: median(of, func(r result) time.Duration { return r.behind }), cpu: median(of, func(r result) time.Duration { return r.cpu }),
			commits: median(of, func(r result) float64 { return r.commits }), lost: median(of, func(r result) float64 { return r.lost }),
		}
		fmt.Println(m)
		medians = append(medians, m)
	}
	if len(medians) == 2 {
		u, v := medians[0], medians[1]
		fmt.Printf("%-17s %8.2f %9.2f %9.2f %9.2f %12.2f %11.2f\n", "raftviz/upstream", v.rate/u.rate, ratio(v.half, u.half),
			ratio(v.most, u.most), v.commits/u.commits, ratio(v.behind, u.behind), ratio(v.cpu, u.cpu))
	}
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// median is the middle one of a measure, of two the greater.
func median[T float64 | time.Duration](all []result, measure func(result) T) T {
	var values []T
	for _, r := range all {
		values = append(values, measure(r))
	}
	slices.Sort(values)
	return values[len(values)/2]
}
