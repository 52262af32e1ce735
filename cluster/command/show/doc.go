// Package show prints parts of a view as text, for show commands. It only
// reads; package command imports it.
package show
