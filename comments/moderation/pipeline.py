"""What becomes of a comment: steps in a fixed order, of which the first that says something decides. Pure.

A step takes the facts and returns a verdict, or None where it has nothing to say. Its name is the journal's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from accounts import arrivals
from accounts.arrivals import LINKS_THAT_HOLD, QUICKEST, Arrival
from courses.models import Standing

from ..models import MAX_BODY_LENGTH, ModerationPolicy
from . import words
from .classifier import HOLDS_FROM, SPAM_FROM, Weights, explain
from .levels import barred, bars, done_to, told_beforehand, why
from .words import Lists, Written

# Nobody writes a reply in three seconds, twenty times over; a class behind one address signs in.
COMMENTS_PER_MINUTE = 20
WINDOW = timedelta(minutes=1)
WAITS = "A teacher reads it before it appears."
CLOSED = "Comments are closed. Nothing was posted; your text is kept below."
_Level = Standing.Level
_Mode = ModerationPolicy.Mode


class Outcome(StrEnum):
    """All but the last are statuses of a comment."""

    PUBLISHED = "published"
    HELD = "held"
    SPAM = "spam"
    REFUSED = "refused"


class Verdict(NamedTuple):
    """`reason` is for moderators, `told` for the writer; `step` is the name of the step that decided."""

    outcome: Outcome
    reason: str = ""
    told: str = ""
    wait: int = 0  # seconds, where the writer is too fast
    first: int | None = None  # the comment that says the same
    step: str = ""


class Policy(NamedTuple):
    """What a course's moderators set: a row of ModerationPolicy, or its defaults."""

    mode: str = _Mode.GUESTS
    lists: Lists = Lists()
    max_links: int = LINKS_THAT_HOLD


DEFAULT_POLICY = Policy()


@dataclass(frozen=True)
class Facts:
    """What is known of a comment before it is stored. The defaults: by a member, nothing speaks against it.

    `teaches` is true of site staff too; `until` and `level_reason` belong to the `level` that the course's
    staff gave the writer. `has_published` says that something of theirs stands in the course; `nth_latest` is
    when they sent the COMMENTS_PER_MINUTE-th of their latest comments. `trap` is what came in the field that
    nobody sees, `form_age` the seconds since the form was made; None where that is not known. Without
    `weights` the classifier has learnt too little.
    """

    now: datetime
    written: Written
    links: int = 0
    is_open: bool = True
    is_guest: bool = False
    teaches: bool = False
    has_published: bool = True
    level: str = _Level.NONE
    until: datetime | None = None
    level_reason: str = ""
    twin: int | None = None
    nth_latest: datetime | None = None
    trap: str = ""
    form_age: float | None = None
    policy: Policy = DEFAULT_POLICY
    weights: Weights | None = None
    is_spam_to_akismet: bool = False


Step = Callable[[Facts], Verdict | None]


def closed(facts: Facts) -> Verdict | None:
    if facts.is_open:
        return None
    return _refused("Comments are closed", CLOSED)


def silenced(facts: Facts) -> Verdict | None:
    """An exclusion silences too: who was removed from a course may still read what is public in it.

    Of who was made a teacher since, nobody could lift it: they write.
    """
    if facts.teaches or not bars(facts.level):
        return None
    told = f"{barred(facts.level, facts.until)} Nothing was posted.{why(facts.level_reason)}"
    return _refused(done_to(facts.level).capitalize(), told)


def length(facts: Facts) -> Verdict | None:
    if not facts.written.body.strip():
        return _refused("No words", "Please type your comment.")
    size = len(facts.written.body)
    if size <= MAX_BODY_LENGTH:
        return None
    return _refused("Too long", f"Your comment has {size} characters; it may have {MAX_BODY_LENGTH}.")


def duplicate(facts: Facts) -> Verdict | None:
    if facts.twin is None:
        return None
    return _refused("Said already", "You have said that already.")._replace(first=facts.twin)


def flood(facts: Facts) -> Verdict | None:
    wait = arrivals.seconds_to_wait(facts.nth_latest, window=WINDOW, now=facts.now)
    if not wait:
        return None
    told = f"You are posting too quickly. Please wait {wait} seconds."
    return _refused("Too many comments", told)._replace(wait=wait)


def trap(facts: Facts) -> Verdict | None:
    """Programs fill in every field."""
    return _spam(facts, "Filled in the field that nobody sees") if facts.trap else None


