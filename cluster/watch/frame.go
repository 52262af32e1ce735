package watch

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// maxFrame bounds what one value may take, and so what a reader allocates for it.
const maxFrame = 64 << 20

// appendFrame adds a value to out, with its length before it. One that would be too long
// is left out: its reader notices that it has not the same as the sender, and begins
// anew.
func appendFrame(out []byte, v *value, c *codec) []byte {
	v.code(c, nil)
	if len(c.buf) > maxFrame {
		return out
	}
	out = binary.AppendUvarint(out, uint64(len(c.buf)))
	return append(out, c.buf...)
}

// readFrame reads one, into room if that is large enough. It is empty where there is
// nothing new.
func readFrame(r *bufio.Reader, room []byte) ([]byte, error) {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	if n > maxFrame {
		return nil, fmt.Errorf("a frame of %d bytes; allowed are %d", n, maxFrame)
	}
	frame := room[:0]
	for left := int(n); left > 0; {
		// Nobody is believed that so much comes until it does.
		piece := min(left, 1<<16)
		at := len(frame)
		frame = append(frame, make([]byte, piece)...)
		if _, err := io.ReadFull(r, frame[at:]); err != nil {
			return nil, err
		}
		left -= piece
	}
	return frame, nil
}
