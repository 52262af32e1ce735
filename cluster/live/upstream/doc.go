// Package upstream runs raftviz beside etcd's raftexample: in one cluster, to see
// that they speak the same wire, and one after the other, to see what the screen
// costs. It is a module of its own, so raftviz does not depend on raftexample.
//
// Neither program says from outside which node leads, and raftviz may be drawing its
// screen, so nothing here reads what a program prints: a node is asked over HTTP,
// and by pausing its process.
package upstream
