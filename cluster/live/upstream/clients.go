package upstream

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

// Client is one keep-alive connection to a node's REST API. It writes requests and
// reads responses by hand: net/http would take more processor time than the nodes,
// and they share it.
type Client struct {
	conn net.Conn
	r    *bufio.Reader
	out  []byte
}

// Dial connects to the REST API on a port of this machine.
func Dial(port int, patience time.Duration) (*Client, error) {
	conn, err := net.DialTimeout("tcp", fmt.Sprint("127.0.0.1:", port), patience)
	if err != nil {
		return nil, err
	}
	return &Client{conn: conn, r: bufio.NewReader(conn)}, nil
}

// Close ends the connection.
func (c *Client) Close() { _ = c.conn.Close() }

// Limit has everything from now on fail when the time is over. A PUT to a raftexample
// that knows no leader waits for one, for ever.
func (c *Client) Limit(d time.Duration) { _ = c.conn.SetDeadline(time.Now().Add(d)) }

// Do asks once and returns the status and the body. After an error the connection is
// of no more use.
func (c *Client) Do(method, target string, body []byte) (status int, answer []byte, err error) {
	b := append(c.out[:0], method...)
	b = append(b, ' ')
	b = append(b, target...)
	b = append(b, " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "...)
	b = strconv.AppendInt(b, int64(len(body)), 10)
	b = append(b, "\r\n\r\n"...)
	c.out = append(b, body...)
	if _, err := c.conn.Write(c.out); err != nil {
		return 0, nil, err
	}
	return c.response()
}

var errResponse = errors.New("not an HTTP/1.1 response with a Content-Length")

// response reads one.
func (c *Client) response() (status int, body []byte, err error) {
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return 0, nil, err
	}
	if len(line) < len("HTTP/1.1 200") || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, nil, errResponse
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, nil, errResponse
	}
	length := -1
	if status == 204 {
		length = 0
	}
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return 0, nil, err
		}
		name, value, more := bytes.Cut(bytes.TrimRight(line, "\r\n"), []byte(": "))
		if !more {
			break
		}
		if bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(value)); err != nil {
				return 0, nil, errResponse
			}
		}
	}
	switch {
	case length == 0:
		return status, nil, nil
	case length < 0:
		return 0, nil, errResponse
	}
	body = make([]byte, length)
	_, err = io.ReadFull(c.r, body)
	return status, body, err
}

// Do asks a node once on a connection that is kept for that, or made.
func (n *Node) Do(method, target, body string, patience time.Duration) (status int, answer string, err error) {
	n.asking.Lock()
	defer n.asking.Unlock()
	if n.client == nil {
		if n.client, err = Dial(n.Port, patience); err != nil {
			return 0, "", err
		}
	}
	n.client.Limit(patience)
	status, got, err := n.client.Do(method, target, []byte(body))
	if err != nil {
		n.client.Close()
		n.client = nil
	}
	return status, string(got), err
}

// Put puts a value, and reports whether that was acknowledged: it need not be
// committed.
func (n *Node) Put(key, value string, patience time.Duration) bool {
	status, _, err := n.Do("PUT", key, value, patience)
	return err == nil && status == 204
}

// Shows reports whether a node answers a GET with the value.
func (n *Node) Shows(key, value string, patience time.Duration) bool {
	status, got, err := n.Do("GET", key, "", patience)
	return err == nil && status == 200 && got == value
}
