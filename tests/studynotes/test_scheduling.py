"""When a card comes back: FSRS as the site uses it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studynotes.cards.scheduling import (
    LONGEST_DAYS,
    RATINGS,
    day_of,
    first_due,
    outcome,
    outcomes,
    wait_words,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AGAIN, HARD, GOOD, EASY = RATINGS


def rated(*ratings: int, at: datetime = NOON) -> tuple[dict[str, Any], datetime]:
    """The memory of a card that was rated so, each time when it was due; and when it is due now."""
    memory: dict[str, Any] = {}
    for rating in ratings:
        found = outcome(memory, rating, at, UTC)
        memory, at = found.memory, max(found.due_at, at)
    return memory, at


def test_a_new_card_says_when_it_comes_back() -> None:
    said = [(one.name, one.wait) for one in outcomes({}, NOON, UTC)]
    assert said == [
        ("Again", "in 1 minute"), ("Hard", "in 6 minutes"), ("Good", "in 10 minutes"), ("Easy", "in 8 days"),
    ]  # fmt: skip


def test_what_is_known_comes_back_ever_later() -> None:
    memory, at = rated(GOOD, GOOD)
    waits = []
    for _ in range(4):
        found = outcome(memory, GOOD, at, UTC)
        waits.append(found.due_at - at)
        memory, at = found.memory, found.due_at
    assert waits == sorted(waits)
    assert waits[0] > timedelta(days=2)


def test_what_is_forgotten_comes_back_soon() -> None:
    memory, at = rated(GOOD, GOOD, GOOD)
    assert outcome(memory, AGAIN, at, UTC).wait == "in 10 minutes"


def test_days_are_due_from_their_beginning() -> None:
    """Who learns at eleven at night is asked the next morning what comes back tomorrow or later."""
    night = datetime(2026, 3, 2, 23, tzinfo=UTC)
    assert outcome({}, EASY, night, UTC).due_at == datetime(2026, 3, 10, 4, tzinfo=UTC)


def test_past_midnight_is_still_yesterday_in_the_learners_zone() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    late = datetime(2026, 3, 2, 1, 30, tzinfo=berlin)
    assert day_of(late, berlin) == datetime(2026, 3, 1, 4, tzinfo=berlin)


def test_new_cards_are_twenty_a_day() -> None:
    due = [first_due(number, NOON, UTC) for number in (0, 19, 20, 40)]
    day = datetime(2026, 3, 2, 4, tzinfo=UTC)
    assert due == [NOON, NOON, day + timedelta(days=1), day + timedelta(days=2)]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (-1, "now"),
        (0.05, "in 3 minutes"),
        (16, "tomorrow"),
        (40, "in 2 days"),
        (24 * 365 - 8, "in 12 months"),
    ],
)
def test_a_wait_is_said_in_words(hours: float, words: str) -> None:
    assert wait_words(NOON + timedelta(hours=hours), NOON, UTC) == words


@pytest.mark.parametrize("hour", [0, 3, 4, 12, 17, 23])
def test_a_day_from_now_is_tomorrow_at_any_hour(hour: int) -> None:
    now = NOON.replace(hour=hour)
    assert wait_words(now + timedelta(days=1), now, UTC) == "tomorrow"


def test_nothing_is_left_to_chance() -> None:
    memory, at = rated(GOOD, GOOD, GOOD)
    assert len({outcome(memory, GOOD, at, UTC).due_at for _ in range(20)}) == 1


@pytest.mark.parametrize("rating", [0, 5, -1])
def test_another_rating_is_refused(rating: int) -> None:
    with pytest.raises(ValueError, match="is not a valid Rating"):
        outcome({}, rating, NOON, UTC)


@given(st.lists(st.tuples(st.sampled_from(list(RATINGS)), st.integers(-3, 90_000)), max_size=25))
def test_any_history_has_a_future_that_json_can_keep(history: list[tuple[int, int]]) -> None:
    """Ratings at any time, a clock that was set back included."""
    memory: dict[str, Any] = {}
    at = NOON
    for rating, minutes in history:
        at += timedelta(minutes=minutes)
        found = outcome(memory, rating, at, UTC)
        assert at < found.due_at <= at + timedelta(days=LONGEST_DAYS + 1)
        assert json.loads(json.dumps(found.memory)) == found.memory
        memory = found.memory


@given(st.lists(st.sampled_from(list(RATINGS)), min_size=1, max_size=8))
def test_a_better_rating_never_comes_back_sooner(ratings: list[int]) -> None:
    memory, at = rated(*ratings)
    due = [one.due_at for one in outcomes(memory, at, UTC)]
    assert due == sorted(due)
