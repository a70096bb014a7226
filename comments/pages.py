"""Parts of a long thread: which rows a page has, and where its neighbours begin.

Everything is found by paths (keyset), never by counting through what stands before. The rows themselves are
then read by their ids: for fifty ranges of paths SQLite would read the whole thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, Greatest, Least, Left

from accounts.models import Viewer
from accounts.prepared import Prepared
from blog.models import Post

from . import paths
from .branches import Branch, Gap
from .ids import Ids, filled, ids_in
from .models import Comment, CommentQuerySet

# Comments of the first level on a page, and the rows below them that it has room for.
FIRST_LEVEL = 50
ROOM = 100
# Of one branch, at most.
BRANCH = 60
# How many comments of the first level stand above the one that a permanent link leads to …
LEAD = 5
# … and how many rows of its branch before and after it.
BEFORE, AFTER = 20, 60
# Rows on a page of a branch.
BRANCH_PAGE = 100


class FirstLevel(NamedTuple):
    """Part of the first level: its branches, and the paths that the neighbouring pages end before and begin
    after, or ""."""

    branches: list[Branch]
    older: str = ""
    newer: str = ""


class Spot(NamedTuple):
    """Where a comment stands: what the page that shows it begins after, and the rows around it.

    `above` and `below` are in reading order, with one row more than a page shows where there are more.
    """

    pk: int
    path: str
    start: str
    above: list[int]
    below: list[int]


class Top(NamedTuple):
    """The comment whose branch is shown by itself."""

    pk: int
    path: str


def ask(query: Prepared, viewer: Viewer, own: Iterable[int], **values: Any) -> list[Any]:
    """The rows of a prepared query; with those that this browser's guest wrote, where there are any."""
    if ids := sorted(own):
        values["own"] = filled(ids)
    return query.rows(viewer, **values)


def first_level(
    post: Post, viewer: Viewer, own: Iterable[int], *, after: str = "", before: str = ""
) -> FirstLevel:
    """The part of the first level that follows `after`, or that ends before `before`."""
    if before:
        found = _branches(ask(_level_before, viewer, own, post=post.pk, before=before))
        if len(found) > FIRST_LEVEL:
            page = found[:FIRST_LEVEL][::-1]
            return FirstLevel(page, page[0].path, page[-1].path)
        after = ""
    found = _branches(ask(_level_after, viewer, own, post=post.pk, after=after))
    if not found and after:  # behind the end: those that stood there are gone
        return first_level(post, viewer, own)
    page = found[:FIRST_LEVEL]
    older = page[0].path if after and page else ""
    return FirstLevel(page, older, page[-1].path if len(found) > FIRST_LEVEL else "")


def spot(post: Post, viewer: Viewer, own: Iterable[int], pk: int) -> Spot | None:
    """Where the comment `pk` stands for `viewer`; None where it does not."""
    rows = ask(_spots, viewer, own, post=post.pk, pk=pk) if pk else []
    for path, start, above, below in rows:
        return Spot(pk, path, start or "", ids_in(above)[::-1], ids_in(below))
    return None


def around(place: Spot) -> tuple[list[int], list[Gap]]:
    """The rows of a branch around a comment of it, with all that it hangs on, and what they leave out."""
    root, *line = paths.ids_of(place.path)
    ids = [root, *line, *place.above[-BEFORE:], *place.below[:AFTER]]
    left_out = []
    if len(place.above) > BEFORE:
        left_out.append(Gap(root, root, before=place.above[-BEFORE]))
    if len(place.below) > AFTER:
        left_out.append(Gap(ids[-1], root, after=ids[-1]))
    return ids, left_out


