"""What a unit and its course ask of an essay, beside the text while it is written and before it goes in."""
