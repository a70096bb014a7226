"""When a card comes back: FSRS, by its own library, as plain functions of what is remembered of a card.

FSRS is the Free Spaced Repetition Scheduler of the Open Spaced Repetition group; its model is of how long
somebody remembers. What is ours: a card that comes back after days is due from the beginning of its day, so
that a morning's learner is asked what an evening's learning made due; and nothing is left to chance, so that
a card comes back when its button said so (the library's "fuzz" is drawn anew at every call).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from django.template.defaultfilters import pluralize
from fsrs import Card, Rating, Scheduler

RATINGS = {rating.value: rating.name.capitalize() for rating in Rating}
# A course lasts a year: what is known for longer is still asked before its examination.
LONGEST_DAYS = 365
DAY = timedelta(days=1)
DAY_BEGINS = timedelta(hours=4)  # who learns past midnight is still in yesterday
LEARN_AHEAD = timedelta(minutes=20)  # what comes back within it is asked at once where nothing else is due
NEW_A_DAY = 20

_scheduler = Scheduler(desired_retention=0.9, maximum_interval=LONGEST_DAYS, enable_fuzzing=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rating would make of a card; `wait` says in words when it comes back."""

    rating: int
    memory: dict[str, Any]
    due_at: datetime
    wait: str

    @property
    def name(self) -> str:
        return RATINGS[self.rating]


def outcome(memory: Mapping[str, Any], rating: int, now: datetime, zone: tzinfo) -> Outcome:
    """What becomes of a card with this `memory` (empty for a new one) that is rated 1 to 4 at `now`.

    Raises ValueError for another rating.
    """
    at = now.astimezone(UTC)
    kept = {**memory, "due": at.isoformat()} if memory else {}
    # A card that is given no id waits a millisecond to get one.
    card = Card.from_dict({"card_id": 0, **kept}) if kept else Card(card_id=0, due=at)  # type: ignore[typeddict-item]
    rated, _ = _scheduler.review_card(card, Rating(rating), at)
    after = {key: value for key, value in rated.to_dict().items() if key not in ("card_id", "due")}
    days = (rated.due - at) // DAY
    due_at = day_of(now, zone) + days * DAY if days else rated.due
    return Outcome(rating, after, due_at, wait_words(due_at, now, zone))


def outcomes(memory: Mapping[str, Any], now: datetime, zone: tzinfo) -> list[Outcome]:
    """What each rating would make of a card, from Again to Easy."""
    return [outcome(memory, rating, now, zone) for rating in RATINGS]


def day_of(now: datetime, zone: tzinfo) -> datetime:
    """When the day of learning began to which `now` belongs."""
    local = (now.astimezone(zone) - DAY_BEGINS).replace(hour=0, minute=0, second=0, microsecond=0)
    return (local + DAY_BEGINS).astimezone(UTC)


def first_due(number: int, now: datetime, zone: tzinfo) -> datetime:
    """When the new card with this number, counted from 0, is asked first: twenty a day."""
    later = number // NEW_A_DAY
    return day_of(now, zone) + later * DAY if later else now


def wait_words(due_at: datetime, now: datetime, zone: tzinfo) -> str:
    """When a card comes back: now, in 6 minutes, tomorrow, in 12 days, in 3 months."""
    wait = due_at - now
    if wait <= timedelta():
        return "now"
    if wait < timedelta(hours=1):  # what comes back on another day is due at its beginning
        minutes = -(-wait // timedelta(minutes=1))
        return f"in {minutes} minute{pluralize(minutes)}"
    days = max(1, round((day_of(due_at, zone) - day_of(now, zone)) / DAY))
    if days == 1:
        return "tomorrow"
    return f"in {days} days" if days < 60 else f"in {round(days / 30.4)} months"