def branch_page(
    post: Post, viewer: Viewer, own: Iterable[int], top: Top, *, after: int = 0, before: int = 0
) -> tuple[list[tuple[int, str]], bool, bool]:
    """Id and path of the rows of a page below `top`, and whether there are earlier and later ones.

    They are those that follow the comment `after`, or stand before the comment `before`.
    """
    values = {"post": post.pk, "top": top.path, "end": paths.end_of(top.path)}
    if before:
        rows = ask(_branch_before, viewer, own, **values, before=before)
        if len(rows) > BRANCH_PAGE:
            return rows[:BRANCH_PAGE][::-1], True, True
        after = 0
    rows = ask(_branch_after, viewer, own, **values, after=after or top.pk)
    if not rows and after:  # behind the end, or no place of this branch
        return branch_page(post, viewer, own, top)
    return rows[:BRANCH_PAGE], bool(after), len(rows) > BRANCH_PAGE


def _branches(rows: Iterable[tuple[int, str, int, str | None]]) -> list[Branch]:
    return [Branch(pk, path, total, ids_in(first)) for pk, path, total, first in rows]


def _roots(viewer: Viewer, post: Any, own: Iterable[int] = ()) -> CommentQuerySet:
    return Comment.objects.standing_under(post, viewer, own).filter(depth=0)


def _with_first(roots: QuerySet, viewer: Viewer, own: Iterable[int]) -> QuerySet:
    """The first rows of each branch, found together with it: a query for each would be fifty."""
    below = Comment.objects.standing_under(OuterRef("post"), viewer, own).below(OuterRef("path"))
    first = Ids(below.order_by("path").values("id")[:BRANCH])
    return roots.annotate(first=first).values_list("pk", "path", "branch_count", "first")


def _spot(viewer: Viewer, post: int, pk: int, own: Iterable[int] = ()) -> QuerySet:
    root = Left(OuterRef("path"), paths.SEGMENT_LENGTH)
    branch = Comment.objects.standing_under(OuterRef("post"), viewer, own)
    above = branch.filter(path__gt=root, path__lt=OuterRef("path")).order_by("-path")
    below = branch.filter(path__gt=OuterRef("path"), path__lt=Concat(root, Value(paths.END))).order_by("path")
    start = _roots(viewer, OuterRef("post"), own).filter(path__lt=root).order_by("-path")
    return (
        Comment.objects.standing_under(post, viewer, own)
        .filter(pk=pk)
        .annotate(
            start=Subquery(start.values("path")[LEAD : LEAD + 1]),
            above=Ids(above.values("id")[: BEFORE + 1]),
            below=Ids(below.values("id")[: AFTER + 1]),
        )
        .order_by()
        .values_list("path", "start", "above", "below")
    )


def _below(viewer: Viewer, post: int, top: Any, end: Any, own: Iterable[int]) -> QuerySet:
    rows = Comment.objects.standing_under(post, viewer, own).filter(path__gt=top, path__lt=end)
    return rows.values_list("pk", "path")


def _path_of(pk: int, post: int) -> Subquery:
    return Subquery(Comment.objects.filter(pk=pk, post=post).values("path"))


# One bound at either end, not two: the database takes the first it finds and reads the rest.
_branch_after = Prepared(
    lambda viewer, post, top, end, after, own=(): _below(
        viewer, post, Greatest(_path_of(after, post), Value(top), output_field=TextField()), end, own
    ).order_by("path")[: BRANCH_PAGE + 1]
)
_branch_before = Prepared(
    lambda viewer, post, top, end, before, own=(): _below(
        viewer, post, top, Least(_path_of(before, post), Value(end), output_field=TextField()), own
    ).order_by("-path")[: BRANCH_PAGE + 1]
)
_level_after = Prepared(
    lambda viewer, post, after, own=(): _with_first(
        _roots(viewer, post, own).filter(path__gt=after).order_by("path")[: FIRST_LEVEL + 1], viewer, own
    )
)
_level_before = Prepared(
    lambda viewer, post, before, own=(): _with_first(
        _roots(viewer, post, own).filter(path__lt=before).order_by("-path")[: FIRST_LEVEL + 1], viewer, own
    )
)
_spots = Prepared(_spot)
