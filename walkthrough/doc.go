// Package walkthrough has lessons: a text in Markdown with commands between, which run
// on a real cluster as it is read. docs/lessons.md says how one is written.
//
// Parse reads a lesson, Check runs it without a screen, and Course is a folder of them;
// the program's own course, in each language, is part of it. Package ui shows lessons.
//
// A lesson may be a stranger's: it can do nothing but what a script can, which reaches
// no file and no network.
package walkthrough
