package spacetime

// assign gives each bundle that can be seen in the rows from lo up to hi, and
// that goes on below its first row, a track: the one nearest to the lane that no
// other takes meanwhile. most is how many there is room for; those beyond share
// the last.
func (d *diagram) assign(lo, hi, most int) {
	var busy [len(d.lane)][2][maxTracks]int // the last row in which a track is taken, and 1
	for i := range d.bundles {
		b := &d.bundles[i]
		b.track = 0
		if b.start >= hi || b.end < lo || b.end <= b.start {
			continue
		}
		tracks := &busy[b.lane][(b.side+1)/2]
		b.track = most
		for t := 1; t < most; t++ {
			if tracks[t] < b.start+1 || tracks[t] == 0 {
				b.track = t
				break
			}
		}
		tracks[b.track] = max(tracks[b.track], min(b.end, never-1)+1)
	}
}

// maxTracks is more than any gap has room for.
const maxTracks = 16
