"""What is typed and not saved yet, kept as one types; and what two wrote at one time, put together."""
