"""Thread order as text: a materialised path per comment. Pure functions, no database.

A path is its parent's path and the comment's own id in base 36, seven characters a level, so that
sorting by path is reading order: a comment, then its replies, oldest first, each with theirs.
(The materialised path is described in J. Celko, "Trees and Hierarchies in SQL for Smarties", 2004.)
"""

from __future__ import annotations

from collections.abc import Mapping

SEGMENT_LENGTH = 7  # 36**7 ids: 78 thousand million comments
# Deeper replies keep their parent, but are filed beside it, so that a path has an end.
MAX_DEPTH = 100
MAX_PATH_LENGTH = SEGMENT_LENGTH * (MAX_DEPTH + 1)

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# What follows the last digit: with it a path sorts behind all that hangs on it.
END = "{"


def segment(pk: int) -> str:
    """`pk` in base 36, padded to one level of a path. Raises ValueError where it does not fit."""
    if not 0 < pk < 36**SEGMENT_LENGTH:
        raise ValueError(f"{pk} does not fit a path segment")
    digits = []
    while pk:
        pk, digit = divmod(pk, 36)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits)).rjust(SEGMENT_LENGTH, "0")


def path_of(pk: int, parent_path: str = "") -> str:
    """The path of comment `pk` under the comment whose path is given; at the first level without one."""
    return parent_path[: SEGMENT_LENGTH * MAX_DEPTH] + segment(pk)


def depth_of(path: str) -> int:
    return len(path) // SEGMENT_LENGTH - 1


def depth_under(parent_depth: int) -> int:
    """The depth of a reply to a comment of the given depth."""
    return min(parent_depth + 1, MAX_DEPTH)


def ids_of(path: str) -> list[int]:
    """The ids that a path is made of: of the comments that it leads through, and its own last."""
    return [int(path[start : start + SEGMENT_LENGTH], 36) for start in range(0, len(path), SEGMENT_LENGTH)]


def root_of(path: str) -> str:
    """The path of the first-level comment that a path hangs on."""
    return path[:SEGMENT_LENGTH]


def end_of(path: str) -> str:
    """Where the branch of a path ends: all below it sort before this."""
    return path + END


def rebuild(parents: Mapping[int, int | None]) -> dict[int, str]:
    """The path of every comment, from a map of ids to their parents' ids.

    Parents may come in any order and any depth; a parent that is missing from the map or that is its own
    ancestor raises ValueError.
    """
    done: dict[int, str] = {}
    for pk in parents:
        for step in reversed(_undone_line(pk, parents, done)):
            parent = parents[step]
            done[step] = path_of(step, done[parent] if parent is not None else "")
    return done


def _undone_line(pk: int, parents: Mapping[int, int | None], done: Mapping[int, str]) -> list[int]:
    """`pk` and its ancestors up to the first whose path is known, nearest first."""
    line: dict[int, None] = {}
    step: int | None = pk
    while step is not None and step not in done:
        if step in line or step not in parents:
            raise ValueError(
                f"comment {pk} hangs on {step}, which is {'its own reply' if step in line else 'missing'}"
            )
        line[step] = None
        step = parents[step]
    return list(line)
