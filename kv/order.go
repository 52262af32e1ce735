package kv

import (
	"math"
	"slices"
	"sort"
	"strings"
)

// order has the keys of a sequence by their bytes, in blocks: adding one moves
// no more than a block of them.
type order struct{ blocks []*block }

// block is some keys that stand next to one another.
type block struct {
	keys []birth
	// first is the lowest since of its keys: a State of before that has none of them.
	first int
}

// birth is a key, and the number of the put that brought it.
type birth struct {
	key   string
	since int
}

// blockLen is how many keys a block has before it is divided.
const blockLen = 256

// place is where a key stands: blocks[block].keys[at]. Behind the last key it
// is the number of blocks, and 0.
type place struct{ block, at int }

// add adds a key that is not there.
func (o *order) add(key string, since int) {
	if len(o.blocks) == 0 {
		o.blocks = []*block{{first: since}}
	}
	p := o.seek(key)
	if p.block == len(o.blocks) { // behind all others
		p.block--
		p.at = len(o.blocks[p.block].keys)
	}
	b := o.blocks[p.block]
	b.keys = slices.Insert(b.keys, p.at, birth{key, since})
	b.first = min(b.first, since)
	if len(b.keys) == blockLen {
		o.divide(p.block)
	}
}

// divide makes two blocks of one.
func (o *order) divide(i int) {
	keys := o.blocks[i].keys
	o.blocks[i] = newBlock(slices.Clone(keys[:blockLen/2]))
	o.blocks = slices.Insert(o.blocks, i+1, newBlock(slices.Clone(keys[blockLen/2:])))
}

func newBlock(keys []birth) *block {
	b := &block{keys: keys, first: math.MaxInt}
	for _, k := range keys {
		b.first = min(b.first, k.since)
	}
	return b
}

// seek is the place of the first key that is not below key.
func (o *order) seek(key string) place {
	i := sort.Search(len(o.blocks), func(i int) bool {
		keys := o.blocks[i].keys
		return len(keys) > 0 && keys[len(keys)-1].key >= key
	})
	if i == len(o.blocks) {
		return place{i, 0}
	}
	at, _ := slices.BinarySearchFunc(o.blocks[i].keys, key, func(b birth, key string) int { return strings.Compare(b.key, key) })
	return place{i, at}
}

// from is the first key at or behind a place that there was after so many puts.
func (o *order) from(p place, count int) (key string, ok bool) {
	for ; p.block < len(o.blocks); p = (place{p.block + 1, 0}) {
		b := o.blocks[p.block]
		if b.first > count {
			continue
		}
		for _, k := range b.keys[p.at:] {
			if k.since <= count {
				return k.key, true
			}
		}
	}
	return "", false
}

// before is the last key before a place that there was after so many puts.
func (o *order) before(p place, count int) (key string, ok bool) {
	for i := min(p.block, len(o.blocks)-1); i >= 0; i-- {
		b := o.blocks[i]
		keys := b.keys
		if i == p.block {
			keys = keys[:p.at]
		}
		if b.first > count {
			continue
		}
		for _, k := range slices.Backward(keys) {
			if k.since <= count {
				return k.key, true
			}
		}
	}
	return "", false
}

// rank is how many keys stand before a place.
func (o *order) rank(p place) int {
	n := p.at
	for _, b := range o.blocks[:p.block] {
		n += len(b.keys)
	}
	return n
}

// at is the place that so many keys stand before.
func (o *order) at(rank int) place {
	for i, b := range o.blocks {
		if rank < len(b.keys) {
			return place{i, max(rank, 0)}
		}
		rank -= len(b.keys)
	}
	return place{len(o.blocks), 0}
}
