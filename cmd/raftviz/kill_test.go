package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"raftviz/kv"
)

var kills = flag.Int("kills", 4, "how often TestKilledProcesses kills a node's process")

// Within so long a node that was killed serves again.
const servesWithin = 5 * time.Second

// killed is a cluster of three processes under load, one of which is killed now and then.
type killed struct {
	*testing.T
	dir     string
	peers   string
	ports   []int
	running []*exec.Cmd
	began   time.Time

	mu  sync.Mutex
	ops map[string][]porcupine.Operation
	// round is what the keys are named after: the history of each is short.
	round int
}

// A process that is killed at any moment loses nothing that was acknowledged as
// applied, the history of all clients is linearizable, and it serves again in time.
func TestKilledProcesses(t *testing.T) {
	c := newKilled(t)
	for id := range 3 {
		c.start(id)
	}
	for id := range 3 {
		c.serves(id)
	}
	stop := make(chan struct{})
	var clients sync.WaitGroup
	for client := range 4 {
		clients.Add(1)
		go func() {
			defer clients.Done()
			c.load(client, stop)
		}()
	}
	slowest := time.Duration(0)
	for i := range *kills {
		time.Sleep(time.Duration(20+rand.IntN(300)) * time.Millisecond)
		id := rand.IntN(3)
		c.kill(id)
		c.start(id)
		slowest = max(slowest, c.serves(id))
		c.mu.Lock()
		c.round = i + 1
		c.mu.Unlock()
	}
	close(stop)
	clients.Wait()
	c.readAll()
	acknowledged, open := c.check()
	t.Logf("%d kills: %d operations were answered, %d were not; the slowest restart served after %v", *kills, acknowledged, open, slowest.Round(time.Millisecond))
}

func newKilled(t *testing.T) *killed {
	c := &killed{T: t, dir: t.TempDir(), running: make([]*exec.Cmd, 3), began: time.Now(), ops: map[string][]porcupine.Operation{}}
	var urls []string
	for range 3 {
		urls = append(urls, fmt.Sprintf("http://127.0.0.1:%d", freePort(t)))
		c.ports = append(c.ports, freePort(t))
	}
	c.peers = strings.Join(urls, ",")
	t.Cleanup(func() {
		for id, p := range c.running {
			if p != nil {
				c.kill(id)
			}
		}
	})
	return c
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// start starts a node's process, in the directory that it had before.
func (c *killed) start(id int) {
	p := exec.Command("raftviz", "live", "--headless", "--id", fmt.Sprint(id+1), "--cluster", c.peers,
		"--port", fmt.Sprint(c.ports[id]), "--data-dir", filepath.Join(c.dir, fmt.Sprint(id+1)))
	p.Stderr = os.Stderr
	if err := p.Start(); err != nil {
		c.Fatal(err)
	}
	c.running[id] = p
}

// kill kills a node's process with SIGKILL.
func (c *killed) kill(id int) {
	p := c.running[id]
	c.running[id] = nil
	if err := p.Process.Signal(syscall.SIGKILL); err != nil {
		c.Errorf("node %d had ended by itself: %v", id+1, err)
	}
	var exit *exec.ExitError
	if err := p.Wait(); !errors.As(err, &exit) || exit.ExitCode() != -1 {
		c.Errorf("node %d had ended by itself: %v", id+1, err)
	}
}

// serves waits until a node answers a linearizable read, and says how long that took.
func (c *killed) serves(id int) time.Duration {
	began := time.Now()
	for time.Since(began) < servesWithin {
		if status, _ := c.ask(http.MethodGet, id, "ready?consistency=linearizable", ""); status == http.StatusOK || status == http.StatusNotFound {
			return time.Since(began)
		}
		time.Sleep(5 * time.Millisecond)
	}
	c.Errorf("node %d did not serve within %v", id+1, servesWithin)
	return time.Since(began)
}

// ask makes a request of a node; status 0 is no answer.
func (c *killed) ask(method string, id int, path, body string) (status int, answer string) {
	request, err := http.NewRequest(method, fmt.Sprintf("http://127.0.0.1:%d/%s", c.ports[id], path), strings.NewReader(body))
	if err != nil {
		c.Error(err)
		return 0, ""
	}
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		return 0, ""
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, ""
	}
	return response.StatusCode, string(data)
}

// load puts and reads a few keys until stop, through any node.
func (c *killed) load(client int, stop <-chan struct{}) {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		default:
		}
		c.mu.Lock()
		key := fmt.Sprintf("key-%d-%d", c.round, rand.IntN(8))
		c.mu.Unlock()
		if n%3 == 0 {
			c.read(client, rand.IntN(3), key)
		} else {
			c.put(client, rand.IntN(3), key, fmt.Sprintf("%d-%d", client, n))
		}
		time.Sleep(time.Duration(rand.IntN(10)) * time.Millisecond)
	}
}

func (c *killed) now() int64 { return int64(time.Since(c.began)) }

// put puts, and notes that it was acknowledged; without an answer it may take effect
// at any time after.
func (c *killed) put(client, id int, key, value string) {
	o := porcupine.Operation{ClientId: client, Input: kv.Put{Key: key, Val: value}, Call: c.now()}
	status, _ := c.ask(http.MethodPut, id, key+"?wait=commit", value)
	o.Return = c.now()
	if status != http.StatusNoContent {
		o.Return = 1 << 62
	}
	c.note(key, o)
}

func (c *killed) read(client, id int, key string) {
	o := porcupine.Operation{ClientId: client, Input: kv.Get{Key: key}, Call: c.now()}
	status, value := c.ask(http.MethodGet, id, key+"?consistency=linearizable", "")
	o.Return = c.now()
	switch status {
	case http.StatusOK:
		o.Output = kv.Answer{Value: strings.TrimSuffix(value, "\n"), Found: true}
	case http.StatusNotFound:
		o.Output = kv.Answer{}
	default:
		return
	}
	c.note(key, o)
}

func (c *killed) note(key string, o porcupine.Operation) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ops[key] = append(c.ops[key], o)
}

// readAll reads every key at the end, from every node: what was acknowledged is there.
func (c *killed) readAll() {
	c.mu.Lock()
	var keys []string
	for key := range c.ops {
		keys = append(keys, key)
	}
	c.mu.Unlock()
	for _, key := range keys {
		for id := range 3 {
			c.read(9, id, key)
		}
	}
}

// check asks whether the history of each key is linearizable: then no write that was
// acknowledged is lost either.
func (c *killed) check() (answered, open int) {
	model := kv.Model(nil)
	for key, ops := range c.ops {
		for i := range ops {
			// A client has one operation at a time: one without an answer ends its life.
			ops[i].ClientId = i
			if ops[i].Return == 1<<62 {
				open++
			} else {
				answered++
			}
		}
		if porcupine.CheckOperationsTimeout(model, ops, 30*time.Second) != porcupine.Ok {
			c.Errorf("the history of %s is not linearizable, or too long to say: %d operations", key, len(ops))
		}
	}
	return answered, open
}
