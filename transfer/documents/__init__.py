"""Documents and clipboards become Markdown as blog/markup.py reads it, with their pictures and sources."""
