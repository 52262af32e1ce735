// Package trace tells the story of one put from end to end: who was asked, how
// it came into a log, where it was saved, committed and applied, what the client
// was told, and where it was lost, if it was.
//
// It goes once through the events of all steps, and looks at the view of the few
// that may concern the put.
package trace
