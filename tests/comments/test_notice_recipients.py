"""Whom a comment concerns, and when a mail is due. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from comments.notices.recipients import mail_due, told_of

WRITER, ANSWERED, AUTHOR, NAMED, FOLLOWER = 1, 2, 3, 4, 5
NEW_YORK = ZoneInfo("America/New_York")


def told(**people: Any) -> dict[int, str]:
    return told_of(**({"writer": WRITER, "answered": None, "authors": [AUTHOR]} | people))


def test_each_hears_by_what_concerns_them() -> None:
    kinds = told(answered=ANSWERED, mentioned=[NAMED], followers=[FOLLOWER])
    assert kinds == {ANSWERED: "reply", AUTHOR: "comment", NAMED: "mention", FOLLOWER: "followed"}


@pytest.mark.parametrize(
    ("people", "kind"),
    [
        ({"answered": AUTHOR, "mentioned": [AUTHOR], "followers": [AUTHOR]}, "reply"),
        ({"mentioned": [AUTHOR], "followers": [AUTHOR]}, "mention"),
        ({"followers": [AUTHOR]}, "comment"),
    ],
)
def test_nobody_hears_twice_and_what_concerns_most_wins(people: dict[str, Any], kind: str) -> None:
    assert told(**people) == {AUTHOR: kind}


def test_nobody_hears_of_what_they_wrote() -> None:
    everything = {"answered": WRITER, "mentioned": [WRITER], "followers": [WRITER]}
    assert told(authors=[WRITER], **everything) == {}


def test_guest_writes_and_answers_a_guest() -> None:
    assert told(writer=None, answered=None) == {AUTHOR: "comment"}


def test_muted_thread_tells_nothing() -> None:
    people = {"answered": ANSWERED, "followers": [FOLLOWER], "muted": [ANSWERED, AUTHOR, FOLLOWER]}
    assert told(**people) == {}


def test_mention_is_heard_in_a_muted_thread() -> None:
    kinds = told(answered=ANSWERED, mentioned=[ANSWERED, AUTHOR], muted=[ANSWERED, AUTHOR])
    assert kinds == {ANSWERED: "mention", AUTHOR: "mention"}


READY = datetime(2020, 2, 24, 14, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("frequency", "due"),
    [
        ("at-once", READY),
        ("hourly", datetime(2020, 2, 24, 15, 0, tzinfo=UTC)),
        ("daily", datetime(2020, 2, 25, 12, 0, tzinfo=UTC)),
        ("never", None),
    ],
)
def test_mail_is_due_as_often_as_wanted(frequency: str, due: datetime | None) -> None:
    assert mail_due(frequency, READY, NEW_YORK) == due


def test_full_hour_and_morning_are_now() -> None:
    morning = datetime(2020, 2, 24, 12, 0, tzinfo=UTC)
    assert mail_due("hourly", morning, NEW_YORK) == mail_due("daily", morning, NEW_YORK) == morning


def test_morning_is_that_of_the_clock_on_the_wall() -> None:
    """On March 8, 2020, clocks in New York went forward."""
    evening = datetime(2020, 3, 8, 1, 0, tzinfo=UTC)
    due = mail_due("daily", evening, NEW_YORK)
    assert due == datetime(2020, 3, 8, 11, 0, tzinfo=UTC)
