package safety

// ledger has a T for each index of the log; those that were never set are zero.
// It has room only around the indices that were asked for, wherever these are:
// a cluster can begin at a snapshot at index 1,000,000.
type ledger[T any] struct {
	spans map[uint64]*span[T]
	// newest is the span asked for last, and number its place: the next question
	// is about the same one nearly always.
	newest *span[T]
	number uint64
}

const spanLen = 128

type span[T any] [spanLen]T

// at is the T at index, to read or set.
func (l *ledger[T]) at(index uint64) *T {
	if t := l.find(index); t != nil {
		return t
	}
	if l.spans == nil {
		l.spans = map[uint64]*span[T]{}
	}
	l.newest, l.number = new(span[T]), index/spanLen
	l.spans[l.number] = l.newest
	return &l.newest[index%spanLen]
}

// find is the T at index, nil when nothing near it was ever set.
func (l *ledger[T]) find(index uint64) *T {
	if number := index / spanLen; l.newest == nil || l.number != number {
		s := l.spans[number]
		if s == nil {
			return nil
		}
		l.newest, l.number = s, number
	}
	return &l.newest[index%spanLen]
}
