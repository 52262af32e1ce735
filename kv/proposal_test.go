package kv

import (
	"bytes"
	"encoding/gob"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// raftexample's proposal (contrib/raftexample/kvstore.go): another type, with
// the same fields.
type kv struct {
	Key string
	Val string
}

func TestRaftexampleReadsOurProposal(t *testing.T) {
	var got kv
	if err := gob.NewDecoder(bytes.NewReader(Put{Key: "k", Val: "v", ID: 7}.Encode())).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got != (kv{"k", "v"}) {
		t.Errorf("raftexample reads %+v", got)
	}
}

func TestWeReadRaftexamplesProposal(t *testing.T) {
	var theirs bytes.Buffer
	if err := gob.NewEncoder(&theirs).Encode(kv{"k", "v"}); err != nil {
		t.Fatal(err)
	}
	got, err := Decode(theirs.Bytes())
	if err != nil || got != (Put{Key: "k", Val: "v"}) {
		t.Errorf("we read %+v, %v", got, err)
	}
}

func TestEncodedProposalIsOneGobStream(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Put{rapid.String().Draw(t, "key"), rapid.String().Draw(t, "val"), rapid.Uint64().Draw(t, "id")}
		var want bytes.Buffer
		if err := gob.NewEncoder(&want).Encode(p); err != nil {
			t.Fatal(err)
		}
		if got := p.Encode(); !bytes.Equal(got, want.Bytes()) {
			t.Fatalf("Encode writes\n%x, gob writes\n%x", got, want.Bytes())
		}
	})
}

func TestDecodeRefusesWhatIsNotAProposal(t *testing.T) {
	whole := Put{Key: "k", Val: "v", ID: 7}.Encode()
	for name, data := range map[string][]byte{
		"text":        []byte("not a gob"),
		"nothing":     {},
		"header only": header,
		"cut short":   whole[:len(whole)-3],
	} {
		t.Run(name, func(t *testing.T) {
			if p, err := Decode(data); err == nil {
				t.Errorf("decoded %+v", p)
			}
		})
	}
}

func TestDescribe(t *testing.T) {
	for data, want := range map[string]string{
		"":                                       "empty",
		string(Put{Key: "x", Val: "1"}.Encode()): "put x=1",
		"\x01\x02":                               `undecodable "\x01\x02"`,
	} {
		if got := Describe([]byte(data)); got != want {
			t.Errorf("Describe(%q) = %q, want %q", data, got, want)
		}
	}
}

// FuzzDecode feeds a decoder something, and then a proposal: it must neither
// panic nor lose its place.
func FuzzDecode(f *testing.F) {
	whole := Put{Key: "k", Val: "v", ID: 7}.Encode()
	f.Add(whole)
	f.Add(whole[:len(whole)-1])
	f.Add(append(bytes.Clone(whole), 0, 1, 2))
	f.Add(append(bytes.Clone(header), header...))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		var d decoder
		_, _ = d.decode(data)
		got, err := d.decode(whole)
		if err != nil || got.Key != "k" || got.Val != "v" || got.ID != 7 {
			t.Errorf("after %q a proposal reads %+v, %v", data, got, err)
		}
		if Describe(data) == "" {
			t.Error("no description")
		}
	})
}

func TestDecoderKeepsItsPlaceBehindTrailingBytes(t *testing.T) {
	var d decoder
	whole := Put{Key: "k", Val: strings.Repeat("v", 9)}.Encode()
	for range 3 {
		if p, err := d.decode(append(bytes.Clone(whole), "junk"...)); err != nil || p.Key != "k" {
			t.Fatalf("%+v, %v", p, err)
		}
	}
}

// TestDecodeForgetsWhatItRead: what comes before a proposal, in the same stream or
// in another one, does not change how it reads.
func TestDecodeForgetsWhatItRead(t *testing.T) {
	var other bytes.Buffer
	if err := gob.NewEncoder(&other).Encode(struct{ Key, More string }{"k", "m"}); err != nil {
		t.Fatal(err)
	}
	long := Put{Key: "k", Val: strings.Repeat("v", 300)}.Encode()
	for range 3 {
		_, _ = Decode(append(bytes.Clone(header), other.Bytes()...))
		p, err := Decode(append(bytes.Clone(long), other.Bytes()...))
		if err != nil || len(p.Val) != 300 {
			t.Fatalf("%+v, %v", p, err)
		}
		if p, err = Decode(long); err != nil || len(p.Val) != 300 {
			t.Fatalf("%+v, %v", p, err)
		}
	}
}

func TestSingleMessage(t *testing.T) {
	for _, n := range []int{0, 1, 50, 300, 70_000} {
		stream := Put{Key: "k", Val: strings.Repeat("v", n)}.Encode()[len(header):]
		if !single(stream) {
			t.Errorf("a message with %d bytes is taken for several", n)
		}
		if single(stream[:len(stream)-1]) || single(append(stream, 0)) {
			t.Errorf("%d bytes: a part of a message, or more than one, is taken for one", n)
		}
	}
}
