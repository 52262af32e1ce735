package ui

import (
	"fmt"
	"log"
	"net"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/api"
	"raftviz/cluster/command"
	"raftviz/cluster/lang"
	"raftviz/cluster/live"
	"raftviz/cluster/view"
)

// DefaultHTTP is where raftexample's first member serves its REST API.
var DefaultHTTP = net.JoinHostPort("127.0.0.1", strconv.Itoa(live.DefaultAPIPort(1)))

// listen opens the ports of the nodes that the first line starts: the first node's is
// the one that was asked for, the others have raftexample's, on the same host.
func (o Options) listen(line string) (*api.Ports, error) {
	if o.HTTP == "" {
		return nil, nil
	}
	host, text, err := net.SplitHostPort(o.HTTP)
	first, bad := strconv.Atoi(text)
	if err != nil || bad != nil || first < 0 || first > 65535 {
		return nil, lang.E("http: %q is no address; it is HOST:PORT, like %s", o.HTTP, DefaultHTTP)
	}
	c, err := command.Parse(line)
	if err != nil {
		return nil, err
	}
	var ids []view.NodeID
	for id := 1; id <= command.Settings(c.Args).Nodes; id++ {
		ids = append(ids, view.NodeID(id))
	}
	ports, err := api.Listen(host, func(id view.NodeID) int {
		if id == 1 || first == 0 {
			return first
		}
		return live.DefaultAPIPort(id)
	}, ids...)
	if err != nil {
		return nil, fmt.Errorf("http: %w", err)
	}
	return ports, nil
}

// serve serves the lab's nodes while the program runs; close ends it.
func (m *Model) serve(send func(tea.Msg)) (close func() error) {
	if m.ports == nil {
		return func() error { return nil }
	}
	m.ports.Serve(labMembers(m.engine, send), log.New(told{send}, "", 0))
	return m.ports.Close
}

// servedMsg: something went wrong beside the screen.
type servedMsg struct{ what string }

// told shows the first line of what is written to it.
type told struct{ send func(tea.Msg) }

func (t told) Write(text []byte) (int, error) {
	what, _, _ := strings.Cut(string(text), "\n")
	t.send(servedMsg{what})
	return len(text), nil
}
