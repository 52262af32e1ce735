package frame

// Prompt is the line where a command is typed, and what could complete it.
type Prompt struct {
	// Sign stands before the text; "" is : for a command.
	Sign string
	Input
	// Choices complete the text; Chosen is the one taken last, -1 for none.
	Choices []Choice
	Chosen  int
	// Hint says what the command is, or what is wrong.
	Hint string
}

// Choice is something to choose: a text and a few words about it.
type Choice struct {
	Text, About string
	// Disabled says why it cannot be chosen, "" when it can.
	Disabled string
}

// Input is a line of text that is being typed.
type Input struct {
	Text   string
	Cursor int // in runes
}
