// Package condition evaluates the conditions of expect, until and breakpoints:
// expressions of github.com/expr-lang/expr over a view.
//
// It reads views only and changes nothing. What a condition can name is written
// once, in the tags of env.go, and read from there by the compiler, the error
// messages, completion and the reference page. Package command imports it.
package condition
