"""A page of essays that somebody chose of their own, for whoever they show it to."""
