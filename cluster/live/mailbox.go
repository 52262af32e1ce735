package live

import (
	"slices"
	"sync"
)

// mailbox holds posts until somebody takes them. Putting one in waits for nobody.
type mailbox struct {
	mu    *sync.Mutex
	posts []post
	// ready has something when there are posts.
	ready chan struct{}
}

func newMailbox() mailbox { return mailbox{mu: new(sync.Mutex), ready: make(chan struct{}, 1)} }

// put adds a post, unless the same one is there: that a peer cannot be reached is said
// for each message that is not sent.
func (b *mailbox) put(p post) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if slices.Contains(b.posts, p) {
		return
	}
	b.posts = append(b.posts, p)
	select {
	case b.ready <- struct{}{}:
	default:
	}
}

func (b *mailbox) take() []post {
	b.mu.Lock()
	defer b.mu.Unlock()
	posts := b.posts
	b.posts = nil
	return posts
}
