package watch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"raftviz/cluster"
	"raftviz/cluster/live"
)

// How streams are read.
const (
	// retryTime is between two attempts to reach a process, toldTime where another
	// stream tells of its nodes.
	retryTime = time.Second
	toldTime  = 10 * time.Second
	// dialTime is for how long one may take to answer.
	dialTime = 5 * time.Second
	// silentTime is for how long a stream may bring nothing.
	silentTime = 10 * time.Second
	// pausedTime is between two attempts to record a step while the Lab is paused.
	pausedTime = 50 * time.Millisecond
)

// URLs reads what stands behind --watch: where processes serve their API, with commas
// between them.
func URLs(text string) ([]string, error) {
	var urls []string
	for _, u := range strings.Split(text, ",") {
		if live.CheckURL(u) != nil {
			return nil, fmt.Errorf("%q is not where a process serves its API; it is http://HOST:PORT, like http://127.0.0.1:12380", u)
		}
		urls = append(urls, strings.TrimSuffix(u, "/"))
	}
	return urls, nil
}

// Follow has a live Lab show the nodes of the processes at these URLs, by reading
// their steps, until stop is called, which waits for the end of it. A process that
// cannot be reached is tried again every second; one that turns out to be this one is
// left alone.
//
// While the Lab is paused nothing is read: the screen stands still. The sender skips
// what is too much to catch up with.
func Follow(lab *cluster.Lab, urls []string) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for _, u := range urls {
		f := &follower{lab: lab, url: u + Path, client: client()}
		all.Add(1)
		go func() {
			defer all.Done()
			f.follow(ctx)
		}()
	}
	return func() {
		cancel()
		all.Wait()
	}
}

// client asks the process itself: through no proxy, and where it is said to be.
func client() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext:           (&net.Dialer{Timeout: dialTime}).DialContext,
			ResponseHeaderTimeout: dialTime,
			DisableKeepAlives:     true,
			DisableCompression:    true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// follower reads the stream of one process, again and again.
type follower struct {
	lab    *cluster.Lab
	url    string
	client *http.Client
}

func (f *follower) follow(ctx context.Context) {
	for ctx.Err() == nil {
		w := f.lab.Witness()
		err := f.once(ctx, w)
		if errors.Is(err, cluster.ErrOwn) {
			return
		}
		wait := retryTime
		if errors.Is(err, cluster.ErrTold) {
			wait = toldTime
		}
		whenGoesOn(ctx, func() error { return w.End("its process does not tell how it is: " + reason(err)) })
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// reason is an error without the URL, in one line.
func reason(err error) string {
	if errors.Is(err, context.Canceled) {
		return "it says nothing"
	}
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err.Error()
	}
	return err.Error()
}

// once reads a stream from its beginning to its end.
func (f *follower) once(ctx context.Context, w *cluster.Witness) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.url, nil)
	if err != nil {
		return err
	}
	res, err := f.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if got := res.Header.Get("Content-Type"); res.StatusCode != http.StatusOK || got != contentType {
		return fmt.Errorf("it answered %s with %q", res.Status, got)
	}
	silent := time.AfterFunc(silentTime, cancel)
	defer silent.Stop()
	in, r := bufio.NewReaderSize(res.Body, 1<<16), &reader{}
	var room []byte
	for {
		frame, err := readFrame(in, room)
		if err != nil {
			return err
		}
		silent.Stop()
		if room = frame; cap(room) > maxRoom {
			room = nil
		}
		if err := f.take(ctx, w, r, frame); err != nil {
			return err
		}
		silent.Reset(silentTime)
	}
}

// maxRoom is how much room is kept for the next frame.
const maxRoom = 4 << 20

// take records what a frame says.
func (f *follower) take(ctx context.Context, w *cluster.Witness, r *reader, frame []byte) error {
	if len(frame) == 0 {
		return nil
	}
	s, err := r.read(frame)
	if err != nil || s == nil {
		return err
	}
	return whenGoesOn(ctx, func() error { return w.Take(s) })
}

// whenGoesOn does something with the Lab once that is not paused.
func whenGoesOn(ctx context.Context, do func() error) error {
	for {
		err := do()
		if !errors.Is(err, cluster.ErrPaused) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pausedTime):
		}
	}
}
