"""Subjects, specifications and topics: their pages, and how one gets about in them."""
