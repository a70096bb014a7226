"""Whom a comment concerns, and when they hear of it by mail. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo

from ..models import Frequency, Notice

_Kind = Notice.Kind

# The hour at which a day's mail goes out, in the site's time zone: before the first lesson.
DAILY_HOUR = 7


def told_of(
    *,
    writer: int | None,
    answered: int | None,
    authors: Collection[int],
    mentioned: Collection[int] = (),
    followers: Collection[int] = (),
    muted: Collection[int] = (),
) -> dict[int, str]:
    """The kind of notice for each account that a comment concerns.

    `answered` wrote what it answers, `authors` the essay. Nobody is told of what they wrote, and everybody
    once, by what concerns them most: an answer before a mention, before their essay, before a thread that
    they follow. Who muted the thread hears of nothing in it but that somebody calls them by name.
    """
    kinds: dict[int, str] = dict.fromkeys(followers, _Kind.FOLLOWED)
    kinds |= dict.fromkeys(authors, _Kind.COMMENT)
    kinds |= dict.fromkeys(mentioned, _Kind.MENTION)
    if answered is not None and not (answered in muted and answered in mentioned):
        kinds[answered] = _Kind.REPLY
    return {
        person: kind
        for person, kind in kinds.items()
        if person != writer and (person not in muted or kind == _Kind.MENTION)
    }


def mail_due(frequency: str, ready: datetime, zone: tzinfo) -> datetime | None:
    """When a mail tells of what may be told from `ready` on; None for never."""
    if frequency == Frequency.NEVER:
        return None
    if frequency == Frequency.AT_ONCE:
        return ready
    hour = ready.replace(minute=0, second=0, microsecond=0)
    if hour < ready:
        hour += timedelta(hours=1)
    if frequency == Frequency.HOURLY:
        return hour
    morning = ready.astimezone(zone).replace(hour=DAILY_HOUR, minute=0, second=0, microsecond=0)
    if morning < ready:
        # A day of the clock on the wall: twice a year it is an hour longer or shorter.
        morning += timedelta(days=1)
    return morning.astimezone(ready.tzinfo)
