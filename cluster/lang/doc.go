// Package lang says the interface's texts in the reader's language.
//
// The texts stand in the source in English, where they are used, and are the keys of one
// catalogue, zh_CN.po, in the form that translators' tools read. T and F look a text up
// there, and In one that has a context; Mark names one that is looked up later, where it
// is drawn. A test reads all of the source and finds what the catalogue lacks.
//
// What scripts and programs read is English whatever the language: what `raftviz run`
// prints, JSON, saved sessions, raft's own log. The same script gives the same bytes on
// every machine.
package lang
