"""The mark of an answer: which points are ticked, and how the mark arises from them. Pure.

A group counts what its ticked points earn, at most its maximum. Then rules over groups together cut what
those groups count, then rules of spread cut the whole, and last the question's marks do. Nothing takes marks
away: every kind of rule sets a maximum that more ticks never lower (a rule of spread is lifted once enough
groups earn something). So more ticks never earn fewer marks, without exception.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.template.defaultfilters import pluralize

from .scheme import Group, Rule, Scheme


@dataclass(frozen=True, slots=True)
class GroupResult:
    """`earned` are the marks of its ticked points, `counted` those that its maximum leaves."""

    key: str
    title: str
    ticked: int
    points: int
    earned: int
    counted: int
    at_most: int | None

    @property
    def is_capped(self) -> bool:
        return self.counted < self.earned


@dataclass(frozen=True, slots=True)
class Result:
    """`steps` are sentences that say how the mark arose; `caps` the rules that lowered it."""

    total: int
    out_of: int
    groups: tuple[GroupResult, ...]
    caps: tuple[Rule, ...]
    steps: tuple[str, ...]


def mark(scheme: Scheme, ticked: Collection[str]) -> Result:
    """The mark for an answer whose points `ticked` (keys; one twice is one) were found.

    Raises ValueError for a key that the scheme does not have.
    """
    found = frozenset(ticked)
    if unknown := found.difference(point.key for point in scheme.points):
        raise ValueError(f"The scheme has no point {', '.join(sorted(unknown))}.")
    groups = tuple(_count(group, found) for group in scheme.groups)
    steps = [_group_words(group) for group in groups]
    if len(groups) > 1:
        steps.append(f"Together: {' + '.join(str(group.counted) for group in groups)} = {_sum(groups)}.")
    total, caps = _sum(groups), []
    for rule in sorted(scheme.rules, key=lambda rule: rule.kind == "spread"):
        after = total - _excess(rule, groups, total)
        if after < total:
            caps.append(rule)
            steps.append(f"Rule: {rule.sentence} So {total} becomes {after}.")
            total = after
    if total > scheme.marks:
        steps.append(f"The question has {in_marks(scheme.marks)}, so {total} becomes {scheme.marks}.")
        total = scheme.marks
    steps.append(f"Mark: {total} of {scheme.marks}.")
    return Result(total, scheme.marks, groups, tuple(caps), tuple(steps))


def attainable(scheme: Scheme) -> int:
    """The mark for an answer that has every point."""
    return mark(scheme, [point.key for point in scheme.points]).total


def _count(group: Group, found: frozenset[str]) -> GroupResult:
    ticked = [point for point in group.points if point.key in found]
    earned = sum(point.marks for point in ticked)
    counted = earned if group.at_most is None else min(earned, group.at_most)
    return GroupResult(group.key, group.title, len(ticked), len(group.points), earned, counted, group.at_most)


def _excess(rule: Rule, groups: tuple[GroupResult, ...], total: int) -> int:
    """How many marks of `total` the rule cuts."""
    over = [group for group in groups if group.key in rule.groups] if rule.groups else groups
    if rule.kind == "together":
        return max(0, _sum(over) - rule.at_most)
    if sum(group.counted > 0 for group in over) >= rule.fewer_than:
        return 0
    return max(0, total - rule.at_most)


def _sum(groups: Collection[GroupResult]) -> int:
    return sum(group.counted for group in groups)


def _group_words(group: GroupResult) -> str:
    ticked = f"{group.ticked} of {group.points} point{pluralize(group.points)}, {in_marks(group.earned)}"
    whole = f"{group.title}: {ticked}" if group.title else ticked
    return f"{whole}; at most {group.at_most} count." if group.is_capped else f"{whole}."


def in_marks(number: int) -> str:
    """The number with its noun, in the plural but for one."""
    return f"{number} mark{pluralize(number)}"
