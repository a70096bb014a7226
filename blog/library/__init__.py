"""A course's library of sources: its pages, and how works come into it."""
