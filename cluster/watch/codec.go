package watch

import (
	"encoding/binary"
	"errors"
	"fmt"

	"raftviz/cluster/view"
)

// codec writes values or reads them: one description of a type serves for both, and so
// they cannot drift apart. Writing changes nothing: what is written is part of views,
// which others read meanwhile. Reading allocates no more than a small multiple of the
// bytes that there are, whatever these say.
type codec struct {
	reading bool
	// buf is what was written, or what is left to read.
	buf []byte
	err error
	// logs are those that entries may be in: nodes' logs as the value leaves them.
	logs [view.MaxNodes]*view.Log
}

// errShort is the error of a value that ends before it should.
var errShort = errors.New("it is cut short")

// fail notes the first error. Everything that is read behind it is zero.
func (c *codec) fail(err error) {
	if c.err == nil {
		c.err = err
	}
	if c.reading {
		c.buf = nil
	}
}

// must fails unless what was read is allowed.
func (c *codec) must(ok bool, what string, value any) {
	if c.reading && c.err == nil && !ok {
		c.fail(fmt.Errorf("%s is %v", what, value))
	}
}

// maxIndex bounds terms, indexes and the like: counting up to one ends.
const maxIndex = 1 << 56

func (c *codec) uint(v *uint64) {
	if !c.reading {
		c.buf = binary.AppendUvarint(c.buf, *v)
		return
	}
	n := 0
	if *v, n = binary.Uvarint(c.buf); n <= 0 {
		*v = 0
		c.fail(errShort)
		return
	}
	c.buf = c.buf[n:]
}

// index is a number that is counted up to.
func (c *codec) index(v *uint64) {
	c.uint(v)
	c.must(*v < maxIndex, "an index", *v)
}

// bytes is a slice of its own.
func (c *codec) bytes(v *[]byte) {
	n := uint64(len(*v))
	c.uint(&n)
	switch {
	case !c.reading:
		c.buf = append(c.buf, *v...)
	case n > uint64(len(c.buf)):
		c.fail(errShort)
	case n > 0:
		*v = append([]byte(nil), c.buf[:n]...)
		c.buf = c.buf[n:]
	}
}

func (c *codec) text(v *string) {
	b := []byte(*v)
	c.bytes(&b)
	if c.reading {
		*v = string(b)
	}
}

// flags are bits, so many in a number.
func (c *codec) flags(set ...*bool) {
	bits := uint64(0)
	for i, b := range set {
		if *b {
			bits |= 1 << i
		}
	}
	c.uint(&bits)
	if !c.reading {
		return
	}
	for i, b := range set {
		*b = bits&(1<<i) != 0
	}
}

// number is a number of any type, up to a highest one.
func number[T ~int | ~int32 | ~uint8 | ~uint32 | ~uint64](c *codec, v *T, most uint64) {
	n := uint64(*v)
	c.uint(&n)
	c.must(n <= most, "a number", n)
	if !c.reading {
		return
	}
	if c.err != nil {
		n = 0
	}
	*v = T(n)
}

// node is a node's number, or 0.
func (c *codec) node(id *view.NodeID) { number(c, id, view.MaxNodes) }

// maxList bounds the length of any list, so that many of nothing take little room.
const maxList = 1 << 16

// list is so many of something. Each takes a byte at least.
func list[T any](c *codec, v *[]T, each func(*T)) {
	n := len(*v)
	number(c, &n, maxList)
	if !c.reading {
		for i := range *v {
			each(&(*v)[i])
		}
		return
	}
	*v = nil
	for range n {
		if len(c.buf) == 0 {
			c.fail(errShort)
			return
		}
		var one T
		each(&one)
		*v = append(*v, one)
	}
}

// optional is a pointer that may be nil.
func optional[T any](c *codec, v **T, what func(*T)) {
	has := *v != nil
	c.flags(&has)
	if !has {
		return
	}
	if c.reading {
		*v = new(T)
	}
	what(*v)
}
