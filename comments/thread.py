"""Reads a thread for one reader: which rows, which people, and where the rest of a long one is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.safestring import SafeString

from accounts.models import Viewer
from accounts.prepared import Prepared
from blog.models import Post
from blog.numbers import number

from . import pages, paths, unread
from .branches import Gap, chosen, gaps
from .drawing import CHANGE_WAITS, PK, Person, Reader, Row, draw
from .ids import filled
from .models import Comment, CommentEdit, ModerationEntry, Thanks
from .moderation.pipeline import WAITS
from .writers import Own, people_of

# Up to so many, a thread is one page: a reader can search it with the browser.
ONE_PAGE = 1_000

_COLUMN_OF = {
    "author": "author_id", "guest": "guest_name", "website": "guest_website",
    "parent": "parent_id", "parent_is_shown": "parent__is_shown",
    "parent_author": "parent__author_id", "parent_guest": "parent__guest_name",
}  # fmt: skip
_COLUMNS = tuple(_COLUMN_OF.get(name, name) for name in Row._fields)
_PATH = re.compile(rf"(?:[0-9a-z]{{{paths.SEGMENT_LENGTH}}}){{1,{paths.MAX_DEPTH + 1}}}")


@dataclass(frozen=True)
class Thread:
    """`older` and `newer` are the paths that the neighbouring pages end before and begin after, or "".

    `news` are the ids of what its reader has not read, in reading order.
    """

    html: SafeString
    is_paged: bool
    older: str
    newer: str
    news: Sequence[int]
    own: Own


@dataclass(frozen=True)
class BranchPage:
    """`older` and `newer` are the comments that the neighbouring pages end before and begin after, or 0."""

    html: SafeString
    older: int = 0
    newer: int = 0


def read_thread(
    post: Post, viewer: Viewer, own: Iterable[int], asked: Mapping[str, str], base: str = ""
) -> Thread:
    """The thread of `post`, which `viewer` may see; of a long one, the page that `asked` (the query) names.

    `own` are the ids of the comments that this browser's guest wrote; `base` is that of `draw`.
    """
    is_paged = post.comment_count > ONE_PAGE
    page = (
        _page(post, viewer, own, asked) if is_paged else _Page(pages.ask(_whole, viewer, own, post=post.pk))
    )
    people, theirs = people_of(page.rows, post, viewer, with_ahead=is_paged)
    html = _drawn(post, viewer, own, page.rows, people, theirs, base=base, gaps=page.gaps)
    news = unread.news_in(theirs.mark, page.rows, viewer)
    return Thread(html, is_paged, page.older, page.newer, news, theirs)


def read_branch(
    post: Post, viewer: Viewer, own: Iterable[int], pk: int, asked: Mapping[str, str]
) -> BranchPage | None:
    """A page of the branch under the comment `pk`; None where that does not stand in the thread.

    With `part` in the query it is what a script puts in where replies were left out: the rows, what they
    hang on, and what is left out then.
    """
    if not (head := rows_of(post, viewer, own, [pk])):
        return None
    top = pages.Top(pk, Row._make(head[0]).path)
    after, before = number(asked.get("after", "")), number(asked.get("before", ""))
    found, is_earlier, is_later = pages.branch_page(post, viewer, own, top, after=after, before=before)
    above = paths.ids_of(found[0][1]) if found else [pk]
    rows = rows_of(post, viewer, own, [*above, *(one for one, _ in found)])
    rows = rows[next((place for place, row in enumerate(rows) if row[PK] == pk), 0) :]
    left_out = []
    if "part" in asked:
        if is_earlier and before:
            left_out.append(Gap(pk, pk, before=found[0][0]))
        if is_later and not before:
            left_out.append(Gap(found[-1][0], pk, after=found[-1][0]))
    return BranchPage(
        drawn(post, viewer, own, rows, left_out),
        older=found[0][0] if is_earlier else 0,
        newer=found[-1][0] if is_later else 0,
    )


def drawn(
    post: Post, viewer: Viewer, own: Iterable[int], rows: list[Row], left_out: Iterable[Gap] = ()
) -> SafeString:
    """These rows as this reader sees them, to be put into any page of their thread."""
    people, theirs = people_of(rows, post, viewer)
    return _drawn(post, viewer, own, rows, people, theirs, base=post.get_absolute_url(), gaps=left_out)


def rows_of(post: Post, viewer: Viewer, own: Iterable[int], ids: Iterable[int]) -> list[Row]:
    """Those of these comments that stand in the thread for `viewer`, in reading order."""
    if not (chosen := sorted(set(ids))):
        return []
    return pages.ask(_chosen, viewer, own, post=post.pk, ids=filled(chosen))


def _gap_link(essay: str, gap: Gap) -> str:
    """What stands where replies are left out: a link to the page of their branch."""
    words = f"{gap.left:,} more repl{'y' if gap.left == 1 else 'ies'}" if gap.left else "Later replies"
    place = f"after={gap.after}"
    if gap.before:
        words, place = "Earlier replies", f"before={gap.before}"
    return f'<p class="more depth-1"><a href="{essay}replies/{gap.root}/?{place}">{words}</a></p>\n'


def answered(post: Post, text: str) -> Comment | None:
    """The comment of `post` that an answer may be written to, by its id as a browser sends it."""
    pk = number(text)
    if not pk:
        return None
    comment = cast("Comment | None", _answerable.first(AnonymousUser(), post=post.pk, pk=pk))
    if comment:
        comment.post = post
    return comment


class _Page(NamedTuple):
    rows: list[Row]
    older: str = ""
    newer: str = ""
    gaps: Sequence[Gap] = ()


def _page(post: Post, viewer: Viewer, own: Iterable[int], asked: Mapping[str, str]) -> _Page:
    """The part of the first level that is asked for, with what there is room for of its branches."""
    pk = number(asked.get("comment", "")) or number(asked.get("replytocom", ""))
    place = pages.spot(post, viewer, own, pk) if pk else None
    after = place.start if place else _path_in(asked.get("after", ""))
    before = "" if place else _path_in(asked.get("before", ""))
    level = pages.first_level(post, viewer, own, after=after, before=before)
    opened = paths.root_of(place.path) if place else ""
    ids = chosen((branch for branch in level.branches if branch.path != opened), pages.ROOM)
    left_out: list[Gap] = []
    if place:
        inside, left_out = pages.around(place)
        ids += inside
    rows = rows_of(post, viewer, own, ids)
    named = map(Row._make, rows)
    drawn = ((row.pk, row.path, row.status == Comment.Status.PUBLISHED) for row in named)
    return _Page(rows, level.older, level.newer, [*gaps(level.branches, drawn, opened), *left_out])


def _path_in(text: str) -> str:
    return text if _PATH.fullmatch(text) else ""


def _standing(viewer: Viewer, post: int, own: Iterable[int] = ()) -> QuerySet:
    rows = Comment.objects.standing_under(post, viewer, own)
    rows = rows.annotate(is_thanked=_thanked_by(viewer), told=_told(viewer))
    return rows.order_by("path").values_list(*_COLUMNS)


def _thanked_by(viewer: Viewer) -> Exists | Value:
    if not viewer.is_authenticated:
        return Value(False)
    return Exists(Thanks.objects.filter(comment=OuterRef("pk"), user=viewer))


def _told(viewer: Viewer) -> Case:
    """Asked of what is withheld, of which a viewer sees their own and no others; and of a member's comments
    whether a change of theirs waits."""
    newest = ModerationEntry.objects.filter(comment=OuterRef("pk"), to_status=Comment.Status.HELD)
    reason = Subquery(newest.order_by("-created_at", "-pk").values("shared_reason")[:1])
    spam = When(status=Comment.Status.SPAM, then=Value(WAITS))
    waits = []
    if viewer.is_authenticated:
        change = CommentEdit.objects.waiting().filter(comment=OuterRef("pk"))
        waits = [When(Q(Exists(change), author=viewer), then=Value(CHANGE_WAITS))]
    return Case(When(status=Comment.Status.HELD, then=reason), spam, *waits, default=Value(""))


def _drawn(
    post: Post,
    viewer: Viewer,
    own: Iterable[int],
    rows: list[Row],
    people: Mapping[int, Person],
    theirs: Own,
    *,
    base: str,
    gaps: Iterable[Gap],
) -> SafeString:
    essay = post.get_absolute_url()
    return draw(
        rows,
        people,
        reader=Reader(viewer.pk, frozenset(own), *(theirs.mark[:2] if theirs.mark else ())),
        writers=post.writers,
        answerable=post.comments_are_open() and not theirs.barred,
        base=base,
        gaps={gap.row: _gap_link(essay, gap) for gap in gaps},
    )


_answerable = Prepared(
    lambda viewer, post, pk: (
        Comment.objects.published()
        .filter(post=post, pk=pk)
        .select_related("author")
        .only("body", "html", "guest_name", "author__display_name", "path", "post", "status", "is_shown")
    )
)
_whole = Prepared(_standing)
_chosen = Prepared(lambda viewer, post, ids, own=(): _standing(viewer, post, own).filter(pk__in=ids))
