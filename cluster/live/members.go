package live

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/disk"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// members knows where the members are. It is safe for concurrent use.
//
// Neither a snapshot nor raft's configuration says where a member is: only the
// ConfChange that added it did, which compaction takes away, so that raftexample's
// node that restarts then knows voters whom it cannot reach (its bug 19). So what
// was learnt is kept in a file.
type members struct {
	mu sync.Mutex
	// given are the URLs that the cluster was started with, by member.
	given []string
	// node is the one that runs here, 0 for all but those elsewhere.
	node view.NodeID
	urls map[view.NodeID]string
	// elsewhere are members that run in other processes, where all others run here.
	elsewhere map[view.NodeID]bool
	removed   map[view.NodeID]bool
	// sought are those whom somebody is looking for.
	sought map[view.NodeID]bool
	// path is the file, "" for none.
	path string
}

// fileName is the file with what was learnt, in the data directory.
const fileName = "members.json"

// known is a member in the file.
type known struct {
	URL       string `json:"url"`
	Elsewhere bool   `json:"elsewhere,omitempty"`
}

// newMembers checks what the cluster is to be.
func newMembers(c Config) (*members, error) {
	m := &members{
		given: c.Peers, node: c.Node,
		urls: map[view.NodeID]string{}, elsewhere: map[view.NodeID]bool{}, removed: map[view.NodeID]bool{}, sought: map[view.NodeID]bool{},
	}
	switch {
	case len(c.Peers) == 0 || len(c.Peers) > view.MaxNodes:
		return nil, lang.E("cluster: %d members are named; allowed is 1..%d", len(c.Peers), view.MaxNodes)
	case int(c.Node) > len(c.Peers):
		return nil, lang.E("id: member %d is not in the cluster, which has %d; allowed is 1..%d", c.Node, len(c.Peers), len(c.Peers))
	case c.Join && c.Node == 0:
		return nil, lang.E("join: it is one member that joins; name it with --id")
	}
	for i, text := range c.Peers {
		if err := CheckURL(text); err != nil {
			return nil, lang.E("cluster: member %d: %w", i+1, err)
		}
		if j := slices.Index(c.Peers, text); j < i && !anyPort(text) {
			return nil, lang.E("cluster: members %d and %d are both at %s; each has a URL of its own", j+1, i+1, text)
		}
		m.urls[view.NodeID(i+1)] = text
	}
	return m, nil
}

// CheckURL is an error, in one line, unless text is the URL of a peer port.
func CheckURL(text string) error {
	u, err := url.Parse(text)
	if err != nil {
		return lang.E("%q is no URL; it is like http://127.0.0.1:12379", text)
	}
	_, port, err := net.SplitHostPort(u.Host)
	number, bad := strconv.Atoi(port)
	if u.Scheme != "http" || err != nil || bad != nil || number < 0 || number > 65535 || u.Path != "" && u.Path != "/" || u.User != nil || u.RawQuery != "" {
		return lang.E("%q is no peer URL; it is http://HOST:PORT, like http://127.0.0.1:12379", text)
	}
	return nil
}

// anyPort reports whether the operating system chooses the port.
func anyPort(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Port() == "0"
}

// DefaultPeer is where a member of raftexample's Procfile listens for peers:
// http://127.0.0.1:12379, and so on.
func DefaultPeer(id view.NodeID) string {
	return fmt.Sprintf("http://127.0.0.1:%d", defaultPort(id, 2379))
}

// DefaultAPIPort is where its REST API is: 12380 and so on.
func DefaultAPIPort(id view.NodeID) int { return defaultPort(id, 2380) }

// defaultPort has six members as the Procfile goes on, and three more beside them: there
// is no port 72379.
func defaultPort(id view.NodeID, low int) int {
	i := int(id) - 1
	return low + 10_000*(1+i%6) + 2*(i/6)
}

