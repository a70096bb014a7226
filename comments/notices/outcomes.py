"""What writers are told of decisions about their comments: the last one that stands, if it is news to them.

What became of a comment and what became of an edit are two things, each told by itself, unless one decision
was about both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from ..models import ModerationEntry, Notice
from .timing import SECOND_THOUGHTS, due_for, settings_of


def about(decisions: Sequence[int], now: datetime) -> tuple[list[Notice], set[int]]:
    """The notices that are missing after these decisions. Those that stand no more, unheard, are deleted:
    the accounts that had them are returned, to be counted anew.

    Asked in any order, and twice, it comes to the same.
    """
    if not decisions:
        return [], set()
    comments = ModerationEntry.objects.filter(pk__in=decisions).values("comment")
    entries = (
        ModerationEntry.objects.filter(comment__in=comments, comment__author__is_active=True)
        .order_by("pk")
        .select_related("comment__author__notice_settings")
        .defer("comment__body", "comment__html")
    )
    told = {
        notice.decision_id: notice
        for notice in Notice.objects.filter(kind=Notice.Kind.DECISION, comment__in=comments)
    }
    unheard = {key: notice for key, notice in told.items() if not (notice.read_at or notice.mailed_at)}
    missing, stale = [], []
    for line in _lines(entries):
        if not any(entry.pk in decisions for entry in line):
            continue
        news = last_standing(line, told.keys() - unheard.keys())
        stale += [unheard[entry.pk] for entry in line if entry != news and entry.pk in unheard]
        if news and news.pk not in told and (notice := _notice(news, now)):
            missing.append(notice)
    if stale:
        Notice.objects.filter(pk__in=[notice.pk for notice in stale]).delete()
    return missing, {notice.recipient_id for notice in stale if notice.recipient_id}


def last_standing(line: Sequence[ModerationEntry], heard: Collection[int | None]) -> ModerationEntry | None:
    """Of decisions about one thing, oldest first, the one that its writer should know of. Pure.

    What was taken back does not count; that it was taken back is news for who heard of it alone.
    """
    taken_back: set[int] = set()
    for entry in reversed(line):
        if entry.pk in taken_back:
            continue
        if entry.undoes_id is None or entry.undoes_id in heard:
            return entry
        taken_back.add(entry.undoes_id)
    return None


def _lines(entries: Iterable[ModerationEntry]) -> Iterator[list[ModerationEntry]]:
    """What is news to writers, comment by comment: of the comment, and of its edits."""
    news: defaultdict[int | None, list[ModerationEntry]] = defaultdict(list)
    for entry in entries:
        if entry.is_news():
            news[entry.comment_id].append(entry)
    for history in news.values():
        of_comment = [entry for entry in history if not entry.is_of_edit()]
        batches = {entry.batch for entry in of_comment if entry.batch}
        yield of_comment
        yield [entry for entry in history if entry.is_of_edit() and entry.batch not in batches]


def _notice(entry: ModerationEntry, now: datetime) -> Notice | None:
    comment = entry.comment
    if comment is None or comment.author is None or entry.moderator_id == comment.author_id:
        return None
    due = due_for(settings_of(comment.author), Notice.Kind.DECISION, now + SECOND_THOUGHTS)
    return Notice(
        recipient=comment.author,
        comment=comment,
        kind=Notice.Kind.DECISION,
        decision=entry,
        mail_due_at=due,
    )
