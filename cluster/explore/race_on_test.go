//go:build race

package explore_test

// slower is how many times as long everything takes with the race detector.
const slower = 10
