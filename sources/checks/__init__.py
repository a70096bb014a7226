"""Comparing an essay's text with its sources: which citations it holds and what they lack. Pure functions.

`ledger.check(text, items)` is the whole of it, and `answers.apply` the same with what the author said to it.
Below them, each importing only from those before: vocabulary, words, locators, text, brackets, quotations,
works, dictionary, covering, places, narrative, segments, pandoc, records, citations, findings, ledger.

Every position is a number of characters from the start of the text that was given, an end stands after
the last character, and `text[start:end]` is what was found. Nothing here reads a database, a file, or the
clock, and nothing raises for any text or any item. The cost grows linearly with the text.
"""
