"""Mark schemes in a note's text, as far as its citations are looked for. A pure function."""

from __future__ import annotations

from ..text.reading import NoteText


def without_schemes(body: str, text: NoteText) -> str:
    """The text with blanks in the place of its mark schemes: what they have in brackets cites nothing."""
    lines = body.split("\n")
    for question in text.questions:
        first = question.scheme_line - 1
        for number in range(first, first + len(question.scheme_lines)):
            lines[number] = " " * len(lines[number])
    return "\n".join(lines)
