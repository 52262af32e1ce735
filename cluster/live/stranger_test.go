package live

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// FuzzPeerPort has a stranger ask the peer port for anything: no node ends of it, and
// the cluster takes a put afterwards.
func FuzzPeerPort(f *testing.F) {
	message := func(m raftpb.Message) []byte {
		data, err := m.Marshal()
		if err != nil {
			f.Fatal(err)
		}
		return data
	}
	f.Add("POST", "/raft", "1000", []byte("no message"))
	f.Add("POST", "/raft", "2", []byte{})
	f.Add("POST", "/raft", "1000", message(raftpb.Message{Type: raftpb.MsgHeartbeat, From: 2, To: 1, Term: 1 << 40, Commit: 1 << 50}))
	f.Add("POST", "/raft", "1000", message(raftpb.Message{Type: raftpb.MsgProp, From: 2, To: 1}))
	f.Add("POST", "/raft", "1000", message(raftpb.Message{Type: raftpb.MsgSnap, From: 2, To: 1, Term: 9, Snapshot: raftpb.Snapshot{Data: []byte("{")}}))
	f.Add("POST", "/raft", "1000", message(raftpb.Message{Type: raftpb.MsgApp, From: 99, To: 1}))
	f.Add("POST", "/raft/snapshot", "1000", []byte("x"))
	f.Add("GET", "/raft/stream/message/7", "1000", []byte{})
	f.Add("GET", "/raft/probing", "", []byte{})
	f.Add("PUT", membersPath, "", []byte("{}"))
	f.Add("GET", membersPath, "", []byte{})
	c, err := Start(Config{Settings: Defaults(1), Peers: []string{"http://127.0.0.1:0"}, Tick: testTick})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := c.Close(); err != nil {
			f.Error(err)
		}
	})
	if err := c.Run(); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, path, cluster string, body []byte) {
		r, err := http.NewRequest(method, "/", strings.NewReader(string(body)))
		if err != nil {
			return
		}
		r.URL.Path = path
		r.Header.Set("X-Etcd-Cluster-ID", cluster)
		r.Header.Set("X-Server-From", "2")
		r.Header.Set("X-PeerURLs", "not a URL")
		func() {
			// net/http does so: rafthttp ends a connection with a panic.
			defer func() { recover() }()
			c.ports[1].server.Handler.ServeHTTP(httptest.NewRecorder(), r)
		}()
		if n := c.Lab().View().Node(1); !n.Up {
			t.Fatalf("n1 is down: %s", n.Failure)
		}
	})
}

// A stranger's posts over TCP to nodes that serve: all of them go on.
func TestAStrangerEndsNobody(t *testing.T) {
	f := started(t, 3, nil)
	f.do("until leader != 0", "resume")
	for id := view.NodeID(1); id <= 3; id++ {
		for _, m := range []raftpb.Message{
			{Type: raftpb.MsgHeartbeat, From: uint64(id%3 + 1), To: uint64(id), Term: 2, Commit: 1 << 40},
			{Type: raftpb.MsgAppResp, From: uint64(id%3 + 1), To: uint64(id), Term: 2, Index: 1 << 40},
			{Type: raftpb.MsgReadIndex, From: uint64(id%3 + 1), To: uint64(id)},
			{Type: raftpb.MsgHup, From: uint64(id%3 + 1), To: uint64(id)},
		} {
			data, err := m.Marshal()
			if err != nil {
				t.Fatal(err)
			}
			for _, body := range []string{string(data), string(data[:len(data)/2]), strings.Repeat("x", 1<<16)} {
				r, err := http.NewRequest(http.MethodPost, f.c.members.url(id)+"/raft", strings.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("X-Etcd-Cluster-ID", fmt.Sprintf("%x", clusterID))
				if answer, err := http.DefaultClient.Do(r); err == nil {
					_, _ = io.Copy(io.Discard, answer.Body)
					answer.Body.Close()
				}
			}
		}
	}
	http.DefaultClient.CloseIdleConnections()
	f.mustPut(0, "x", "1")
	f.do(`until all([1,2,3], node(#).kv["x"] == "1")`, "expect len(violations) == 0", "expect all([1,2,3], node(#).up)")
}

// Bug 16: raftexample's store loads the newest snapshot file, while raft starts from one
// that the WAL vouches for. With the fix taken out, which is a rule that can be broken,
// what the node applies next is found to be wrong.
func TestStoreAndRaftStartFromOneSnapshot(t *testing.T) {
	for _, broken := range []bool{false, true} {
		t.Run(fmt.Sprintf("broken %v", broken), func(t *testing.T) {
			dir := t.TempDir()
			f := started(t, 3, func(c *Config) { c.DataDir, c.Settings.Snapshot, c.Settings.CatchUp = dir, 20, 100 })
			f.do("until leader == 2 || leader == 3 || leader == 1", "transfer 2", "until leader == 2", "resume")
			for i := range 30 {
				f.mustPut(2, "x", fmt.Sprint(i))
			}
			f.do("crash 1", "resume")
			for i := range 30 {
				f.mustPut(2, "x", fmt.Sprint(100+i))
			}
			newer, err := filepath.Glob(filepath.Join(dir, "n2", "snap", "*.snap"))
			if err != nil || len(newer) < 2 {
				t.Fatal(newer, err)
			}
			name := newer[len(newer)-1]
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "n1", "snap", filepath.Base(name)), data, 0o600); err != nil {
				t.Fatal(err)
			}
			if broken {
				f.do("violate load-newest-snapshot on 1")
				_, err := f.on.Do("restart 1")
				if err == nil {
					_, err = f.on.Do(`until node(1).kv["x"] == "129"`)
				}
				if err == nil || !strings.Contains(err.Error(), "state-machine-safety") {
					t.Errorf("nobody notices: %v", err)
				}
				return
			}
			f.do("restart 1", `until node(1).kv["x"] == "129"`, "expect len(violations) == 0", "check")
		})
	}
}
