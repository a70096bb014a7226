"""Bibliographies in and out: CSL-JSON, BibTeX and BibLaTeX, RIS, COinS, and a reference typed as one line.

`upload.read(data)` takes a file; `csljson`, `bibtex` and `ris` each have `read(text) -> Reading` and
`write(items) -> Writing`; `line.parse(text)` takes one reference; `coins.content(item)` makes a COinS
value; `fingerprints.fingerprint(item)` says when two items are the same work.

Below them, each importing only from those before: model, texts, variables, identifiers, dates, tex, names,
items, fingerprints, collecting, losses. Nothing here reads a database, a file or the clock, and no reader
raises for any text: what cannot be kept is left out entry by entry, with its line. The cost grows linearly
with the text.
"""
