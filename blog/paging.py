"""Lists of essays in parts, as plain rows.

A list of twenty shows a hundred objects of five models; as models they cost more than everything else on
the page. There is no count either: how many pages there are is not worth a query on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from accounts.addresses import address
from accounts.prepared import Prepared

from .authorship.names import Byline, byline_in
from .images.sizes import srcset
from .models import PostQuerySet
from .numbers import number

PAGE_SIZE = 20
# Deep offsets are slow and nobody pages there by hand.
MAX_PAGE = 1000


class Listed(NamedTuple):
    """What a list shows of an essay."""

    title: str
    slug: str
    excerpt: str
    published_at: datetime
    comment_count: int
    author_name: str
    author_slug: str
    further: str | None
    mask: str
    pseudonym: str
    course_title: str
    course_slug: str
    category_name: str | None
    category_slug: str | None
    file: str | None
    width: int | None
    height: int | None

    def url(self) -> str:
        return address("blog:post_detail", self.course_slug, self.slug)

    @property
    def byline(self) -> Byline:
        return byline_in((self.author_name, self.author_slug), self.further, self.mask, self.pseudonym)

    def course_url(self) -> str:
        return address("courses:course_detail", self.course_slug)

    def category_url(self) -> str:
        return address("blog:category_detail", self.course_slug, self.category_slug or "")

    def image_url(self) -> str:
        return address("blog:image_show", (self.file or "").rpartition("/")[2])

    def srcset(self) -> str:
        return srcset(self.image_url(), self.width or 0)


_COLUMNS = (
    "title", "slug", "excerpt", "published_at", "comment_count",
    "author__display_name", "author__slug", "further", "mask", "pseudonym", "course__title", "course__slug",
    "category__name", "category__slug",
    "featured_image__file", "featured_image__width", "featured_image__height",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def is_all(self) -> bool:
        """All there is stands on it."""
        return not (self.has_next or self.has_previous)


class Listing:
    """A list of essays by `build(viewer, **values)`, a function that returns a queryset of them.

    The first part, which nearly every reader asks for, comes from a query that is prepared once.
    """

    def __init__(self, build: Callable[..., PostQuerySet]) -> None:
        self._build = build
        self._first = Prepared(lambda viewer, **values: self._rows(viewer, values)[: PAGE_SIZE + 1])

    def page(self, request: HttpRequest, **values: Any) -> Page:
        """The part that `?page=` asks for, in one query. Raises Http404 where there is none."""
        asked = _asked(request)
        if asked == 1:
            return _page(map(Listed._make, self._first.rows(request.user, **values)), asked)
        return _page(map(Listed._make, _slice(self._rows(request.user, values), asked)), asked)

    def _rows(self, viewer: Any, values: dict[str, Any]) -> QuerySet:
        essays = self._build(viewer, **values).published().with_names(viewer)
        return essays.newest_first().values_list(*_COLUMNS)


def page_of(rows: QuerySet, request: HttpRequest, size: int = PAGE_SIZE) -> Page:
    """The part of any `rows` that `?page=` asks for, in one query. Raises Http404 where there is none."""
    asked = _asked(request)
    return _page(_slice(rows, asked, size), asked, size)


def _slice(rows: QuerySet, page: int, size: int = PAGE_SIZE) -> QuerySet:
    start = (page - 1) * size
    # One row more than is shown tells whether there is a next page.
    return rows[start : start + size + 1]


def _page(rows: Iterable[Any], page: int, size: int = PAGE_SIZE) -> Page:
    found = list(rows)
    if not found and page > 1:
        raise Http404("There is no such page.")
    return Page(found[:size], page, has_next=len(found) > size)


def _asked(request: HttpRequest) -> int:
    asked = number(request.GET.get("page", "1"))
    if not 0 < asked <= MAX_PAGE:
        raise Http404("There is no such page.")
    return asked
