"""Which essays use a key term: those that the viewer may read, with the words around its first mention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts.models import Viewer
from blog.authorship import names
from blog.models import Post
from blog.text_fragments import text_fragment

from ..models import KeyTerm, StudyNote, TermUse

# Of each term on its topic's page; the term's own page has all.
SHOWN = 3
_NEWEST = (F("post__published_at").desc(), F("post").desc())
_OF_POST = ("title", "slug", "published_at", "course__slug", *names.SHOWN)


@dataclass(frozen=True)
class Passage:
    """An essay's first mention of a term among the words around it."""

    use: TermUse
    post: Post
    before: str
    words: str
    after: str

    @property
    def url(self) -> str:
        return f"{self.post.get_absolute_url()}#{text_fragment(self.words, self.before)}"


@dataclass(frozen=True)
class Used:
    """A term, in how many essays it is, and the newest of these."""

    term: KeyTerm
    count: int
    passages: list[Passage]


def of_term(term: KeyTerm, user: Viewer) -> QuerySet[TermUse]:
    """The uses of `term` that `user` may see, the newest essay first."""
    return TermUse.objects.visible_to(user).filter(term=term).order_by(*_NEWEST)


def of_note(note: StudyNote, user: Viewer) -> list[Used]:
    """The terms of `note` that essays use, in its order, each with the newest SHOWN of them: two queries."""
    standing = TermUse.objects.visible_to(user).filter(term__note=note, term__retired_at__isnull=True)
    counted = standing.annotate(
        place=Window(RowNumber(), partition_by="term", order_by=_NEWEST),
        count=Window(Count("pk"), partition_by="term"),
    )
    rows = list(counted.filter(place__lte=SHOWN).select_related("term").order_by("term__position", "place"))
    found: dict[int, Used] = {}
    for passage in passages(rows, user):
        row: Any = passage.use
        row.term.note = note
        found.setdefault(row.term_id, Used(row.term, row.count, [])).passages.append(passage)
    return list(found.values())


def passages(rows: Iterable[TermUse], user: Viewer) -> list[Passage]:
    """These uses with their essays, under the names that `user` may know: one query.

    Without those of which the essay was hidden since they were found.
    """
    rows = list(rows)
    posts = Post.objects.visible_to(user).with_names(user).select_related("course").only(*_OF_POST)
    essays = posts.in_bulk([row.post_id for row in rows])
    return [
        Passage(
            row,
            essays[row.post_id],
            row.passage[: row.start],
            row.passage[row.start : row.end],
            row.passage[row.end :],
        )
        for row in rows
        if row.post_id in essays
    ]
