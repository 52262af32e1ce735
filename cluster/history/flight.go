package history

import (
	"encoding/binary"
	"slices"

	"raftviz/cluster/view"
)

// flight is a message in flight as numbers.
type flight struct {
	id        int
	sent, due int32
}

// How the messages in flight changed from one step to the next.
const (
	sameFlights = iota
	// editedFlights: some were taken out, and others put at the end.
	editedFlights
	// otherFlights: all are written.
	otherFlights
)

// appendFlights adds to b how now differs from before, which it makes now.
func appendFlights(b []byte, before *[]flight, now []view.InFlight, whole bool) []byte {
	if whole {
		*before = (*before)[:0]
	}
	gone, kept, ok := removals(*before, now)
	switch {
	case whole || !ok:
		*before = (*before)[:0]
		b = append(b, otherFlights)
		kept = 0
	case len(gone) == 0 && kept == len(now):
		return append(b, sameFlights)
	default:
		b = append(b, editedFlights)
		b = binary.AppendUvarint(b, uint64(len(gone)))
		for _, i := range gone {
			b = binary.AppendUvarint(b, uint64(i))
			*before = slices.Delete(*before, i, i+1)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(now)-kept))
	for _, f := range now[kept:] {
		b = binary.AppendUvarint(b, uint64(f.ID))
		b = binary.AppendUvarint(b, uint64(f.Sent))
		b = binary.AppendUvarint(b, uint64(f.Due))
		*before = append(*before, flight{f.ID, f.Sent, f.Due})
	}
	return b
}

// removals finds the places to take out of before, one after the other, to make
// it the beginning of now: kept of them. ok is false when that cannot be done.
func removals(before []flight, now []view.InFlight) (gone []int, kept int, ok bool) {
	for _, f := range before {
		if kept < len(now) && now[kept].ID == f.id {
			if now[kept].Due != f.due || now[kept].Sent != f.sent {
				return nil, 0, false
			}
			kept++
		} else {
			gone = append(gone, kept)
		}
	}
	return gone, kept, true
}

// readFlights makes list what appendFlights wrote.
func readFlights(f *fields, list []flight) []flight {
	switch f.byte() {
	case sameFlights:
		return list
	case otherFlights:
		list = list[:0]
	case editedFlights:
		for n := f.uint(); n > 0; n-- {
			i := int(f.uint())
			list = slices.Delete(list, i, i+1)
		}
	}
	for n := f.uint(); n > 0; n-- {
		list = append(list, flight{int(f.uint()), int32(f.uint()), int32(f.uint())})
	}
	return list
}
