"""Where a study note is written: its page, what a save does, the texts it had, its pictures and sources."""
