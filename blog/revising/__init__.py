"""The texts that an essay has had: kept, compared, and restored."""
