"""Flash cards of the key terms: each person's own, asked again when they would be forgotten (FSRS)."""
