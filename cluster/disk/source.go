package disk

import _ "embed"

// Source is the code of Files, as it was built: what saves a Ready.
//
//go:embed files.go
var Source string
