"""Key terms of study notes in essays: found when an essay is drawn, shown when one reads."""
