package history

import "encoding/binary"

const (
	smallestBlock = 4 << 10
	largestBlock  = 256 << 10
	// groupLen is how many records lie between two whose places are kept: a
	// record is found by going through its group.
	groupLen = 64
)

// tape is an append-only list of records, which are bytes. Its blocks are never
// moved, so that a long history is not copied as it grows.
type tape struct {
	blocks [][]byte
	// groups has the place of each group's first record.
	groups []place
	count  int
}

// place is where a record begins.
type place struct{ block, offset uint32 }

// first reports whether the next record begins a group.
func (t *tape) first() bool { return t.count%groupLen == 0 }

// append keeps a copy of a record.
func (t *tape) append(record []byte) {
	block := t.room(len(record) + binary.MaxVarintLen32)
	if t.first() {
		t.groups = append(t.groups, place{uint32(len(t.blocks) - 1), uint32(len(*block))})
	}
	*block = binary.AppendUvarint(*block, uint64(len(record)))
	*block = append(*block, record...)
	t.count++
}

// room is a block with room for so many bytes.
func (t *tape) room(size int) *[]byte {
	last := len(t.blocks) - 1
	if last < 0 || cap(t.blocks[last])-len(t.blocks[last]) < size {
		length := smallestBlock
		if last >= 0 {
			length = min(2*cap(t.blocks[last]), largestBlock)
		}
		t.blocks = append(t.blocks, make([]byte, 0, max(length, size)))
		last++
	}
	return &t.blocks[last]
}

// group goes through the records of the group that record i is in.
func (t *tape) group(i int) cursor {
	p := t.groups[i/groupLen]
	return cursor{tape: t, block: int(p.block), rest: t.blocks[p.block][p.offset:]}
}

// at is record number i.
func (t *tape) at(i int) fields {
	c := t.group(i)
	for range i % groupLen {
		c.next()
	}
	return c.next()
}

// cursor goes through records one after another.
type cursor struct {
	tape  *tape
	block int
	rest  fields
}

func (c *cursor) next() fields {
	if len(c.rest) == 0 {
		c.block++
		c.rest = c.tape.blocks[c.block]
	}
	n := c.rest.uint()
	record := c.rest[:n]
	c.rest = c.rest[n:]
	return record
}

// fields are what is left to read of a record.
type fields []byte

// uint reads a number.
func (f *fields) uint() uint64 {
	v, n := binary.Uvarint(*f)
	*f = (*f)[n:]
	return v
}

// int reads a number that may be negative.
func (f *fields) int() int64 {
	v, n := binary.Varint(*f)
	*f = (*f)[n:]
	return v
}

// byte reads one byte.
func (f *fields) byte() byte {
	b := (*f)[0]
	*f = (*f)[1:]
	return b
}
