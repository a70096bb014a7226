"""Who writes an essay with whom, and which names its readers see."""
