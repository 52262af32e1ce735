package safety

import (
	"maps"
	"slices"
)

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

// all calls yield for each T near those that were set, by index, until it returns
// false.
func (l *ledger[T]) all(yield func(index uint64, t *T) bool) {
	for _, number := range slices.Sorted(maps.Keys(l.spans)) {
		span := l.spans[number]
		for i := range span {
			if !yield(number*spanLen+uint64(i), &span[i]) {
				return
			}
		}
	}
}

// forget makes each T zero of which gone is true, and gives up the room where none
// is left: gone is true of zero ones.
func (l *ledger[T]) forget(gone func(index uint64, t *T) bool) {
	for number, span := range l.spans {
		left := false
		for i := range span {
			if gone(number*spanLen+uint64(i), &span[i]) {
				span[i] = *new(T)
			} else {
				left = true
			}
		}
		if !left {
			delete(l.spans, number)
		}
	}
	l.newest = nil
}
