// Package report runs a script without a screen, and writes what happens: as a
// trace for people, as JSON, or nothing but failures. Command raftviz imports it.
package report
