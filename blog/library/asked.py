"""What a unit asks its readers to use, and which of its essays do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Viewer
from courses.models import Unit
from sources.models import Source, UnitSource
from sources.styling.styles import Style

from ..authorship import names
from ..models import BibliographyEntry, Citation, Post
from .references import Reference, references


@dataclass(frozen=True)
class Asked:
    """A source that a unit asks for, and those of the unit's essays that list or cite it."""

    row: UnitSource
    reference: Reference
    posts: list[Post]


@dataclass(frozen=True)
class UnitList:
    required: list[Asked]
    suggested: list[Asked]
    posts: list[Post]

    def using_nothing_required(self) -> list[Post]:
        used = {post.pk for asked in self.required for post in asked.posts}
        return [post for post in self.posts if post.pk not in used]


def rows_of(unit: Unit, user: Viewer) -> QuerySet[UnitSource]:
    """What `unit` asks for, of the sources that `user` may see."""
    visible = Source.objects.visible_to(user).filter(course=unit.course_id)
    return unit.unit_sources.filter(source__in=visible).select_related("source")


def unit_list(unit: Unit, rows: Iterable[UnitSource], user: Viewer, style: Style) -> UnitList:
    """`rows` of `unit` with the published essays that use them and that `user` may read: four queries."""
    found = list(rows)
    for row in found:
        row.source.course = unit.course
    posts = Post.objects.visible_to(user).published().filter(unit=unit).with_names(user)
    by_key = {post.pk: post for post in posts.only("title", "slug", "course", *names.SHOWN)}
    for post in by_key.values():
        post.course = unit.course
    pairs = _pairs(BibliographyEntry.objects.all(), found, by_key) | _pairs(
        Citation.objects.all(), found, by_key
    )
    drawn = references([row.source for row in found], style)
    asked = [
        Asked(row, reference, [post for pk, post in by_key.items() if (row.source_id, pk) in pairs])
        for row, reference in zip(found, drawn, strict=True)
    ]
    required = UnitSource.Requirement.REQUIRED
    return UnitList(
        [one for one in asked if one.row.requirement == required],
        [one for one in asked if one.row.requirement != required],
        list(by_key.values()),
    )


def _pairs(rows: QuerySet, asked: Iterable[UnitSource], posts: Iterable[int]) -> set[tuple[int, int]]:
    """The sources and essays that belong together by `rows`."""
    sources = [row.source_id for row in asked]
    return set(rows.filter(source__in=sources, post__in=list(posts)).values_list("source", "post"))
