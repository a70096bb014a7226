"""The topics of one specification made what a file says. Runs inside the import's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError

from accounts.slugs import stem_of, unused

from ..models import Specification, Topic
from ..problems import Problem
from .checking import TopicEntry
from .report import Change, differences

MAX_SLUG = 120
FIELDS = ("number", "title", "slug", "focus", "parent")


class Match(NamedTuple):
    """A topic of the file, and the row that it is: one not stored yet where it is new."""

    entry: TopicEntry
    topic: Topic


def store_topics(
    specification: Specification, entries: Sequence[TopicEntry], *, prune: bool
) -> tuple[list[Change], list[Problem]]:
    """Store `entries`, which stand in reading order; returns what changed, and what is wrong with them.

    A topic that the file lacks keeps its place behind the one before it. With `prune` it goes, unless a
    note, a unit, somebody's unsaved text or another topic hangs on it.
    """
    # Locked in the order of their keys, as their notes are written (writing/saving.py).
    rows = specification.topics.select_for_update(of=("self",)).select_related("parent").order_by("pk")
    there = sorted(rows, key=lambda topic: topic.position)
    matches = _matched(specification, there, entries)
    found = {match.topic.pk for match in matches}
    absent = [topic for topic in there if topic.pk not in found]
    removed = _removable(specification, absent) if prune else []
    gone = {topic.pk for topic in removed}
    kept = [topic for topic in absent if topic.pk not in gone]
    stayed = [topic for topic in there if topic.pk not in gone]
    if problems := [*_collisions(matches, kept), *_invalid(matches)]:
        return [], problems
    for topic in removed:
        topic.delete()
    changes = [Change("removed", "topic", str(topic)) for topic in removed] + _store(matches)
    if _reorder(stayed, [match.topic for match in matches]):
        words = "the order of its topics"
        changes.append(Change("changed", "specification", str(specification), 0, (words,)))
    changes += [Change("kept", "topic", str(topic), 0, (_why(prune),)) for topic in kept]
    return changes, []


def _matched(specification: Specification, there: list[Topic], entries: Sequence[TopicEntry]) -> list[Match]:
    """By slug where the file has one, else by number: so no note comes to stand under another topic."""
    by_slug = {topic.slug: topic for topic in there}
    named = {entry.slug for entry in entries if entry.slug}
    by_number = {topic.number: topic for topic in there if topic.slug not in named}
    taken = set(by_slug) | named
    matches = []
    for entry in entries:
        topic = by_slug.get(entry.slug) if entry.slug else by_number.get(entry.number)
        if topic is None:
            slug = entry.slug or unused(stem_of(entry.title, max_length=MAX_SLUG - 6), taken)
            taken.add(slug)
            topic = Topic(specification=specification, slug=slug)
        matches.append(Match(entry, topic))
    return matches


def _removable(specification: Specification, absent: list[Topic]) -> list[Topic]:
    """Those of `absent` on which nothing hangs, the lower ones first."""
    idle = specification.topics.filter(note=None, unit_topics=None, copies=None)
    bare = set(idle.filter(pk__in=[topic.pk for topic in absent]).values_list("pk", flat=True))
    # Topics of the file hang where the file says, so only those that it lacks count.
    below = Counter(topic.parent_id for topic in absent)
    removed: list[Topic] = []
    left = [topic for topic in absent if topic.pk in bare]
    while ready := [topic for topic in left if not below[topic.pk]]:
        removed += ready
        left = [topic for topic in left if below[topic.pk]]
        below.subtract(topic.parent_id for topic in ready)
    return removed


def _why(prune: bool) -> str:
    if not prune:
        return "what the file lacks stays"
    return "a note, a unit, an unsaved text or another topic hangs on it"


def _collisions(matches: list[Match], kept: list[Topic]) -> list[Problem]:
    numbers = {topic.number: topic for topic in kept}
    return [
        Problem(
            entry.line,
            f"The number {entry.number} is that of “{numbers[entry.number].title}” "
            f"({numbers[entry.number].slug}), which is not in the file.",
        )
        for entry, _ in matches
        if entry.number in numbers
    ]


def _invalid(matches: list[Match]) -> list[Problem]:
    problems = []
    for entry, topic in matches:
        checked = Topic(
            number=entry.number, title=entry.title, slug=entry.slug or topic.slug, focus=entry.focus
        )
        try:
            checked.clean_fields(exclude=["specification", "parent", "position"])
        except ValidationError as error:
            problems += [Problem(entry.line, words) for words in error.messages]
    return problems


def _store(matches: list[Match]) -> list[Change]:
    rows = {entry.number: topic for entry, topic in matches}
    renumbered = [topic.pk for entry, topic in matches if topic.pk and topic.number != entry.number]
    for pk in renumbered:
        # Two that change their numbers for each other's meet on the way.
        Topic.objects.filter(pk=pk).update(number=f"~{pk}")
    changes = []
    for entry, topic in matches:
        values = {name: getattr(entry, name) for name in ("number", "title", "focus")}
        values["parent"] = rows.get(entry.parent)
        is_new = topic.pk is None
        details = () if is_new else differences(topic, values)
        for name, value in values.items():
            setattr(topic, name, value)
        if is_new:
            topic.position = 0  # given with all the others
        if is_new or details:
            topic.save()
            changes.append(Change("new" if is_new else "changed", "topic", str(topic), entry.line, details))
    return changes


def _reorder(stayed: list[Topic], listed: list[Topic]) -> bool:
    """Give all topics their places, those that are not `listed` behind the ones before them.

    Returns whether those that `stayed` follow one another differently.
    """
    behind: dict[Topic | None, list[Topic]] = {topic: [] for topic in (None, *listed)}
    last: Topic | None = None
    for topic in stayed:
        if topic in behind:
            last = topic
        else:
            behind[last].append(topic)
    order = [one for topic, followers in behind.items() for one in (topic, *followers) if one]
    there = {topic.pk for topic in stayed}
    has_moved = [topic.pk for topic in order if topic.pk in there] != [topic.pk for topic in stayed]
    if has_moved or len(order) > len(stayed):
        for position, topic in enumerate(order, 1):
            topic.position = position
        Topic.objects.bulk_update(order, ["position"], batch_size=500)
    return has_moved
