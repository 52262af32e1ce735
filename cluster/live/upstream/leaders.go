package upstream

import (
	"errors"
	"fmt"
	"time"
)

// pause is how long a node is paused to learn whether it leads: long for a commit,
// and too short for an election, whose timeout is a second or more.
const pause = 400 * time.Millisecond

// Leader finds out who leads. While the leader's process is paused nothing commits;
// while another's is, everything does. All nodes but a minority must be up without the
// paused one.
func (c *Cluster) Leader(patience time.Duration) (*Node, error) {
	deadline := time.Now().Add(patience)
	for time.Now().Before(deadline) {
		for i, n := range c.Up() {
			up := c.Up()
			other := up[(i+1)%len(up)]
			if err := c.Agree(other, time.Until(deadline), other); err != nil {
				return nil, fmt.Errorf("no leader: %w", err)
			}
			// Twice, since on a busy machine a commit may be late once.
			if c.stalls(n, other) && c.Agree(other, time.Until(deadline), other) == nil && c.stalls(n, other) {
				return n, nil
			}
		}
	}
	return nil, errors.New("no leader found: every node can be paused, and the others commit")
}

// stalls reports whether nothing commits while a node is paused.
func (c *Cluster) stalls(n, other *Node) bool {
	if n.Pause() != nil {
		return false
	}
	defer func() { _ = n.Resume() }()
	return c.Agree(other, pause, other) != nil
}
