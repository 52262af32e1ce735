package kv

// putsBlock is how many puts a block has.
const putsBlock = 512

// puts is a list of puts, numbered from 1, in blocks that are never moved. Those at
// its beginning can be taken away; the others keep their numbers.
type puts struct {
	blocks [][]put
	// base is how many were taken away, and count the number of the last.
	base, count int
}

func (l *puts) add(p put) {
	last := len(l.blocks) - 1
	switch {
	case last < 0:
		// Many sequences are short.
		l.blocks, last = [][]put{nil}, 0
	case len(l.blocks[last]) == putsBlock:
		l.blocks = append(l.blocks, make([]put, 0, putsBlock))
		last++
	}
	l.blocks[last] = append(l.blocks[last], p)
	l.count++
}

// at is put number n, or the first that is left where that is before it.
func (l *puts) at(n int) *put {
	i := max(n-1-l.base, 0)
	return &l.blocks[i/putsBlock][i%putsBlock]
}

// dropBefore takes away the blocks that have no put from number n on.
func (l *puts) dropBefore(n int) {
	gone := max(n-1-l.base, 0) / putsBlock
	l.blocks = append([][]put(nil), l.blocks[gone:]...)
	l.base += gone * putsBlock
}
