"""The tree of subjects, specifications and topics as a file, YAML or JSON (docs/notes.md).

`reading.read(data)` gives a file's values with their lines, `checking.outline(node)` what they mean; both are
pure. `actions.import_tree` stores a file, `exporting.exported` makes one.
"""