// load reads what was learnt by an earlier run, and writes there from now on.
func (m *members) load(dir string) error {
	if dir == "" {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.path = filepath.Join(dir, fileName)
	data, err := os.ReadFile(m.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	learnt := map[view.NodeID]known{}
	if err == nil {
		err = json.Unmarshal(data, &learnt)
	}
	if err != nil {
		return lang.E("data directory %q: %s cannot be read: %v; restore or remove it", dir, fileName, err)
	}
	for id, k := range learnt {
		if err := CheckURL(k.URL); err != nil || id < 1 || id > view.MaxNodes {
			return lang.E("data directory %q: %s says that %v is at %q; restore or remove it", dir, fileName, id, k.URL)
		}
		// The command line knows better where the first members are.
		if int(id) > len(m.given) {
			m.urls[id], m.elsewhere[id] = k.URL, k.Elsewhere
		}
	}
	return nil
}

// save writes what is known beside the nodes' files. A failure costs what a later
// run would have known, so the run that has it goes on.
func (m *members) save() {
	if m.path == "" {
		return
	}
	learnt := map[view.NodeID]known{}
	for id, u := range m.urls {
		learnt[id] = known{u, m.elsewhere[id]}
	}
	data, err := json.MarshalIndent(learnt, "", "  ")
	if err != nil {
		return
	}
	_ = disk.Replace(m.path, append(data, '\n'), 0o600)
}

// learn takes the URL of a member that a change adds. Where all members run here, who
// runs here is known before its change is proposed: one that is not runs elsewhere, and
// somebody else has asked for it.
func (m *members) learn(cc raftpb.ConfChangeV2) {
	if len(cc.Changes) != 1 || cc.Changes[0].Type == raftpb.ConfChangeRemoveNode || CheckURL(string(cc.Context)) != nil {
		return
	}
	id := view.NodeID(cc.Changes[0].NodeID) // the log has none that is larger: see node.Admits
	switch {
	case m.node == 0 && m.url(id) == "":
		m.away(id)
	case m.local(id):
		return
	}
	m.Name(id, string(cc.Context))
}

// Name says where a member is.
func (m *members) Name(id view.NodeID, url string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.urls[id] != url {
		m.urls[id] = url
		m.save()
	}
}

// away says that a member runs in another process.
func (m *members) away(id view.NodeID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.elsewhere[id] = true
	m.save()
}

// local reports whether a member runs here, or would.
func (m *members) local(id view.NodeID) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.node != 0 {
		return id == m.node
	}
	return !m.elsewhere[id]
}

// here are the members that run here, as far as they are known.
func (m *members) here() []view.NodeID {
	m.mu.Lock()
	defer m.mu.Unlock()
	ids := slices.Sorted(maps.Keys(m.urls))
	return slices.DeleteFunc(ids, func(id view.NodeID) bool { return m.elsewhere[id] })
}

// first are those of whom a node knows where they are when it starts.
func (m *members) first() []view.NodeID {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(m.urls)), func(id view.NodeID) bool { return int(id) > len(m.given) })
}

// all are those of whom anybody knows where they are.
func (m *members) all() []view.NodeID {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.urls))
}

// url is where a member is, "" where nobody knows.
func (m *members) url(id view.NodeID) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.urls[id]
}

// host is what a member that runs here listens at.
func (m *members) host(id view.NodeID) string {
	text := m.url(id)
	if text == "" {
		text = DefaultPeer(id)
		m.Name(id, text)
	}
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return u.Host
}

// bound notes the port that a member listens at.
func (m *members) bound(id view.NodeID, port int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if u, err := url.Parse(m.urls[id]); err == nil && u.Port() == "0" {
		u.Host = net.JoinHostPort(u.Hostname(), strconv.Itoa(port))
		m.urls[id] = u.String()
	}
}

// expel notes that a member was removed, or is there again.
func (m *members) expel(id view.NodeID, removed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.removed[id] = removed
}

// expelled reports whether a member was removed.
func (m *members) expelled(id view.NodeID) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.removed[id]
}
