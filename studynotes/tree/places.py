"""Where a topic stands in its specification: what is above and below it, before it and behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.addresses import address
from accounts.models import Viewer

from ..models import Specification, StudyNote

# Deeper than any board's numbering; what hangs below itself by mistake ends here too.
MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A topic in the tree, at `depth` from 0. `has_note`: there is one that the reader may see."""

    pk: int
    parent: int | None
    number: str
    title: str
    url: str
    has_note: bool
    depth: int = 0

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Of one topic. `previous` and `following` are the nearest ones in reading order that are read: those
    with a note, and those without one unless they are but the heading of others.
    """

    above: Sequence[Place]
    below: Sequence[Place]
    previous: Place | None
    following: Place | None


def places_of(specification: Specification, user: Viewer) -> list[Place]:
    """All its topics in reading order, for `user`: one query."""
    readable = StudyNote.objects.visible_to(user).filter(topic=OuterRef("pk"))
    rows = specification.topics.order_by("position", "pk").annotate(has_note=Exists(readable))
    columns = rows.values_list("pk", "parent", "number", "title", "slug", "has_note")
    above = {pk: parent for pk, parent, *_ in columns}
    return [
        Place(pk, parent, number, title, _address(specification, slug), has_note, _depth(pk, above))
        for pk, parent, number, title, slug, has_note in columns
    ]


def surroundings(places: Sequence[Place], pk: int) -> Surroundings:
    """Those of the topic with this key, which is one of `places`. Pure."""
    at = next(index for index, place in enumerate(places) if place.pk == pk)
    headings = {place.parent for place in places}
    read = [place.has_note or place.pk not in headings for place in places]
    return Surroundings(
        above=list(_above(places, places[at])),
        below=[place for place in places if place.parent == pk],
        previous=next((places[n] for n in reversed(range(at)) if read[n]), None),
        following=next((places[n] for n in range(at + 1, len(places)) if read[n]), None),
    )


def _above(places: Sequence[Place], place: Place) -> Iterator[Place]:
    """From the top down."""
    by_key = {one.pk: one for one in places}
    found: list[Place] = []
    while place.parent in by_key and len(found) < MAX_DEPTH:
        place = by_key[place.parent]
        found.insert(0, place)
    yield from found


def _depth(pk: int, above: dict[int, int | None]) -> int:
    depth, at = 0, above[pk]
    while at in above and depth < MAX_DEPTH:
        depth, at = depth + 1, above[at]
    return depth


def _address(specification: Specification, slug: str) -> str:
    return address("studynotes:note_detail", specification.slug, slug)
