//go:build !race

package explore_test

const slower = 1
