"""Decks: the cards of a topic, or of all topics of a specification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, Min, Q
from django.http import Http404
from django.utils import timezone

from accounts.addresses import address
from accounts.models import User, Viewer

from ..models import (
    Card,
    CardQuerySet,
    CardReview,
    KeyTerm,
    KeyTermQuerySet,
    Specification,
    StudyNote,
    Topic,
)
from .scheduling import LEARN_AHEAD, day_of

_SPECIFICATION, _TOPIC = "term__note__topic__specification", "term__note__topic"


@dataclass(frozen=True)
class Deck:
    """Which cards: of one topic, of a whole specification, or, with neither, all."""

    specification: Specification | None = None
    topic: Topic | None = None

    def __str__(self) -> str:
        return str(self.topic or self.specification or "All your cards")

    @property
    def slug(self) -> str:
        """How forms and addresses name it: "ocr-history/stalins-tactics", "ocr-history" or nothing."""
        return "/".join(one.slug for one in (self.specification, self.topic) if one)

    def get_absolute_url(self) -> str:
        """The page that it is learned from."""
        whole = self.topic or self.specification
        return whole.get_absolute_url() if whole else address("studynotes:card_list")

    def terms(self, user: Viewer) -> KeyTermQuerySet:
        """In the order of their topics."""
        found = KeyTerm.objects.visible_to(user).order_by("note__topic__position", "position")
        if self.topic:
            return found.filter(note__topic=self.topic)
        if self.specification:
            return found.filter(note__topic__specification=self.specification)
        return found

    def cards(self, user: Viewer) -> CardQuerySet:
        found = Card.objects.visible_to(user)
        if self.topic:
            return found.filter(**{_TOPIC: self.topic})
        if self.specification:
            return found.filter(**{_SPECIFICATION: self.specification})
        return found


def deck_of(user: Viewer, slug: str) -> Deck:
    """The deck that `slug` names. Raises Http404 where there is none of which `user` may read the notes."""
    if not slug:
        return Deck()
    if "\0" in slug:  # PostgreSQL takes none
        raise Http404
    of_specification, _, of_topic = slug.partition("/")
    if not of_topic:
        found = Specification.objects.select_related("subject").filter(slug=of_specification).first()
        if found is None:
            raise Http404
        return Deck(found)
    notes = StudyNote.objects.visible_to(user).select_related("topic__specification__subject")
    note = notes.filter(topic__specification__slug=of_specification, topic__slug=of_topic).first()
    if note is None:
        raise Http404
    return Deck(note.topic.specification, note.topic)


class Counts(NamedTuple):
    """Of a deck, for one learner: terms, how many of them are learned, how many of those are due."""

    terms: int
    learned: int = 0
    due: int = 0

    @property
    def missing(self) -> int:
        return self.terms - self.learned


def counts_of(terms: KeyTermQuerySet, user: Viewer, now: datetime) -> Counts:
    """In one query."""
    if not user.is_authenticated:
        return Counts(terms.count())
    learned = Q(card__set_aside_at__isnull=True)
    found = (
        terms.order_by()
        .with_card_of(user.pk)
        .aggregate(
            terms=Count("pk"),
            learned=Count("card", filter=learned),
            due=Count("card", filter=learned & Q(card__due_at__lte=now)),
        )
    )
    return Counts(**found)


@dataclass(frozen=True)
class Row:
    """A topic's deck in the list of one's own."""

    deck: str
    number: str
    title: str
    url: str
    cards: int
    learned: int
    due: int
    next_at: datetime | None

    @property
    def aside(self) -> int:
        return self.cards - self.learned


def rows_of(user: User, now: datetime) -> dict[str, Sequence[Row]]:
    """The topics that `user` has cards of, by specification, in one query."""
    board, level, subject = (f"{_SPECIFICATION}__{field}" for field in ("board", "level", "subject__name"))
    learned = Q(set_aside_at__isnull=True)
    found = (
        Card.objects.visible_to(user)
        .values(
            board, level, subject, f"{_SPECIFICATION}__slug",
            f"{_TOPIC}__slug", f"{_TOPIC}__number", f"{_TOPIC}__title", f"{_TOPIC}__position",
        )
        .annotate(
            cards=Count("pk"),
            learned=Count("pk", filter=learned),
            due=Count("pk", filter=learned & Q(due_at__lte=now)),
            next_at=Min("due_at", filter=learned),
        )
        .order_by(subject, board, level, f"{_TOPIC}__position")
    )  # fmt: skip
    grouped = groupby(found, lambda row: f"{row[board]} {row[level]} {row[subject]}")
    return {name: [_row(one) for one in rows] for name, rows in grouped}


def _row(row: dict[str, Any]) -> Row:
    specification, topic = row[f"{_SPECIFICATION}__slug"], row[f"{_TOPIC}__slug"]
    return Row(
        deck=f"{specification}/{topic}",
        number=row[f"{_TOPIC}__number"],
        title=row[f"{_TOPIC}__title"],
        url=address("studynotes:note_detail", specification, topic),
        **{name: row[name] for name in ("cards", "learned", "due", "next_at")},
    )


class Session(NamedTuple):
    """What is asked now: `card`, with how many are `due` and how many come back `soon` after them.

    Without one, when the next is due, and how many were answered today.
    """

    card: Card | None
    due: int = 0
    soon: int = 0
    next_at: datetime | None = None
    answered_today: int = 0


def session_of(user: User, deck: Deck, now: datetime) -> Session:
    """The cards longest due come first; those that come back within minutes when nothing else is due."""
    cards = deck.cards(user).learned()
    waiting = cards.filter(due_at__lte=now + LEARN_AHEAD)
    asked = waiting.select_related("term__note__topic__specification__subject")
    if card := asked.order_by("due_at", "term__position", "pk").first():
        counts = waiting.order_by().aggregate(due=Count("pk", filter=Q(due_at__lte=now)), all=Count("pk"))
        return Session(card, counts["due"], counts["all"] - counts["due"])
    today = day_of(now, timezone.get_current_timezone())
    return Session(
        None,
        next_at=cards.aggregate(next_at=Min("due_at"))["next_at"],
        answered_today=CardReview.objects.visible_to(user).filter(reviewed_at__gte=today).count(),
    )
