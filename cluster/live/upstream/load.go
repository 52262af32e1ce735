package upstream

import (
	"fmt"
	"sync"
	"time"
)

// A load is the keys 0 to some number; each has its own value.
func loadKey(i int) string   { return fmt.Sprintf("/load/%06d", i) }
func loadValue(i int) string { return fmt.Sprintf("value %d", i) }

// writers is how many connections a load is written and read on.
const writers = 8

// Fill puts the keys from one number to another through a node, and does not return
// before it shows them all.
func (n *Node) Fill(from, to int, patience time.Duration) error {
	deadline := time.Now().Add(patience)
	put := func(c *Client, i int) error {
		status, _, err := c.Do("PUT", loadKey(i), []byte(loadValue(i)))
		if err == nil && status != 204 {
			err = fmt.Errorf("PUT %s: status %d", loadKey(i), status)
		}
		return err
	}
	if err := n.each(from, to, deadline, put); err != nil {
		return err
	}
	return n.each(from, to, deadline, func(c *Client, i int) error {
		if shows(c, i, 2*time.Second) == nil {
			return nil
		}
		// 204 is no promise: what a leader had not committed when it was deposed is lost.
		if err := put(c, i); err != nil {
			return err
		}
		return shows(c, i, time.Until(deadline))
	})
}

// Has waits until a node shows the keys from one number to another.
func (n *Node) Has(from, to int, patience time.Duration) error {
	deadline := time.Now().Add(patience)
	return n.each(from, to, deadline, func(c *Client, i int) error {
		return shows(c, i, time.Until(deadline))
	})
}

// shows waits until a GET has the value of a key.
func shows(c *Client, i int, patience time.Duration) (err error) {
	var status int
	var body []byte
	ok := Until(patience, func() bool {
		status, body, err = c.Do("GET", loadKey(i), nil)
		return err != nil || status == 200 && string(body) == loadValue(i)
	})
	if err == nil && !ok {
		err = fmt.Errorf("GET %s: status %d, %q", loadKey(i), status, body)
	}
	return err
}

// each does something with each of the keys, on some connections at a time, and
// returns the first error.
func (n *Node) each(from, to int, deadline time.Time, do func(*Client, int) error) error {
	var once sync.Once
	var failed error
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			err := func() error {
				var c *Client
				var err error
				// A node that was just started does not listen yet.
				if !Until(time.Until(deadline), func() bool {
					c, err = Dial(n.Port, time.Second)
					return err == nil
				}) {
					return err
				}
				defer c.Close()
				c.Limit(time.Until(deadline))
				for i := from + w; i < to; i += writers {
					if err := do(c, i); err != nil {
						return err
					}
				}
				return nil
			}()
			if err != nil {
				once.Do(func() { failed = fmt.Errorf("%s: %w", n, err) })
			}
		})
	}
	all.Wait()
	return failed
}
