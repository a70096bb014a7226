"""A topic's page as its readers see it."""
