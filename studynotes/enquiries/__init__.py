"""Enquiries after a tutor: asking in two steps and a check, what becomes of it, and when it is erased."""
