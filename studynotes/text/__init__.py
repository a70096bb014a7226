"""What a study note's text says: Markdown with boxes. Pure functions, no request, no query."""