def staff_and_trusted(facts: Facts) -> Verdict | None:
    return Verdict(Outcome.PUBLISHED) if facts.teaches or facts.level == _Level.TRUSTED else None


def limited(facts: Facts) -> Verdict | None:
    if facts.level != _Level.LIMITED:
        return None
    return _held("Limited by the course’s staff", told_beforehand(facts.level, None, facts.level_reason))


def blocked_words(facts: Facts) -> Verdict | None:
    hit = words.find_words(facts.policy.lists, facts.written)
    if hit is None:
        return None
    reason = f"Contains “{hit.line[:100]}”"
    return _spam(facts, reason) if hit.found_in == "spam_words" else _held(reason)


def blocked_addresses(facts: Facts) -> Verdict | None:
    """The journal learns the kind alone: it is kept, and addresses are forgotten."""
    hit = words.find_blocked(facts.policy.lists, facts.written)
    if hit is None:
        return None
    return _held(f"Comes from an {'e-mail' if '@' in hit.line else 'IP'} address on the list")


def link_count(facts: Facts) -> Verdict | None:
    most = facts.policy.max_links
    if not most or facts.links < most:
        return None
    count = {1: "One", 2: "Two"}.get(most, most)
    return _held(f"{count} or more links", "A teacher reads comments with several links before they appear.")


def form_age(facts: Facts) -> Verdict | None:
    if not facts.is_guest or not Arrival(facts.form_age).is_quick:
        return None
    return _held(f"Sent within {QUICKEST} seconds")


def classifier(facts: Facts) -> Verdict | None:
    """Of somebody whose comments stood before it says nothing, and it never lets a comment pass."""
    if facts.weights is None or (facts.has_published and not facts.is_guest):
        return None
    guess = explain(facts.weights, facts.written)
    if guess.likelihood < HOLDS_FROM:
        return None
    return _spam(facts, str(guess)) if guess.likelihood >= SPAM_FROM else _held(str(guess))


def akismet(facts: Facts) -> Verdict | None:
    return _spam(facts, "Akismet calls it spam") if facts.is_spam_to_akismet else None


def first_time_writer(facts: Facts) -> Verdict | None:
    """Of guests only where they would not wait anyway: an e-mail address used before proves little."""
    asked = facts.policy.mode == _Mode.RULES if facts.is_guest else facts.policy.mode != _Mode.AT_ONCE
    if facts.has_published or not asked:
        return None
    return _held("First comment in this course", "A teacher reads a first comment before it appears.")


def course_policy(facts: Facts) -> Verdict | None:
    if facts.policy.mode == _Mode.REVIEW_ALL:
        return _held("Every comment in this course", "A teacher reads every comment before it appears.")
    if facts.policy.mode == _Mode.GUESTS and facts.is_guest:
        return _held("Written by a guest", "A teacher reads guests’ comments before they appear.")
    return None


STEPS: tuple[Step, ...] = (
    closed,
    silenced,
    length,
    duplicate,
    flood,
    trap,
    staff_and_trusted,
    limited,
    blocked_words,
    blocked_addresses,
    link_count,
    form_age,
    classifier,
    akismet,
    first_time_writer,
    course_policy,
)
# Of new words in a comment that stands: its thread may have closed since, and it is no copy of itself.
EDIT_STEPS: tuple[Step, ...] = (
    silenced,
    length,
    staff_and_trusted,
    limited,
    blocked_words,
    blocked_addresses,
    link_count,
    course_policy,
)


def judge(facts: Facts, steps: Sequence[Step] = STEPS) -> Verdict:
    """The first verdict, with the name of its step; published where no step says anything."""
    for step in steps:
        if verdict := step(facts):
            return verdict._replace(step=step.__name__)
    return Verdict(Outcome.PUBLISHED)


def count_links(rendered: str) -> int:
    """The links in the rendered text of a comment; its citations of the essay's sources are none."""
    return arrivals.count_links(rendered) - rendered.count('<a class="cite"')


def _held(reason: str, told: str = WAITS) -> Verdict:
    return Verdict(Outcome.HELD, reason, told)


def _spam(facts: Facts, reason: str) -> Verdict:
    """A guest is told what they would be told of a comment that waits: who sends spam learns nothing.

    A member's does wait, whatever it looks like: nothing that somebody with an account wrote is put away
    before a person has read it.
    """
    return Verdict(Outcome.SPAM if facts.is_guest else Outcome.HELD, reason, WAITS)


def _refused(reason: str, told: str) -> Verdict:
    return Verdict(Outcome.REFUSED, reason, told)
