"""The words of an essay that comments answer: read, chosen, found again after a revision."""
