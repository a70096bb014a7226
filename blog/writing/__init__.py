"""The pages that writers use: the list of their essays, and the desk that an essay is written at."""
