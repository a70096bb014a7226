"""Ids of rows: as one value, so that they can be part of another query; and many of them, some at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Subquery, TextField

# So many rows are read, or written, at a time.
BATCH = 500


class Ids(Subquery):
    """The ids that a query finds, in its order, as one text with commas."""

    template = "(SELECT group_concat(found.id) FROM (%(subquery)s) AS found)"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Sequence[Any]]:
        template = "(SELECT string_agg(found.id::text, ',') FROM (%(subquery)s) AS found)"
        return self.as_sql(compiler, connection, template=template, **context)


def ids_in(text: str | None) -> list[int]:
    return [int(pk) for pk in text.split(",")] if text else []


def batched(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def filled(ids: list[int]) -> list[int]:
    """`ids`, to the next power of two: so that there are few different queries to prepare."""
    return ids + ids[:1] * (2 ** (len(ids) - 1).bit_length() - len(ids))
