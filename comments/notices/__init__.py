"""Who is told of which comment and decision, on a page and by e-mail (docs/discussion.md, "Notices")."""
