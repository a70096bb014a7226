"""Tables of pandoc's syntax tree as pipe tables can be: one line a cell, one header, no spans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .inlines import NO_ATTRIBUTES, SPACE, Node, unwrapped

# What is wider is no table for a page; its cells follow each other.
MAX_COLUMNS = 30


def is_layout(content: list[Any]) -> bool:
    """A frame around something, as Word's title pages and old web pages have it."""
    rows = _rows(content)
    return len(rows) == 1 and len(rows[0][1]) == 1


def only_cell(content: list[Any]) -> list[Node]:
    cells: list[Node] = _rows(content)[0][1][0][4]
    return cells


def plain(content: list[Any], cell: Callable[[list[Node]], list[Node]]) -> list[Node]:
    """The table with the inlines that `cell` makes of each cell's blocks; its first row is the header."""
    width = min(len(content[2]), MAX_COLUMNS)
    grid = [row for row in _grid(_rows(content), width, cell) if any(row)]
    if not grid:
        return []
    if len(content[2]) > MAX_COLUMNS:
        return [{"t": "Para", "c": inlines} for row in grid for inlines in row if inlines]
    # A header is bold already.
    head, body = [unwrapped(inlines, "Strong") for inlines in grid[0]], grid[1:]
    columns = [[align, {"t": "ColWidthDefault"}] for align, _ in content[2]]
    table = [
        NO_ATTRIBUTES,
        [None, []],
        columns,
        [NO_ATTRIBUTES, [_row(head)]],
        [[NO_ATTRIBUTES, 0, [], [_row(row) for row in body]]],
        [NO_ATTRIBUTES, []],
    ]
    return [{"t": "Table", "c": table}]


def _rows(content: list[Any]) -> list[list[Any]]:
    """Head, bodies and foot, one after the other."""
    bodies = [row for body in content[4] for row in [*body[2], *body[3]]]
    return [row for row in [*content[3][1], *bodies, *content[5][1]] if row[1]]


def _grid(
    rows: list[list[Any]], width: int, cell: Callable[[list[Node]], list[Node]]
) -> list[list[list[Node]]]:
    """Every row with `width` cells: what spans several stands in the first of them."""
    grid = []
    hanging = [0] * width
    for _, cells in rows:
        line: list[list[Node]] = [[] for _ in range(width)]
        column = 0
        for _, _, row_span, column_span, blocks in cells:
            while column < width and hanging[column]:
                column += 1
            inlines = cell(blocks)
            if column >= width:
                line[-1] += [SPACE, *inlines] if inlines else []
                continue
            line[column] = inlines
            for spanned in range(column, min(column + max(column_span, 1), width)):
                hanging[spanned] = max(row_span, 1)
            column += max(column_span, 1)
        hanging = [max(left - 1, 0) for left in hanging]
        grid.append(line)
    return grid


def _row(cells: list[list[Node]]) -> list[Any]:
    drawn = [
        [NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": c}] if c else []] for c in cells
    ]
    return [NO_ATTRIBUTES, drawn]
