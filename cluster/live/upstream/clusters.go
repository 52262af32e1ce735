package upstream

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Cluster is some nodes, each a process on this machine.
type Cluster struct {
	Nodes []*Node

	programs Programs
	dir      string
	way      Way
	// members are the URLs of all that ever were members, by ID.
	members []string
	// asked counts the keys that were put to learn something.
	asked int
}

// NewCluster makes a cluster of one node of each of the kinds, with their files in
// dir; it starts none.
func NewCluster(programs Programs, dir string, way Way, kinds ...Kind) (*Cluster, error) {
	c := &Cluster{programs: programs, dir: dir, way: way}
	for _, k := range kinds {
		if _, err := c.Add(k, false); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Add makes a node more. join is whether the others have to be told of it.
func (c *Cluster) Add(k Kind, join bool) (*Node, error) {
	ports, err := freePorts(2)
	if err != nil {
		return nil, err
	}
	n := &Node{
		Kind: k, ID: len(c.members) + 1, URL: fmt.Sprint("http://127.0.0.1:", ports[0]), Port: ports[1],
		program: c.programs.Path(k), join: join, way: c.way,
	}
	n.Dir = filepath.Join(c.dir, fmt.Sprint("n", n.ID))
	if err := os.MkdirAll(n.Dir, 0o700); err != nil {
		return nil, err
	}
	c.Nodes = append(c.Nodes, n)
	c.members = append(c.members, n.URL)
	return n, nil
}

// Remove forgets a node; its process is not its business.
func (c *Cluster) Remove(n *Node) {
	c.Nodes = slices.DeleteFunc(c.Nodes, func(m *Node) bool { return m == n })
}

// Start starts a node, or all.
func (c *Cluster) Start(nodes ...*Node) error {
	if len(nodes) == 0 {
		nodes = c.Nodes
	}
	for _, n := range nodes {
		if err := n.Start(c.members); err != nil {
			return err
		}
	}
	return nil
}

// Stop stops all.
func (c *Cluster) Stop(sig syscall.Signal) error {
	var errs []error
	for _, n := range c.Nodes {
		errs = append(errs, n.Stop(sig))
	}
	return errors.Join(errs...)
}

// Up are the nodes whose processes run.
func (c *Cluster) Up() []*Node {
	return slices.DeleteFunc(slices.Clone(c.Nodes), func(n *Node) bool { return !n.Up() })
}

// Kept are the names of a node's snapshot files, oldest first.
func (n *Node) Kept() []string {
	var names []string
	_ = filepath.WalkDir(n.Dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".snap") {
			names = append(names, filepath.Base(path))
		}
		return nil
	})
	slices.Sort(names)
	return names
}

// Agree puts a key through one node and waits until the others, or those that are
// given, show it.
func (c *Cluster) Agree(through *Node, patience time.Duration, on ...*Node) error {
	if len(on) == 0 {
		on = c.Up()
	}
	c.asked++
	key, value := fmt.Sprintf("/asked/%d", c.asked), fmt.Sprint("through ", through.ID)
	deadline := time.Now().Add(patience)
	put := time.Time{}
	for _, n := range on {
		ok := Until(time.Until(deadline), func() bool {
			// What was acknowledged may be lost, where the leader changes or a follower has
			// no room to forward it, so it is put again.
			once := min(time.Second, max(time.Until(deadline), time.Millisecond))
			if time.Since(put) > 200*time.Millisecond && through.Put(key, value, once) {
				put = time.Now()
			}
			return n.Shows(key, value, once)
		})
		if !ok {
			return fmt.Errorf("%s does not show what was put through %s in %v", n, through, patience)
		}
	}
	return nil
}
