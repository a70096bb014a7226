"""A file's values with the lines they stand on. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..problems import Problem

MAX_BYTES = 1_000_000
# What hangs below a topic, and its parts: nobody's tree comes near it.
MAX_DEPTH = 40
MAX_VALUES = 50_000


class TreeError(ValueError):
    """The file cannot be taken as a tree of topics, for `problems`, in the order of their lines."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(" ".join(map(str, self.problems)))


@dataclass(slots=True)
class Node:
    """A text, number, truth value or nothing; or a list or dict of nodes, with the lines of its keys."""

    value: Any
    line: int
    keys: dict[str, int] = field(default_factory=dict)


class Growing:
    """A document as a parser reports it: `begin` and `end` around lists and dicts, `scalar` for the rest.

    Raises TreeError where it grows beyond what is read, or a key stands twice.
    """

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._key: tuple[str, int] | None = None
        self._values = 0

    def begin(self, value: list[Node] | dict[str, Node], line: int) -> None:
        node = Node(value, line)
        self._add(node)
        self._open.append(node)
        if len(self._open) > MAX_DEPTH:
            raise TreeError(Problem(line, f"This is nested more than {MAX_DEPTH} levels deep."))

    def end(self) -> None:
        self._open.pop()

    def scalar(self, value: Any, line: int) -> None:
        above = self._open[-1] if self._open else None
        if above and isinstance(above.value, dict) and self._key is None:
            self._take_key(above, value, line)
        else:
            self._add(Node(value, line))

    def _take_key(self, above: Node, value: Any, line: int) -> None:
        key = value if isinstance(value, str) else ""
        if not key:
            raise TreeError(Problem(line, "A name is expected here, before the colon."))
        if key in above.keys:
            raise TreeError(
                Problem(line, f"“{shortened(key)}” stands here twice, first on line {above.keys[key]}.")
            )
        above.keys[key] = line
        self._key = (key, line)

    def _add(self, node: Node) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise TreeError(Problem(node.line, f"These are more than {MAX_VALUES:,} values."))
        if not self._open:
            if self.root is not None:
                raise TreeError(Problem(node.line, "A second document begins here. Only one is read."))
            self.root = node
            return
        above = self._open[-1]
        if isinstance(above.value, list):
            above.value.append(node)
        elif self._key is None:
            raise TreeError(Problem(node.line, "A name is expected here, before the colon."))
        else:
            above.value[self._key[0]] = node
            self._key = None


def plain(node: Node) -> Any:
    """The values without their lines."""
    if isinstance(node.value, dict):
        return {key: plain(inner) for key, inner in node.value.items()}
    if isinstance(node.value, list):
        return [plain(inner) for inner in node.value]
    return node.value


def line_at(node: Node, path: Iterable[str | int]) -> int:
    """The line of what `path` leads to: of a key where its last step is one."""
    line = node.line
    for step in path:
        line = node.keys[step] if isinstance(step, str) else node.value[step].line
        node = node.value[step]
    return line


def shortened(text: str, length: int = 60) -> str:
    """`text` as a message quotes it: in one line, and not for ever."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"
