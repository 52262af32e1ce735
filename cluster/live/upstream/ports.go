package upstream

import (
	"fmt"
	"math/rand/v2"
	"net"
)

// freePorts are ports that nobody listens on. They are below those that systems give
// to outgoing connections: one of these would take a port while its node is down.
func freePorts(n int) ([]int, error) {
	var ports []int
	for try := 0; len(ports) < n; try++ {
		if try == 1000 {
			return nil, fmt.Errorf("ports: %d of %d found free", len(ports), n)
		}
		port := 10000 + rand.IntN(20000)
		// raftexample listens for clients on every address.
		l, err := net.Listen("tcp", fmt.Sprint(":", port))
		if err != nil {
			continue
		}
		// Open until all are found, so that none is found twice.
		defer func() { _ = l.Close() }()
		ports = append(ports, port)
	}
	return ports, nil
}
