package condition

import (
	"github.com/expr-lang/expr/ast"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// mentions has the names that a condition uses, so that only these are read
// from a view. It is the visitor of expr.Patch, and patches nothing.
type mentions struct {
	names map[string]bool
	// all is set to read everything.
	all bool
	// err is about a node number written in the condition that cannot be.
	err error
}

func (m *mentions) has(name string) bool { return m.all || m.names[name] }

// Visit implements ast.Visitor.
func (m *mentions) Visit(n *ast.Node) {
	switch n := (*n).(type) {
	case *ast.IdentifierNode:
		m.names[n.Value] = true
	case *ast.StringNode:
		m.names[n.Value] = true
	case *ast.CallNode:
		m.checkNumber(n)
	}
}

// checkNumber finds a node number that is written and out of range.
func (m *mentions) checkNumber(call *ast.CallNode) {
	callee, ok := call.Callee.(*ast.IdentifierNode)
	if !ok || len(call.Arguments) == 0 || callee.Value != "node" && callee.Value != "entry" {
		return
	}
	number, ok := call.Arguments[0].(*ast.IntegerNode)
	if ok && m.err == nil && !isNode(number.Value) {
		m.err = atColumn(number.Location().From, errNode(number.Value).Error())
	}
}

func isNode(n int) bool { return 1 <= n && n <= view.MaxNodes }

func errNode(n int) error { return lang.E("no node %d; nodes are 1-%d", n, view.MaxNodes) }
