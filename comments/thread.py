"""Reads a thread for one reader: which rows, which people, and where older and newer comments are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import User, Viewer
from blog.models import Post
from blog.prepared import Prepared
from courses.models import Role

from . import paths
from .drawing import AUTHOR, PARENT_AUTHOR, PATH, Person, Reader, Row, draw
from .models import Comment, CommentQuerySet, Thanks

# Up to so many, a thread is one page: a reader can search it with the browser.
ONE_PAGE = 1_000
PAGE = 100
# How many comments stand above the one that a permanent link asks for.
LEAD = 20
MAX_ID = 36**paths.SEGMENT_LENGTH - 1

_COLUMN_OF = {
    "author": "author_id", "guest": "guest_name", "website": "guest_website",
    "parent": "parent_id", "parent_is_shown": "parent__is_shown",
    "parent_author": "parent__author_id", "parent_guest": "parent__guest_name",
}  # fmt: skip
_COLUMNS = tuple(_COLUMN_OF.get(name, name) for name in Row._fields)
_PATH = re.compile(rf"(?:[0-9a-z]{{{paths.SEGMENT_LENGTH}}}){{1,{paths.MAX_DEPTH + 1}}}")
_ID = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True)
class Thread:
    """`older` and `newer` are the paths that the neighbouring pages end before and begin after, or ""."""

    html: SafeString
    is_paged: bool = False
    older: str = ""
    newer: str = ""


def read_thread(
    post: Post, viewer: Viewer, own: Iterable[int], asked: Mapping[str, str], base: str = ""
) -> Thread:
    """The thread of `post`, which `viewer` may see; of a long one, the page that `asked` (the query) names.

    `own` are the ids of the comments that this browser's guest wrote; `base` is that of `draw`.
    """
    is_paged = post.comment_count > ONE_PAGE
    if is_paged:
        rows, older, newer = _page(post, viewer, own, asked)
    else:
        rows, older, newer = _from(post, viewer, own), "", ""
    html = draw(
        rows,
        _people(rows, post, viewer),
        reader=Reader(viewer.pk, frozenset(own)),
        post_author=post.author_id,
        answerable=post.comments_are_open(),
        base=base,
    )
    return Thread(html, is_paged, older, newer)


def answered(post: Post, text: str) -> Comment | None:
    """The comment of `post` that an answer may be written to, by its id as a browser sends it."""
    pk = id_in(text)
    if not pk:
        return None
    comment = cast("Comment | None", _answerable.first(AnonymousUser(), post=post.pk, pk=pk))
    if comment:
        comment.post = post
    return comment


def id_in(text: str) -> int:
    """A comment's id, or 0 where `text` is none."""
    pk = int(text) if _ID.fullmatch(text) else 0
    return pk if pk <= MAX_ID else 0


def _from(post: Post, viewer: Viewer, own: Iterable[int], after: str = "", most: int = 0) -> list[Row]:
    """The rows that follow the path `after`: all of them, or `most`."""
    if own:
        return list(_following(viewer, post, after, own)[: most or None])
    return (_next if most else _whole).rows(viewer, post=post.pk, after=after)


def _following(viewer: Viewer, post: Post | int, after: str, own: Iterable[int] = ()) -> QuerySet:
    rows = Comment.objects.standing_under(post, viewer, own).filter(path__gt=after)
    rows = rows.annotate(is_thanked=_thanked_by(viewer))
    return rows.order_by("path").values_list(*_COLUMNS)


def _thanked_by(viewer: Viewer) -> Exists | Value:
    if not viewer.is_authenticated:
        return Value(False)
    return Exists(Thanks.objects.filter(comment=OuterRef("pk"), user=viewer))


def _page(
    post: Post, viewer: Viewer, own: Iterable[int], asked: Mapping[str, str]
) -> tuple[list[Row], str, str]:
    """PAGE rows by keyset, never by counting through what stands before them."""
    standing = Comment.objects.standing_under(post, viewer, own)
    if before := _path_in(asked.get("before", "")):
        last = standing.annotate(is_thanked=_thanked_by(viewer)).filter(path__lt=before)
        last = last.order_by("-path")[: PAGE + 1]
        rows = list(last.values_list(*_COLUMNS))
        if len(rows) > PAGE:
            page = rows[:PAGE][::-1]
            return page, _path(page[0]), _path(page[-1])
        after = ""
    else:
        after = _path_in(asked.get("after", "")) or _before(standing, asked)
    rows = _from(post, viewer, own, after, PAGE + 1)
    if not rows and after:  # behind the end: those that stood there are gone
        after, rows = "", _from(post, viewer, own, "", PAGE + 1)
    page = rows[:PAGE]
    older = _path(page[0]) if after and page else ""
    return page, older, _path(page[-1]) if len(rows) > PAGE else ""


def _path(row: Row) -> str:
    return cast(str, row[PATH])


def _path_in(text: str) -> str:
    return text if _PATH.fullmatch(text) else ""


def _before(standing: CommentQuerySet, asked: Mapping[str, str]) -> str:
    """What the page follows that shows the comment which is linked to or answered: "" for the first page."""
    pk = id_in(asked.get("comment", "")) or id_in(asked.get("replytocom", ""))
    path = standing.filter(pk=pk).values_list("path", flat=True).first() if pk else None
    if not path:
        return ""
    above = standing.filter(path__lt=path).order_by("-path").values_list("path", flat=True)
    return next(iter(above[LEAD : LEAD + 1]), "")


def _people(rows: list[Row], post: Post, viewer: Viewer) -> dict[int, Person]:
    """Who wrote these rows and what they answer, with their role in the essay's course: one query."""
    ids = sorted({pk for row in rows for pk in (row[AUTHOR], row[PARENT_AUTHOR]) if pk})
    if not ids:
        return {}
    # Filled up to a power of two, so that there are few different queries to prepare.
    ids += ids[:1] * (2 ** (len(ids) - 1).bit_length() - len(ids))
    return {
        pk: Person(
            name,
            reverse("accounts:picture_show", args=[picture.rpartition("/")[2]]) if picture else "",
            website,
            CHIPS.get(role, ""),
        )
        for pk, name, picture, website, role in _writers.rows(viewer, course=post.course_id, ids=ids)
    }


_answerable = Prepared(
    lambda viewer, post, pk: (
        Comment.objects.published()
        .filter(post=post, pk=pk)
        .select_related("author")
        .only("body", "html", "guest_name", "author__display_name", "path", "post", "status", "is_shown")
    )
)
_whole = Prepared(_following)
_next = Prepared(lambda viewer, post, after: _following(viewer, post, after)[: PAGE + 1])
_writers = Prepared(
    lambda viewer, course, ids: (
        User.objects.filter(pk__in=ids)
        .annotate(here=FilteredRelation("memberships", condition=Q(memberships__course=course)))
        .order_by()
        .values_list("pk", "display_name", "picture", "website", "here__role")
    )
)
CHIPS = {role.value: role.label for role in Role if role is not Role.STUDENT}
