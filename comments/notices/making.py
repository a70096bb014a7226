"""Makes the rows that say who is told of what. It asks for everything at once, however many are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet, Value
from django.utils import timezone

from accounts.models import User
from blog.authorship.names import further_column, writers_in

from ..models import (
    EDIT_WINDOW,
    Comment,
    Frequency,
    GuestSubscription,
    Mention,
    Notice,
    Subscription,
)
from . import outcomes
from .counting import recount
from .recipients import mail_due, told_of
from .timing import due_for, settings_of

# Guests have no page of notices, and no wish for a mail a minute.
GUESTS_HEAR = Frequency.HOURLY
# So many people's sights are asked for in one query: SQLite puts 500 together at most.
PEOPLE_AT_ONCE = 100


@dataclass(frozen=True)
class Made:
    """How many notices, and the moments at which mail about them is due."""

    count: int
    due: set[datetime]


class _Said(NamedTuple):
    """What must be known of a comment to tell of it."""

    pk: int
    post: int
    writer: int | None
    writer_email: str | None
    guest_email: str
    answered: int | None
    author: int
    further: str | None
    created_at: datetime


@transaction.atomic
def make_notices(comments: Sequence[int] = (), decisions: Sequence[int] = ()) -> Made:
    """Tell of these comments, as far as they are shown, and of these decisions, as far as they still stand.

    Nobody is told of what they may not see. Whoever was told of a comment before is not told again.
    """
    now = timezone.now()
    decided, untold = outcomes.about(decisions, now)
    notices = [*_about_comments(comments, now), *decided]
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=PEOPLE_AT_ONCE)
    recount(untold.union(notice.recipient_id for notice in notices if notice.recipient_id))
    return Made(len(notices), {notice.mail_due_at for notice in notices if notice.mail_due_at})


def _about_comments(comments: Sequence[int], now: datetime) -> Iterable[Notice]:
    if not comments:
        return
    rows = [
        _Said(*row)
        for row in Comment.objects.published()
        .filter(pk__in=comments)
        .order_by("pk")
        .values_list(
            "pk", "post_id", "author_id", "author__email", "guest_email",
            "parent__author_id", "post__author_id", further_column("post__"), "created_at",
        )
    ]  # fmt: skip
    kinds = _kinds(rows)
    people = _people({person for told in kinds.values() for person in told})
    seen = _seen_by(people.values(), comments)
    taken: set[tuple[int, str]] = set()
    for row in rows:
        ready = max(now, row.created_at + EDIT_WINDOW)
        for pk, kind in kinds[row.pk].items():
            if (pk, row.pk) not in seen:
                continue
            taken.add((row.pk, people[pk].email))
            due = due_for(settings_of(people[pk]), kind, ready)
            yield Notice(recipient_id=pk, comment_id=row.pk, kind=kind, mail_due_at=due)
    yield from _for_guests(rows, taken, now)


def _kinds(rows: Sequence[_Said]) -> dict[int, dict[int, str]]:
    """For each comment whom it concerns, by what: two queries."""
    mentioned: defaultdict[int, set[int]] = defaultdict(set)
    for comment, person in Mention.objects.filter(comment__in=[row.pk for row in rows]).values_list(
        "comment_id", "user_id"
    ):
        mentioned[comment].add(person)
    wishes: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    asked = Subscription.objects.filter(post__in={row.post for row in rows})
    for post, person, state in asked.values_list("post_id", "user_id", "state"):
        wishes[post, state].add(person)
    return {
        row.pk: told_of(
            writer=row.writer,
            answered=row.answered,
            authors=writers_in(row.author, row.further),
            mentioned=mentioned[row.pk],
            followers=wishes[row.post, Subscription.State.FOLLOWED],
            muted=wishes[row.post, Subscription.State.MUTED],
        )
        for row in rows
    }


def _people(keys: Collection[int]) -> dict[int, User]:
    found = User.objects.filter(pk__in=keys, is_active=True).select_related("notice_settings")
    return {person.pk: person for person in found}


def _seen_by(people: Iterable[User], comments: Sequence[int]) -> set[tuple[int, int]]:
    """Who may see which of `comments`, through the gate that every page goes through."""
    found: set[tuple[int, int]] = set()
    everyone = list(people)
    for start in range(0, len(everyone), PEOPLE_AT_ONCE):
        sights = [
            Comment.objects.visible_to(person)
            .filter(pk__in=comments)
            .order_by()
            .values_list(Value(person.pk), "pk")
            for person in everyone[start : start + PEOPLE_AT_ONCE]
        ]
        together: QuerySet = sights[0].union(*sights[1:], all=True) if len(sights) > 1 else sights[0]
        found |= {(int(person), int(comment)) for person, comment in together}
    return found


def _for_guests(rows: Sequence[_Said], taken: set[tuple[int, str]], now: datetime) -> Iterable[Notice]:
    """Guests follow what the world may read. Whoever wrote it, or hears of it as a member, is left out."""
    public = set(
        Comment.objects.visible_to(AnonymousUser())
        .filter(pk__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    followers: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    asked = GuestSubscription.objects.confirmed().filter(post__in={row.post for row in rows})
    for pk, post, email in asked.values_list("pk", "post_id", "email"):
        followers[post].append((pk, email))
    zone = timezone.get_default_timezone()
    for row in rows:
        ready = max(now, row.created_at + EDIT_WINDOW)
        for pk, email in followers[row.post] if row.pk in public else []:
            if email in (row.guest_email, row.writer_email) or (row.pk, email) in taken:
                continue
            yield Notice(
                guest_id=pk,
                comment_id=row.pk,
                kind=Notice.Kind.FOLLOWED,
                mail_due_at=mail_due(GUESTS_HEAR, ready, zone),
            )
