"""The citations of a source, by essay: where, in which words, on which pages of the work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, Min, OuterRef, Subquery

from accounts.models import Viewer
from sources.models import Source

from ..models import Citation, Post, PostQuerySet
from .uses import essays_citing

_SHOWN = (
    "title", "slug", "status", "published_at", "author__display_name", "author__slug", "course__slug",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A citation and the sentence that it stands in."""

    url: str
    locator: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Citing:
    """An essay and its citations of one source, in the order of their locators."""

    post: Post
    places: list[Place]

    @property
    def locators(self) -> str:
        """ "347, 348": each once."""
        return ", ".join(dict.fromkeys(place.locator for place in self.places if place.locator))

    @property
    def without_locator(self) -> int:
        return sum(1 for place in self.places if not place.locator)


def essays_by_locator(source: Source, user: Viewer) -> PostQuerySet:
    """The essays that cite `source`, with what a list shows of them; by the first page that they cite."""
    pages = (
        Citation.objects.filter(source=source, post=OuterRef("pk"))
        .order_by()
        .values("post")
        .annotate(first=Min("first_page"))
        .values("first")
    )
    essays = essays_citing(source, user).select_related("author", "course").only(*_SHOWN)
    return essays.order_by(Subquery(pages).asc(nulls_last=True), F("published_at").asc(nulls_last=True), "pk")


def citations_in(posts: Sequence[Post], source: Source, user: Viewer, short: str) -> list[Citing]:
    """The citations of `source` in each of `posts`: one query. `short` is how brackets name it."""
    rows = Citation.objects.visible_to(user).matched().by_locator()
    found: dict[int, list[Citation]] = {post.pk: [] for post in posts}
    for row in rows.filter(source=source, post__in=posts):
        found[row.post_id].append(row)
    return [Citing(post, list(_places(post, found[post.pk], source, short))) for post in posts]


def _places(post: Post, rows: Iterable[Citation], source: Source, short: str) -> Iterator[Place]:
    key = re.compile(rf"-?@(?:\{{{re.escape(source.key)}\}}|{re.escape(source.key)})")
    for row in rows:
        text = " ".join(row.text.split())
        before, found, after = row.sentence.partition(text)
        # A citation by its key is read as one in words: "[@freeze, 347]" as "[Freeze, 347]".
        words = key.sub(lambda _: short, text) if row.notation == Citation.Notation.PANDOC else text
        url = f"{post.get_absolute_url()}#cite-{row.position}"
        yield Place(url, row.locator, before if found else "", words, after if found else "")
