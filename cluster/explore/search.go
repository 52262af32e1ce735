package explore

import (
	"context"
	"errors"
	"sync"
)

// Result is what a search did.
type Result struct {
	// Seeds is how many seeds were tried, and Steps how many steps they took.
	// After a finding they count its seed and those before it, whatever else was
	// under way.
	Seeds int
	Steps int64
	// Finding is that of the lowest seed that found something, nil for none.
	Finding *Finding
}

// Search tries the seeds in order, several at once, until one finds something,
// all have been tried, or ctx is done, which is no error. The finding is that of
// the lowest seed: those below are tried to their end before. tried, if it is not
// nil, is told of every run that ended and its steps, one call at a time.
func Search(ctx context.Context, o Options, tried func(steps int)) (Result, error) {
	if err := o.Validate(); err != nil {
		return Result{}, err
	}
	s := &search{o: o, tried: tried}
	var workers sync.WaitGroup
	for range o.Workers {
		workers.Go(func() { s.work(ctx) })
	}
	workers.Wait()
	return s.result()
}

// search is what the workers share.
type search struct {
	o     Options
	tried func(steps int)

	mu sync.Mutex
	// next is the place of the seed to be tried next, from 0.
	next int
	// steps has the steps of each run that came to its end, by place.
	steps map[int]int
	// found is the finding of the lowest place, at.
	found *Finding
	at    int
	err   error
}

// work tries one seed after another.
func (s *search) work(ctx context.Context) {
	for {
		place, ok := s.take(ctx)
		if !ok {
			return
		}
		steps, found, err := try(s.o, s.o.Seed+uint64(place), func() bool { return ctx.Err() != nil || !s.wanted(place) })
		s.done(place, steps, found, err)
	}
}

// take gives out the next place, unless the search is at its end.
func (s *search) take(ctx context.Context) (place int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil || s.err != nil || s.found != nil || s.o.Seeds > 0 && s.next == s.o.Seeds {
		return 0, false
	}
	s.next++
	return s.next - 1, true
}

// wanted reports whether what the run at a place finds still matters.
func (s *search) wanted(place int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err == nil && (s.found == nil || place < s.at)
}

func (s *search) done(place, steps int, found *Finding, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.steps == nil {
		s.steps = map[int]int{}
	}
	s.steps[place] = steps
	if found != nil && (s.found == nil || place < s.at) {
		s.found, s.at = found, place
	}
	s.err = errors.Join(s.err, err)
	if s.tried != nil {
		s.tried(steps)
	}
}

func (s *search) result() (Result, error) {
	r := Result{Finding: s.found}
	for place, steps := range s.steps {
		if s.found == nil || place <= s.at {
			r.Seeds++
			r.Steps += int64(steps)
		}
	}
	return r, s.err
}

// try runs one seed to its end, or until it finds something or is not wanted
// any more.
func try(o Options, seed uint64, unwanted func() bool) (steps int, found *Finding, err error) {
	p := newPlayer(o.Safety)
	defer func() { err = errors.Join(err, p.close()) }()
	s := newSchedule(o, seed)
	for found == nil && err == nil && p.steps() < o.Steps && !unwanted() {
		found, err = p.do(s.next(p.on.Lab()))
	}
	if found == nil && err == nil && !unwanted() {
		found, err = p.do("check") // linearizability, of all that clients did
	}
	if found != nil {
		found.Seed = seed
	}
	return p.steps(), found, err
}
