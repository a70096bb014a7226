"""What a course's staff have to read: which essays, in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, OuterRef, Subquery
from django.http import HttpRequest

from courses.models import Course

from ..checklist import items
from ..checklist.words import count
from ..models import Post, Revision, Step
from ..paging import Page, page_of
from .lateness import IS_LATE

# A class hands in some forty essays a unit; all of them stand on one page.
PAGE_SIZE = 60
_S = Post.Status
SHOWN = {
    "waiting": ("Waiting for you", [_S.SUBMITTED]),
    "returned": ("Returned", [_S.RETURNED]),
    "scheduled": ("Scheduled", [_S.SCHEDULED]),
    "published": ("Published", [_S.PUBLISHED]),
    "all": ("All", [_S.SUBMITTED, _S.RETURNED, _S.SCHEDULED, _S.PUBLISHED, _S.WITHDRAWN]),
}
_SENT = [Step.Kind.SUBMITTED, Step.Kind.SCHEDULED, Step.Kind.PUBLISHED]
_SENT_AT = Subquery(Step.objects.filter(post=OuterRef("pk"), kind__in=_SENT).order_by("-at").values("at")[:1])
_SAVED_AT = Subquery(Revision.objects.filter(post=OuterRef("pk")).order_by("-number").values("made_at")[:1])
_FIRST_IN = F("submitted_at").asc(nulls_last=True)
SORTED: dict[str, tuple[str, list[Any]]] = {
    "time": ("first in", [_FIRST_IN]),
    "unit": ("unit", [F("unit__number").asc(nulls_last=True), _FIRST_IN]),
    "late": ("late ones", ["-late", _FIRST_IN]),
    "writer": ("author", ["author__display_name"]),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; nonsense is the first of each."""

    show: str
    sort: str

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        show, sort = query.get("show", ""), query.get("sort", "")
        return cls(show if show in SHOWN else "waiting", sort if sort in SORTED else "time")

    @property
    def query(self) -> str:
        """What an address says of the order; of the usual one, nothing."""
        return "" if self.sort == "time" else f"?{urlencode({'sort': self.sort})}"

    def shows(self) -> list[tuple[str, str, bool]]:
        """Address, words, and whether it is the one."""
        return [
            (f"?{urlencode({'show': key, 'sort': self.sort})}", words, key == self.show)
            for key, (words, _) in SHOWN.items()
        ]

    def sorts(self) -> list[tuple[str, str, bool]]:
        return [
            (f"?{urlencode({'show': self.show, 'sort': key})}", words, key == self.sort)
            for key, (words, _) in SORTED.items()
        ]


def length_missed(post: Post, words: int) -> str:
    """How many words the unit asks for, where an essay has fewer or more."""
    asked = items.Asked(post.unit.min_words, post.unit.max_words) if post.unit else items.Asked()
    return items.span(asked) if items.distance(asked, words) else ""


def handed_in(request: HttpRequest, course: Course, asked: Asked) -> Page:
    """The part of them that `?page=` asks for, in one query and one for further authors."""
    rows = (
        Post.objects.manageable_by(request.user)
        .filter(course=course, status__in=SHOWN[asked.show][1])
        .select_related("author", "unit")
        .prefetch_related("authorships__user")
        .defer("body_html", "marked_html", "sources_html", "unit__prompt")
        .annotate(late=IS_LATE, sent_at=_SENT_AT, saved_at=_SAVED_AT)
        .order_by(*SORTED[asked.sort][1], "pk")
    )
    page = page_of(rows, request, size=PAGE_SIZE)
    for post in page.rows:
        post.course = course
        was_changed = post.sent_at and post.saved_at and post.saved_at > post.sent_at
        post.changed_at = post.saved_at if was_changed else None
        post.words = count(post.body)
        post.asked_words = length_missed(post, post.words)
    return page
