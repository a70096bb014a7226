"""What becomes of a comment: the steps, and their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.models import MAX_BODY_LENGTH, ModerationPolicy
from comments.moderation.classifier import Weights
from comments.moderation.levels import told_beforehand
from comments.moderation.pipeline import (
    CLOSED,
    EDIT_STEPS,
    STEPS,
    WAITS,
    Facts,
    Outcome,
    Policy,
    Verdict,
    count_links,
    judge,
)
from comments.moderation.words import Lists, Written
from courses.models import Standing

NOW = datetime(2020, 2, 24, 12, 0, tzinfo=UTC)
SAID = Written(0, "Well said, casino.", "Gast", "", "gast@example.org", "192.0.2.7")
MODE = ModerationPolicy.Mode
LISTS = Lists("casino", "bonus*", "@example.org\n192.0.2.0/24")
NOTHING = Facts(NOW, SAID)
LINKS_WAIT = "A teacher reads comments with several links before they appear."


def facts(**others: Any) -> Facts:
    if "body" in others:
        others["written"] = SAID._replace(body=others.pop("body"))
    if "mode" in others:
        others["policy"] = Policy(others.pop("mode"))
    return replace(NOTHING, **others)


@pytest.mark.parametrize(
    ("changed", "outcome", "step"),
    [
        ({}, "published", ""),
        ({"is_open": False}, "refused", "closed"),
        ({"level": "silenced"}, "refused", "silenced"),
        ({"level": "excluded"}, "refused", "silenced"),
        ({"body": " "}, "refused", "length"),
        ({"body": "x" * (MAX_BODY_LENGTH + 1)}, "refused", "length"),
        ({"body": "x" * MAX_BODY_LENGTH}, "published", ""),
        ({"twin": 7}, "refused", "duplicate"),
        ({"nth_latest": NOW}, "refused", "flood"),
        ({"trap": "x"}, "held", "trap"),
        ({"trap": "x", "is_guest": True}, "spam", "trap"),
        ({"teaches": True, "has_published": False, "links": 9}, "published", "staff_and_trusted"),
        ({"teaches": True, "level": "silenced"}, "published", "staff_and_trusted"),
        ({"teaches": True, "level": "limited"}, "published", "staff_and_trusted"),
        ({"level": "trusted", "mode": MODE.REVIEW_ALL}, "published", "staff_and_trusted"),
        ({"level": "limited"}, "held", "limited"),
        ({"policy": Policy(lists=Lists("casino"))}, "held", "blocked_words"),
        ({"policy": Policy(lists=Lists(spam_words="casino"))}, "held", "blocked_words"),
        ({"policy": Policy(lists=Lists(spam_words="casino")), "is_guest": True}, "spam", "blocked_words"),
        ({"policy": Policy(lists=Lists("casino")), "is_guest": True}, "held", "blocked_words"),
        ({"policy": Policy(lists=Lists(blocked_addresses="@example.org"))}, "held", "blocked_addresses"),
        ({"links": 1}, "published", ""),
        ({"links": 2}, "held", "link_count"),
        ({"links": 9, "policy": Policy(max_links=0)}, "published", ""),
        ({"is_guest": True, "form_age": 2.9}, "held", "form_age"),
        ({"form_age": 2.9}, "published", ""),
        ({"is_guest": True, "is_spam_to_akismet": True}, "spam", "akismet"),
        ({"is_spam_to_akismet": True}, "held", "akismet"),
        ({"has_published": False}, "held", "first_time_writer"),
        ({"has_published": False, "mode": MODE.AT_ONCE}, "published", ""),
        ({"is_guest": True, "has_published": False, "mode": MODE.RULES}, "held", "first_time_writer"),
        ({"is_guest": True, "mode": MODE.RULES}, "published", ""),
        ({"is_guest": True, "mode": MODE.AT_ONCE, "has_published": False}, "published", ""),
        ({"is_guest": True, "has_published": False}, "held", "course_policy"),
        ({"is_guest": True, "form_age": 30 * 3600.0}, "held", "course_policy"),
        ({"mode": MODE.REVIEW_ALL}, "held", "course_policy"),
    ],
)
def test_step_decides(changed: dict[str, Any], outcome: str, step: str) -> None:
    verdict = judge(facts(**changed))
    assert (verdict.outcome, verdict.step) == (outcome, step)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"is_guest": True}, "Written by a guest"),
        ({"has_published": False}, "First comment in this course"),
        ({"links": 2}, "Two or more links"),
        ({"policy": Policy(lists=LISTS)}, "Contains “casino”"),
        ({"policy": Policy(lists=Lists("", "", "192.0.2.0/24"))}, "Comes from an IP address on the list"),
        ({"policy": Policy(lists=Lists("", "", "@example.org"))}, "Comes from an e-mail address on the list"),
    ],
)
def test_reason_for_the_moderator(changed: dict[str, Any], reason: str) -> None:
    assert judge(facts(**changed)).reason == reason


@pytest.mark.parametrize(
    ("changed", "reason", "told"),
    [
        ({"is_open": False}, "Comments are closed", CLOSED),
        (
            {"level": "silenced", "level_reason": "Unkind"},
            "Silenced in this course",
            "You have been silenced in this course. Nothing was posted. The reason: Unkind",
        ),
        (
            {"level": "excluded"},
            "Removed from this course",
            "You have been removed from this course. Nothing was posted.",
        ),
        ({"body": " "}, "No words", "Please type your comment."),
        (
            {"body": "x" * (MAX_BODY_LENGTH + 1)},
            "Too long",
            "Your comment has 65526 characters; it may have 65525.",
        ),
        ({"twin": 7}, "Said already", "You have said that already."),
        (
            {"nth_latest": NOW},
            "Too many comments",
            "You are posting too quickly. Please wait 60 seconds.",
        ),
        ({"trap": "x"}, "Filled in the field that nobody sees", WAITS),
        ({"policy": Policy(lists=Lists(spam_words="casino"))}, "Contains “casino”", WAITS),
        ({"is_guest": True, "form_age": 1.0}, "Sent within 3 seconds", WAITS),
        ({"is_spam_to_akismet": True}, "Akismet calls it spam", WAITS),
        ({"links": 1, "policy": Policy(max_links=1)}, "One or more links", LINKS_WAIT),
        ({"links": 5, "policy": Policy(max_links=5)}, "5 or more links", LINKS_WAIT),
        (
            {"has_published": False},
            "First comment in this course",
            "A teacher reads a first comment before it appears.",
        ),
        ({"is_guest": True}, "Written by a guest", "A teacher reads guests’ comments before they appear."),
        (
            {"mode": MODE.REVIEW_ALL},
            "Every comment in this course",
            "A teacher reads every comment before it appears.",
        ),
    ],
)
def test_words_for_the_moderator_and_for_the_writer(changed: dict[str, Any], reason: str, told: str) -> None:
    verdict = judge(facts(**changed))
    assert (verdict.reason, verdict.told) == (reason, told)


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("none", ""),
        ("trusted", ""),
        ("limited", "A teacher reads your comments before they appear. The reason: Unkind"),
        (
            "silenced",
            "You have been silenced in this course until February 24, 2020 at 12:00 pm. The reason: Unkind",
        ),
        (
            "excluded",
            "You have been removed from this course until February 24, 2020 at 12:00 pm. The reason: Unkind",
        ),
    ],
)
def test_form_says_beforehand_what_a_standing_means(level: str, told: str) -> None:
    assert told_beforehand(level, NOW, "Unkind") == told


def test_what_has_no_end_and_no_reason_names_none() -> None:
    assert told_beforehand("silenced", None, "") == "You have been silenced in this course."


def test_reason_names_the_words_that_weighed() -> None:
    known = facts(is_guest=True, weights=Weights({"casino": 3.0}, 20, 20))
    assert judge(known).reason == "Looks like spam (0.95): casino"


def test_writer_is_not_told_which_word_was_found() -> None:
    assert "casino" not in judge(facts(policy=Policy(lists=LISTS))).told


def test_silenced_writer_is_told_until_when_and_why() -> None:
    told = judge(facts(level="silenced", until=NOW, level_reason="Unkind to a classmate")).told
    assert "silenced in this course until February 24, 2020 at 12:00 pm" in told
    assert "Unkind to a classmate" in told


def test_limited_writer_is_told_why() -> None:
    assert "The reason: Unkind" in judge(facts(level="limited", level_reason="Unkind")).told


@pytest.mark.parametrize(("age", "wait"), [(0, 60), (10.5, 50), (59.2, 1), (60, 0), (3600, 0)])
def test_wait_ends_a_minute_after_the_nth_latest(age: float, wait: int) -> None:
    assert judge(facts(nth_latest=NOW - timedelta(seconds=age))).wait == wait


def test_duplicate_names_the_first() -> None:
    assert judge(facts(twin=7)).first == 7


def test_links_are_counted_as_rendered() -> None:
    assert count_links('<p><a href="https://a.example">a</a> &lt;a <a href="/b">b</a></p>') == 2


def test_citation_of_the_essays_own_sources_is_no_link() -> None:
    assert count_links('<p><a class="cite" href="#source-1">(Freeze 9)</a> <a href="/b">b</a></p>') == 1


def test_edit_is_no_duplicate_and_may_come_after_the_end() -> None:
    assert judge(facts(twin=7, is_open=False, nth_latest=NOW), EDIT_STEPS).outcome == Outcome.PUBLISHED


@pytest.mark.parametrize("changed", [{"links": 2}, {"level": "limited"}, {"mode": MODE.REVIEW_ALL}])
def test_edit_that_trips_a_rule_is_held(changed: dict[str, Any]) -> None:
    assert judge(facts(**changed), EDIT_STEPS).outcome == Outcome.HELD


ANY_FACTS = st.builds(
    Facts,
    now=st.just(NOW),
    written=st.builds(
        Written,
        pk=st.just(0),
        body=st.sampled_from(["", "Well said.", "A casino", "A bonus"]) | st.text(max_size=60),
        name=st.text(max_size=20),
        email=st.sampled_from(["", "a@example.org", "b@example.net"]),
        ip=st.none() | st.ip_addresses().map(str),
    ),
    links=st.integers(0, 5),
    is_open=st.booleans(),
    is_guest=st.booleans(),
    teaches=st.booleans(),
    has_published=st.booleans(),
    level=st.sampled_from(Standing.Level.values),
    until=st.none() | st.just(NOW + timedelta(days=1)),
    level_reason=st.sampled_from(["", "Unkind"]),
    twin=st.none() | st.just(7),
    nth_latest=st.none() | st.datetimes().map(lambda moment: moment.replace(tzinfo=UTC)),
    trap=st.sampled_from(["", "x"]),
    form_age=st.none() | st.floats(0, 1e6),
    weights=st.none() | st.just(Weights({"casino": 5.0, "said": -3.0}, 20, 20)),
    is_spam_to_akismet=st.booleans(),
    policy=st.builds(
        Policy,
        mode=st.sampled_from(MODE.values),
        lists=st.builds(Lists, held_words=st.sampled_from(["", "casino"]) | st.text(max_size=20)),
        max_links=st.integers(0, 4),
    ),
)


def said_by_all(known: Facts) -> list[Verdict]:
    """Of every step, also of those that another one comes before."""
    return [verdict for step in STEPS if (verdict := step(known))]


@given(ANY_FACTS)
def test_every_comment_has_one_verdict_by_the_first_step_that_speaks(known: Facts) -> None:
    spoken = [(step.__name__, verdict) for step in STEPS if (verdict := step(known))]
    name, first = spoken[0] if spoken else ("", Verdict(Outcome.PUBLISHED))
    assert judge(known) == first._replace(step=name)


@given(ANY_FACTS)
def test_what_is_not_published_has_a_reason_and_its_writer_is_told(known: Facts) -> None:
    for verdict in (judge(known), *said_by_all(known)):
        assert bool(verdict.reason) == bool(verdict.told) == (verdict.outcome != Outcome.PUBLISHED)


@given(ANY_FACTS)
def test_no_rule_makes_spam_of_what_a_member_wrote(known: Facts) -> None:
    assert Outcome.SPAM not in [verdict.outcome for verdict in said_by_all(replace(known, is_guest=False))]


def test_steps_are_in_the_agreed_order() -> None:
    assert [step.__name__ for step in STEPS] == [
        "closed", "silenced", "length", "duplicate", "flood", "trap", "staff_and_trusted", "limited",
        "blocked_words", "blocked_addresses", "link_count", "form_age", "classifier", "akismet",
        "first_time_writer", "course_policy",
    ]  # fmt: skip
