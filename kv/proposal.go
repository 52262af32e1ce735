package kv

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"sync"
)

// Put is a proposal: set Key to Val. The names of the type's fields are
// raftexample's, and so is the encoding, a gob. gob ignores fields that the
// reader does not have, so raftexample reads what raftviz writes (without ID),
// and raftviz what raftexample writes (with ID 0).
type Put struct {
	Key, Val string
	// ID tells a client's requests apart. Zero is none: the proposal came from elsewhere.
	ID uint64
}

// header is the type definition that begins the gob of every Put. It is the
// same each time, so it is made once.
var header = func() []byte {
	var b bytes.Buffer
	enc := gob.NewEncoder(&b)
	mustEncode(enc, Put{})
	first := b.Len()
	mustEncode(enc, Put{})
	return b.Bytes()[:first-(b.Len()-first)]
}()

func mustEncode(enc *gob.Encoder, p Put) {
	if err := enc.Encode(p); err != nil {
		panic("kv: gob cannot encode a Put: " + err.Error())
	}
}

// Encode is the proposal's bytes: a complete gob stream. It is safe for
// concurrent use.
func (p Put) Encode() []byte {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	e.out.Reset()
	e.out.Write(header)
	mustEncode(e.gob, p)
	return bytes.Clone(e.out.Bytes())
}

// encoder has a gob encoder that has written the header before, for the reason
// that decoder has one that has read it.
type encoder struct {
	out bytes.Buffer
	gob *gob.Encoder
}

var encoders = sync.Pool{New: func() any {
	e := new(encoder)
	e.gob = gob.NewEncoder(&e.out)
	mustEncode(e.gob, Put{})
	return e
}}

// Decode reads what Encode wrote, or raftexample. It is safe for concurrent use.
func Decode(data []byte) (Put, error) {
	d := decoders.Get().(*decoder)
	defer decoders.Put(d)
	return d.decode(data)
}

var decoders = sync.Pool{New: func() any { return new(decoder) }}

// decoder decodes many proposals. Compiling a gob type costs fifty times more
// than decoding one value, so a stream that begins with the usual header is fed
// without it to a gob decoder that has read the header before.
type decoder struct {
	in  bytes.Buffer
	gob *gob.Decoder
}

func (d *decoder) decode(data []byte) (Put, error) {
	var p Put
	rest, usual := bytes.CutPrefix(data, header)
	if !usual || !single(rest) {
		return p, decodeWhole(gob.NewDecoder(bytes.NewReader(data)), &p)
	}
	if d.gob == nil {
		d.in.Reset()
		d.in.Write(header)
		d.gob = gob.NewDecoder(&d.in)
	}
	d.in.Write(rest)
	err := decodeWhole(d.gob, &p)
	if err != nil || d.in.Len() > 0 {
		// The gob decoder may stand anywhere in the stream now.
		d.gob = nil
	}
	return p, err
}

// single reports whether a stream is one gob message. Only such a one is fed to a
// decoder that reads others after it: a second one could teach it types, and what
// it makes of a proposal must not depend on those before.
//
// A message begins with its length: a byte below 128, or the negative of how many
// bytes follow that have it, the highest first (encoding/gob, Encoding Details).
func single(stream []byte) bool {
	if len(stream) == 0 {
		return false
	}
	n, at := uint64(stream[0]), 1
	if n >= 128 {
		at += 256 - int(stream[0])
		if n = 0; at > 9 || at > len(stream) {
			return false
		}
		for _, b := range stream[1:at] {
			n = n<<8 | uint64(b)
		}
	}
	return n == uint64(len(stream)-at)
}

// decodeWhole turns a panic of gob on hostile input into an error.
func decodeWhole(dec *gob.Decoder, p *Put) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("gob: %v", r)
		}
	}()
	if err := dec.Decode(p); err != nil {
		*p = Put{}
		return errors.New(err.Error())
	}
	return nil
}

// Describe says in words what the bytes of a normal raft entry are: "put x=1",
// or "empty" for the entry without data that a new leader appends.
func Describe(data []byte) string {
	if len(data) == 0 {
		return "empty"
	}
	p, err := Decode(data)
	if err != nil {
		return fmt.Sprintf("undecodable %q", data)
	}
	return "put " + p.Key + "=" + p.Val
}
