// Package walkthrough has lessons: a text in Markdown with commands between, which runs
// on a real cluster as it is read.
package walkthrough
