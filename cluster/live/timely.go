package live

import (
	"net"
	"time"
)

// timely is a listener whose connections end when one of their writes waits for too long.
// rafthttp waits for the writes to a peer before it lets go of it, with the Lab locked: a
// peer that takes nothing any more, and does not end either, would be waited for for ever.
type timely struct {
	net.Listener
	writeTime time.Duration
}

func (l timely) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return timelyConn{c, l.writeTime}, nil
}

type timelyConn struct {
	net.Conn
	writeTime time.Duration
}

func (c timelyConn) Write(b []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(c.writeTime)); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}
