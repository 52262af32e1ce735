package safety

import "raftviz/kv"

// zone is when a register held one value, as far as its put and the reads that
// returned it say: from before first until after last. Where last is before first
// they all overlap, and can have been at one moment from last to first.
type zone struct {
	// put is the put's call, and whether it was seen among the calls.
	put   int
	known bool
	// first is the step in which the first of them was over, last that in which the
	// last of them began.
	first, last int
}

// before is a step before all others: the register holds what it begins with.
const before = -2

// zonesOf are the zones of calls, by value. unique is false where a value was put
// twice, and so a read does not say which put it saw.
func zonesOf(begins kv.Answer, calls []call) (zones map[kv.Answer]*zone, unique bool) {
	zones = map[kv.Answer]*zone{begins: {put: before, known: true, first: before, last: before}}
	for _, c := range calls {
		z := zones[c.answer]
		if z == nil {
			z = &zone{first: c.back, last: c.from}
			zones[c.answer] = z
		}
		z.first, z.last = min(z.first, c.back), max(z.last, c.from)
		if c.read {
			continue
		}
		if z.known {
			return nil, false
		}
		z.put, z.known = c.from, true
	}
	return zones, true
}

// fit reports whether an order of the operations explains all answers: each value
// that was read was put before, and no value was held while another had to be
// (Gibbons and Korach 1997, "Testing shared memories", section 4: a history whose
// reads say which put they saw is linearizable just then). Unlike a search, it does
// not grow with the orders that there are, of which overlapping puts have very many.
func fit(zones map[kv.Answer]*zone) bool {
	for _, z := range zones {
		if !z.known || z.first < z.put {
			return false
		}
		for _, other := range zones {
			if other != z && z.excludes(other) {
				return false
			}
		}
	}
	return true
}

// excludes reports whether the register held z's value all the time that it had to
// hold the other's.
func (z *zone) excludes(other *zone) bool {
	return z.first < z.last && z.first < other.last && other.first < z.last
}
