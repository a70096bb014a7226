"""What becomes of a comment: the rules that look at it first, and the people who decide."""
