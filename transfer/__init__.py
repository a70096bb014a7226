"""In and out: documents that become essays."""
