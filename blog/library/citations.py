"""The citations of a source, by essay: where, in which words, on which pages of the work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, Min, QuerySet

from accounts.models import Viewer
from sources.models import Source

from ..authorship import names
from ..models import Citation, Post

_SHOWN = (
    "title", "slug", "status", "published_at", "course__slug", *names.SHOWN,
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


def essays_by_locator(source: Source, user: Viewer) -> QuerySet:
    """Keys of the essays that cite `source`, by the first page that they cite."""
    citations = Citation.objects.visible_to(user).matched().filter(source=source).order_by()
    essays = citations.values("post").annotate(page=Min("first_page"), day=Min("post__published_at"))
    by_page = essays.order_by(F("page").asc(nulls_last=True), F("day").asc(nulls_last=True), "post")
    return by_page.values_list("post", flat=True)


def citations_in(essays: Sequence[int], source: Source, user: Viewer, short: str) -> list[Citing]:
    """The citations of `source` in each of `essays`, by their keys: two queries.

    `short` is how brackets name it.
    """
    posts = Post.objects.visible_to(user).with_names(user).select_related("course").only(*_SHOWN)
    posts = posts.in_bulk(essays)
    rows = Citation.objects.visible_to(user).matched().by_locator()
    found: dict[int, list[Citation]] = {pk: [] for pk in essays if pk in posts}
    for row in rows.filter(source=source, post__in=list(posts)):
        found[row.post_id].append(row)
    return [Citing(posts[pk], list(_places(posts[pk], rows, source, short))) for pk, rows in found.items()]


def _places(post: Post, rows: Iterable[Citation], source: Source, short: str) -> Iterator[Place]:
    key = re.compile(rf"-?@(?:\{{{re.escape(source.key)}\}}|{re.escape(source.key)})")
    for row in rows:
        text = " ".join(row.text.split())
        before, found, after = row.sentence.partition(text)
        # A citation by its key is read as one in words: "[@freeze, 347]" as "[Freeze, 347]".
        words = key.sub(lambda _: short, text) if row.notation == Citation.Notation.PANDOC else text
        url = f"{post.get_absolute_url()}#cite-{row.position}"
        yield Place(url, row.locator, before if found else "", words, after if found else "")
