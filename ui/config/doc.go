// Package config reads the user's configuration file, and says where it and the
// program's other files are.
//
// What is wrong in the file is told with its line, in one line. The package knows
// nothing of what the keys do: it is told the names of all actions.
package config
