"""Runs of words in pandoc's syntax tree. Pure functions."""

from __future__ import annotations

from typing import Any

# An element: {"t": its name, "c": its content}.
Node = dict[str, Any]
NO_ATTRIBUTES: list[Any] = ["", [], []]
SPACE: Node = {"t": "Space"}
EMPHASIS = ("Emph", "Strong", "Strikeout")


def text(value: Any) -> str:
    """The words in a part of a tree, without its notes."""
    if isinstance(value, list):
        return "".join(map(text, value))
    if not isinstance(value, dict) or value.get("t") == "Note":
        return ""
    kind: str = value["t"]
    content: Any = value.get("c")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Str":
        return str(content)
    if kind in ("Code", "Math", "RawInline"):
        return str(content[1])
    inner = text(content[1] if kind in ("Link", "Image", "Span", "Quoted", "Cite") else content)
    if kind == "Quoted":
        return f"“{inner}”" if content[0]["t"] == "DoubleQuote" else f"‘{inner}’"
    return inner


def joined(inlines: list[Node]) -> list[Node]:
    """Without two of one emphasis side by side, which Markdown would read as marks: Word cuts words so."""
    made: list[Node] = []
    for inline in inlines:
        if made and inline["t"] in EMPHASIS and made[-1]["t"] == inline["t"]:
            made[-1] = {"t": inline["t"], "c": joined([*made[-1]["c"], *inline["c"]])}
        elif made and inline["t"] == made[-1]["t"] == "Str":
            made[-1] = {"t": "Str", "c": made[-1]["c"] + inline["c"]}
        elif not (made and inline["t"] == made[-1]["t"] == "Space"):
            made.append(inline)
    return made


def trimmed(inlines: list[Node]) -> list[Node]:
    """Without spaces and line breaks at the ends, non-breaking ones included."""
    start, end = 0, len(inlines)
    while start < end and _is_blank(inlines[start]):
        start += 1
    while end > start and _is_blank(inlines[end - 1]):
        end -= 1
    return inlines[start:end]


def unwrapped(inlines: list[Node], kind: str) -> list[Node]:
    """Without a `kind` around all of it."""
    while len(inlines) == 1 and inlines[0]["t"] == kind:
        inlines = inlines[0]["c"]
    return inlines


def _is_blank(inline: Node) -> bool:
    return inline["t"] in ("Space", "LineBreak", "SoftBreak") or (
        inline["t"] == "Str" and not inline["c"].strip()
    )
