"""Lists of pandoc's syntax tree as one would write them: what word processors cut apart is one list again."""

from __future__ import annotations

from .inlines import Node

LISTS = ("BulletList", "OrderedList")
WORDS = ("Plain", "Para")


def joined(blocks: list[Node]) -> list[Node]:
    """`blocks` with lists that stand side by side put together.

    LibreOffice writes a deeper level as a new list whose first item is nothing but a list, and a numbering
    that goes on as a list of its own.
    """
    made: list[Node] = []
    for block in blocks:
        left: Node | None = block
        if made and made[-1]["t"] in LISTS and block["t"] in LISTS:
            made[-1], left = _put_together(made[-1], block)
        if left:
            made.append(left)
    return made


def settled(list_: Node) -> Node:
    """A list all of whose items are tight, or all loose, as Markdown has it."""
    made = items(list_)
    is_tight = all(_is_tight(item) for item in made)
    first = "Plain" if is_tight else "Para"
    return with_items(list_, [[_as(block, first) for block in item] for item in made])


def items(list_: Node) -> list[list[Node]]:
    found: list[list[Node]] = list_["c"][1] if list_["t"] == "OrderedList" else list_["c"]
    return found


def with_items(list_: Node, made: list[list[Node]]) -> Node:
    return {**list_, "c": [list_["c"][0], made] if list_["t"] == "OrderedList" else made}


def _put_together(one: Node, other: Node) -> tuple[Node, Node | None]:
    """As much of `other` as goes into `one`, and what is left of it."""
    mine, rest = [list(item) for item in items(one)], list(items(other))
    while rest:
        if all(block["t"] in LISTS for block in rest[0]):
            mine[-1] = joined([*mine[-1], *rest.pop(0)])
        elif one["t"] == other["t"]:
            mine.append(rest.pop(0))
        else:
            break
    return settled(with_items(one, mine)), settled(with_items(other, rest)) if rest else None


def _as(block: Node, kind: str) -> Node:
    return {**block, "t": kind} if block["t"] in WORDS else block


def _is_tight(item: list[Node]) -> bool:
    return all(block["t"] in LISTS or (n == 0 and block["t"] in WORDS) for n, block in enumerate(item))
