package live

import (
	"net"
	"testing"
	"time"

	"go.etcd.io/etcd/client/pkg/v3/types"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// One that listens and takes nothing, as a process that was stopped, is let go of.
func TestAPeerThatTakesNothingIsLetGoOf(t *testing.T) {
	p := apart(t, 3)
	p.putAll(1, 5)
	p.end(3)
	port := p.on[0].c.ports[1]
	lab := p.on[0].c.Lab()
	stuck := stranger(t, p.peers[0], 3)
	defer stuck.Close()
	message := raftpb.Message{Type: raftpb.MsgHeartbeat, From: 1, To: 3, Term: 1, Context: make([]byte, 1<<20)}
	for range 32 {
		lab.Lock()
		port.transport.Send([]raftpb.Message{message})
		lab.Unlock()
		time.Sleep(testTick)
	}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		lab.Lock()
		defer lab.Unlock()
		port.transport.RemovePeer(types.ID(3))
	}()
	select {
	case <-gone:
	case <-time.After(2 * writeTime):
		t.Error("it is waited for")
		stuck.Close()
		<-gone
	}
}

// stranger takes the stream of a member from another, and reads nothing of it.
func stranger(t *testing.T, url string, id view.NodeID) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", url[len("http://"):])
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Write([]byte("GET /raft/stream/message/" + types.ID(id).String() + " HTTP/1.1\r\nHost: x\r\n" +
		"X-Server-From: " + types.ID(id).String() + "\r\nX-Server-Version: 3.5.0\r\nX-Min-Cluster-Version: 3.0.0\r\n" +
		"X-Etcd-Cluster-ID: 1000\r\nX-Raft-To: 1\r\n\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}
