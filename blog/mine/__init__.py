"""My writing: what somebody has under way, handed in, back, and out in the world."""
