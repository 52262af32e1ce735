package timeline

import (
	"slices"

	"raftviz/cluster/session"
)

// fork is a step behind which branches part.
type fork struct {
	step int
	sign *sign
}

// forks are those on the way from step 0 to the newest step of the current
// branch: where it and those that it comes from began, and where others begin.
func forks(branches []session.Branch) []fork {
	if len(branches) < 2 {
		return nil
	}
	here := slices.IndexFunc(branches, func(b session.Branch) bool { return b.Current })
	if here < 0 {
		return nil
	}
	var list []fork
	child, b, end := "", branches[here], branches[here].Newest
	for {
		for _, other := range branches {
			if other.Parent == b.Name && other.Name != child && other.Fork <= end {
				list = append(list, fork{other.Fork, &leaves})
			}
		}
		parent := slices.IndexFunc(branches, func(p session.Branch) bool { return p.Name == b.Parent })
		if parent < 0 {
			return list
		}
		list = append(list, fork{b.Fork, &begins})
		child, b, end = b.Name, branches[parent], min(end, b.Fork)
	}
}
