"""An essay on its way to its readers: who lets it through, when, and what is asked before."""
