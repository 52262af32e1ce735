package history

const tableChunk = 512

// table is an append-only list of values that are kept once and named by their
// place. Its chunks are never moved.
type table[T any] struct {
	chunks [][]T
	count  int
}

// add keeps v and returns its place.
func (t *table[T]) add(v T) int {
	last := len(t.chunks) - 1
	switch {
	case last < 0:
		// Many histories are short.
		t.chunks, last = [][]T{nil}, 0
	case len(t.chunks[last]) == tableChunk:
		t.chunks = append(t.chunks, make([]T, 0, tableChunk))
		last++
	}
	t.chunks[last] = append(t.chunks[last], v)
	t.count++
	return t.count - 1
}

func (t *table[T]) at(i int) T { return t.chunks[i/tableChunk][i%tableChunk] }

// set takes v in the place of the value at i.
func (t *table[T]) set(i int, v T) { t.chunks[i/tableChunk][i%tableChunk] = v }

// last is the place of the value that was added last, -1 when there is none.
func (t *table[T]) last() int { return t.count - 1 }
