package disk

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/bits"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"
	"go.etcd.io/etcd/server/v3/wal"
	"go.etcd.io/etcd/server/v3/wal/walpb"
)

// tail follows how much of the WAL's last segment is where: in the WAL's
// buffer, handed to the operating system, fsynced. The WAL tells none of this.
type tail struct {
	// flushed and buffered are upper bounds, in bytes, of what was written to
	// the segment and of what was saved since the last fsync.
	flushed, buffered int
	// segment is the path of the last segment.
	segment string
	*unsynced
}

const (
	// bufferBytes is well below the 128 KiB at which the WAL's page writer
	// begins to flush on its own (pkg/ioutil.PageWriter).
	bufferBytes = 64 << 10
	// headBytes bounds the records that begin a segment: CRC, metadata, HardState.
	headBytes = 128
)

// beforeSave notes the fsynced length before the WAL's buffer can overflow, or is
// to be flushed without an fsync.
func (t *tail) beforeSave(unsynced bool) error {
	if t.buffered < bufferBytes && !unsynced || t.durable > 0 {
		return nil
	}
	used, err := t.used()
	if err != nil {
		return err
	}
	t.durable = used
	return nil
}

// saved follows one wal.Save, and reports whether it cut a new segment, which
// fsyncs whatever MustSync says.
func (t *tail) saved(walDir string, hs raftpb.HardState, entries []raftpb.Entry) (cut bool, err error) {
	if !raft.IsEmptyHardState(hs) {
		t.buffered += framed(hs.Size())
	}
	for i := range entries {
		t.buffered += framed(entries[i].Size())
	}
	if int64(t.flushed+t.buffered) >= wal.SegmentSizeBytes {
		// flushed is a bound; only the directory knows.
		segment, err := lastSegment(walDir)
		if err != nil {
			return false, err
		}
		if cut = segment != t.segment; cut {
			t.synced()
			t.flushed, t.segment = headBytes, segment
		}
	}
	return cut, nil
}

// newTail begins to follow a WAL that is opened.
func newTail(walDir string, u *unsynced) (tail, error) {
	path, err := lastSegment(walDir)
	if err != nil {
		return tail{}, err
	}
	segment, err := os.ReadFile(path)
	if err != nil {
		return tail{}, err
	}
	return tail{flushed: usedBytes(segment), segment: path, unsynced: u}, nil
}

// handedOver follows a flush to the operating system.
func (t *tail) handedOver() {
	t.flushed += t.buffered
	t.buffered = 0
}

// synced follows an fsync.
func (t *tail) synced() {
	t.handedOver()
	*t.unsynced = unsynced{}
}

// left is how many bytes of the segment are there after a crash: the records that
// were handed to the operating system whole, or with power those that were fsynced.
func (t *tail) left(power bool) (int, error) {
	if power && t.durable > 0 {
		return t.durable, nil
	}
	return t.used()
}

// used is the length of the whole records in the segment, of which only so much
// is read as can have been written.
func (t *tail) used() (int, error) {
	file, err := os.Open(t.segment)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	written := make([]byte, t.flushed+t.buffered)
	n, err := io.ReadFull(file, written)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return 0, err
	}
	return usedBytes(written[:n]), nil
}

// framed bounds the bytes of a WAL record with so much data: eight of length,
// then a walpb.Record (its type, at most five bytes of CRC, the data), padded to
// a multiple of eight.
func framed(data int) int {
	record := 2 + 1 + 5 + 1 + (bits.Len(uint(data)|1)+6)/7 + data
	return 8 + (record+7)&^7
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// usedBytes is the length of the whole records in a segment, which is
// preallocated with zeros, and may end with a record that was flushed in part.
func usedBytes(segment []byte) int { return eachRecord(segment, func(*walpb.Record, int) {}) }

// eachRecord calls f with each whole record of a segment and where it ends, and
// returns where the last one does.
//
// The frame is that of etcd's wal/encoder.go: eight bytes, the low 56 bits a
// record's length, and in the top byte the padding behind it. A record's
// checksum covers the data of all before it.
func eachRecord(segment []byte, f func(r *walpb.Record, end int)) (end int) {
	sum := uint32(0)
	for end+8 <= len(segment) {
		field := binary.LittleEndian.Uint64(segment[end:])
		length, padding := int(field&(1<<56-1)), 0
		if field>>63 != 0 {
			padding = int(field>>56) & 0x7
		}
		if field == 0 || length < 0 || length+padding > len(segment)-end-8 {
			break
		}
		var record walpb.Record
		if record.Unmarshal(segment[end+8:end+8+length]) != nil {
			break
		}
		if record.Type == crcType {
			sum = record.Crc
		} else if sum = crc32.Update(sum, castagnoli, record.Data); sum != record.Crc {
			break
		}
		end += 8 + length + padding
		f(&record, end)
	}
	return end
}

// lastSegment is the path of the segment that the WAL appends to.
func lastSegment(walDir string) (string, error) {
	files, err := os.ReadDir(walDir)
	if err != nil {
		return "", err
	}
	for i := len(files) - 1; i >= 0; i-- {
		if strings.HasSuffix(files[i].Name(), ".wal") {
			return filepath.Join(walDir, files[i].Name()), nil
		}
	}
	return "", fmt.Errorf("%s has no WAL segment", walDir)
}
