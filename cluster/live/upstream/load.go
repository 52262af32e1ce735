package upstream

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// A load is the keys 0 to some number; each has its own value.
func loadKey(i int) string   { return fmt.Sprintf("/load/%06d", i) }
func loadValue(i int) string { return fmt.Sprintf("value %d", i) }

// writers is how many connections a load is written and read on.
const writers = 8

// Fill puts the keys from one number to another through a node, and does not return
// before it shows them all. 204 is no promise: what was forwarded to a leader that had
// died is lost, and put again.
func (n *Node) Fill(from, to int, patience time.Duration) error {
	deadline := time.Now().Add(patience)
	for missing := numbers(from, to); len(missing) > 0; {
		if time.Now().After(deadline) {
			return fmt.Errorf("%s lacks %d keys that were put in %v, %s first", n, len(missing), patience, loadKey(missing[0]))
		}
		if err := n.each(missing, deadline, func(c *Client, i int) error {
			status, _, err := c.Do("PUT", loadKey(i), []byte(loadValue(i)))
			if err == nil && status != 204 {
				err = fmt.Errorf("PUT %s: status %d", loadKey(i), status)
			}
			return err
		}); err != nil {
			return err
		}
		last := missing[len(missing)-1]
		Until(2*time.Second, func() bool { return n.Shows(loadKey(last), loadValue(last), time.Second) })

		var mu sync.Mutex
		var still []int
		if err := n.each(missing, deadline, func(c *Client, i int) error {
			status, body, err := c.Do("GET", loadKey(i), nil)
			if err == nil && (status != 200 || string(body) != loadValue(i)) {
				mu.Lock()
				still = append(still, i)
				mu.Unlock()
			}
			return err
		}); err != nil {
			return err
		}
		missing = still
	}
	return nil
}

// numbers are those from one to another.
func numbers(from, to int) []int {
	all := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		all = append(all, i)
	}
	return all
}

// Has waits until a node shows the keys from one number to another.
func (n *Node) Has(from, to int, patience time.Duration) error {
	deadline := time.Now().Add(patience)
	return n.each(numbers(from, to), deadline, func(c *Client, i int) error {
		return shows(c, i, time.Until(deadline))
	})
}

// Logged reports whether a key of the load is in a node's WAL. One that came by a
// snapshot is not.
func (n *Node) Logged(i int) (found bool, err error) {
	err = filepath.WalkDir(n.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".wal" {
			return err
		}
		b, err := os.ReadFile(path)
		found = found || bytes.Contains(b, []byte(loadKey(i)))
		return err
	})
	return found, err
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
func (n *Node) each(keys []int, deadline time.Time, do func(*Client, int) error) error {
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
				for k := w; k < len(keys); k += writers {
					if err := do(c, keys[k]); err != nil {
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
