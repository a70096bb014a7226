"""How an essay cites: rows found in its text, links and styles on its page, and its author's answers."""
