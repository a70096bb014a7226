"""Lists in parts. Without a count: how many pages there are is not worth a query on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

PAGE_SIZE = 20
# Deep offsets are slow and nobody pages there by hand.
MAX_PAGE = 1000


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page_of(rows: QuerySet, request: HttpRequest) -> Page:
    """The part of `rows` that `?page=` asks for, in one query. Raises Http404 where there is none."""
    number = _number(request.GET.get("page", "1"))
    start = (number - 1) * PAGE_SIZE
    # One row more than is shown tells whether there is a next page.
    found = list(rows[start : start + PAGE_SIZE + 1])
    if not found and number > 1:
        raise Http404("There is no such page.")
    return Page(found[:PAGE_SIZE], number, has_next=len(found) > PAGE_SIZE)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) <= MAX_PAGE):
        raise Http404("There is no such page.")
    return int(text)
