"""Which comments are shown, and every count that follows from that: the one home of both.

A new comment is shown and counted by statements of its own in comments/actions.py, which come out the same.

A comment is shown when it is published and nothing above it is withheld (held, or spam). What was removed or
deleted hides its own words alone: what hangs on it stays readable.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from blog.models import Post

from . import paths
from .ids import BATCH, batched
from .models import Comment
from .notices import telling

# Changes in more branches than this, and the whole thread is read.
MOST_BRANCHES = 20


class Filed(NamedTuple):
    """A comment as far as showing goes. `status` and `parent` are the truth, the others are computed."""

    pk: int
    parent: int | None
    path: str
    status: str
    is_shown: bool
    shown_in: int | None
    branch_count: int


_COLUMNS = ("pk", "parent_id", "path", "status", "is_shown", "shown_in", "branch_count")


def shown_among(rows: Iterable[Filed]) -> set[int]:
    """The ids of those that are shown, of whole branches in reading order. Pure."""
    shown: set[int] = set()
    withheld: set[int] = set()
    for row in rows:
        if row.parent in withheld or row.status in Comment.WITHHELD:
            withheld.add(row.pk)
        elif row.status == Comment.Status.PUBLISHED:
            shown.add(row.pk)
    return shown


def branch_counts(rows: Iterable[Filed], shown: Collection[int]) -> Counter[str]:
    """How many are shown below each comment of the first level, by its path. Pure."""
    return Counter(
        paths.root_of(row.path) for row in rows if row.pk in shown and len(row.path) > paths.SEGMENT_LENGTH
    )


@dataclass
class Changes:
    """What is stored of a thread and does not follow from its statuses.

    The ids of those that should be shown and of those that should not, and of each comment of the first
    level with a wrong count, that count and the right one. `shown` is how many there are to show.
    """

    appearing: list[int] = field(default_factory=list)
    vanishing: list[int] = field(default_factory=list)
    recounted: dict[int, tuple[int, int]] = field(default_factory=dict)
    shown: int = 0

    def __bool__(self) -> bool:
        return bool(self.appearing or self.vanishing or self.recounted)

    def note(self, branch: list[Filed]) -> None:
        shown = shown_among(branch)
        counts = branch_counts(branch, shown)
        self.shown += len(shown)
        for row in branch:
            if row.pk in shown and not (row.is_shown and row.shown_in is not None):
                self.appearing.append(row.pk)
            elif row.is_shown and row.pk not in shown:
                self.vanishing.append(row.pk)
            count = counts[row.path] if row.parent is None else 0
            if count != row.branch_count:
                self.recounted[row.pk] = (row.branch_count, count)


def unsettled(post: int, roots: Collection[str] | None = None) -> Changes:
    """What `settle` would change, in these branches of a thread; without, in all. Holds one at a time."""
    changes = Changes()
    rows = (Filed(*row) for row in _rows(post, roots).iterator(chunk_size=BATCH))
    for _, branch in groupby(rows, key=lambda row: paths.root_of(row.path)):
        changes.note(list(branch))
    return changes


def settle(post: int, changed: Collection[str] | None = None) -> bool:
    """Compute anew what is shown of a thread and its counts, in the branches of these paths; without, all.

    The caller is in a transaction and has changed statuses or parents in it. What is shown for the first
    time belongs to the next version of the thread. Returns whether anything was wrong.
    """
    columns = ("thread_version", "comment_count")
    version, counted = Post.objects.select_for_update().values_list(*columns).get(pk=post)
    roots = None if changed is None else {paths.root_of(path) for path in changed}
    if roots is not None and len(roots) > MOST_BRANCHES:
        roots = None
    changes = unsettled(post, roots)
    for batch in batched(changes.appearing):
        first = Coalesce(F("shown_in"), Value(version + 1))
        Comment.objects.filter(pk__in=batch).update(is_shown=True, shown_in=first)
    for batch in batched(changes.vanishing):
        Comment.objects.filter(pk__in=batch).update(is_shown=False)
    recounted: defaultdict[int, list[int]] = defaultdict(list)
    for pk, (_, count) in changes.recounted.items():
        recounted[count].append(pk)
    for count, keys in recounted.items():
        for batch in batched(keys):
            Comment.objects.filter(pk__in=batch).update(branch_count=count)
    shown = Comment.objects.published().filter(post=post).count()
    wrong = bool(changes) or shown != counted
    if wrong or changed is not None:
        Post.objects.filter(pk=post).update(comment_count=shown, thread_version=version + 1)
    if changed is not None:
        telling.thread_settled(post, version + 1)
    return wrong


def _rows(post: int, roots: Collection[str] | None) -> QuerySet:
    comments = Comment.objects.filter(post=post)
    if roots is not None:
        within = Q()
        for root in roots:
            within |= Q(path__gte=root, path__lt=paths.end_of(root))
        comments = comments.filter(within)
    return comments.order_by("path").values_list(*_COLUMNS)
