package condition

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Explain says what each part of the condition is in v, one a line:
//
//	leader == 1 && node(3).commit == 4
//	  leader = 0
//	  node(3).commit = 3
//
// The parts are the values that the condition compares: names, members and
// calls, but no literals, and nothing of what a predicate sees of one element.
func (c *Condition) Explain(v *view.View) string {
	whole := newReader()
	whole.mentions.all = true
	whole.look(v)
	lines := []string{c.text}
	for _, part := range c.parts() {
		if value, ok := whole.value(part); ok {
			lines = append(lines, fmt.Sprintf("  %s = %s", part, value))
		}
	}
	return strings.Join(lines, "\n")
}

// value evaluates one part. A part that has no meaning by itself, as one that
// names a variable of the condition's own, is not ok.
func (r *reader) value(part string) (value string, ok bool) {
	program, err := expr.Compile(part, r.options()...)
	if err != nil {
		return "", false
	}
	out, err := expr.Run(program, &r.env)
	if err != nil {
		return lang.F("unknown: %v", runtimeError(err)), true
	}
	return format(out), true
}

// parts are the condition's parts as expressions, each once, in the order in
// which they stand.
func (c *Condition) parts() []string {
	tree, err := parser.Parse(c.text)
	if err != nil {
		return nil
	}
	var parts []string
	collect(tree.Node, func(n ast.Node) {
		if part := n.String(); part != c.text && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	})
	return parts
}

// collect calls found for each part in n.
func collect(n ast.Node, found func(ast.Node)) {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		found(n)
	case *ast.MemberNode, *ast.ChainNode, *ast.CallNode, *ast.BuiltinNode, *ast.SliceNode:
		for _, argument := range arguments(n) {
			collect(argument, found)
		}
		found(n)
	case *ast.UnaryNode:
		collect(n.Node, found)
	case *ast.BinaryNode:
		collect(n.Left, found)
		collect(n.Right, found)
	case *ast.ConditionalNode:
		collect(n.Cond, found)
		collect(n.Exp1, found)
		collect(n.Exp2, found)
	case *ast.VariableDeclaratorNode:
		collect(n.Value, found)
		collect(n.Expr, found)
	case *ast.SequenceNode:
		collectAll(n.Nodes, found)
	case *ast.ArrayNode:
		collectAll(n.Nodes, found)
	}
}

func collectAll(nodes []ast.Node, found func(ast.Node)) {
	for _, n := range nodes {
		collect(n, found)
	}
}

// arguments are the expressions that a value is looked up or computed with:
// the leader in node(leader).kv["x"], the messages in len(messages).
func arguments(n ast.Node) []ast.Node {
	switch n := n.(type) {
	case *ast.ChainNode:
		return arguments(n.Node)
	case *ast.MemberNode:
		return append(arguments(n.Node), n.Property)
	case *ast.SliceNode:
		return arguments(n.Node)
	case *ast.CallNode:
		return n.Arguments
	case *ast.BuiltinNode:
		return n.Arguments
	}
	return nil
}

// format is a value as a condition would write it; maps are in the order of
// their keys (fmt sorts them).
func format(value any) string {
	switch value := value.(type) {
	case nil:
		return "nil"
	case string:
		return strconv.Quote(value)
	case []string:
		return fmt.Sprintf("%q", value)
	case map[string]string:
		return strings.TrimPrefix(fmt.Sprintf("%q", value), "map")
	}
	return strings.TrimPrefix(fmt.Sprint(value), "map")
}
