"""The mark of an answer: the seed's examples, and what holds of any scheme."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studynotes.marking.arithmetic import attainable, mark
from studynotes.marking.scheme import Scheme

from .schemes import DEFINE, EXPLAIN, scheme, schemes


def ticks(propaganda: int, police: int) -> list[str]:
    """The first so many points of each of the two groups."""
    first = [f"propaganda-{n + 1}" for n in range(propaganda)]
    return [*first, *(f"secret-police-{n + 1}" for n in range(police))]


def raised() -> Scheme:
    """Question 2 with a fourth point on propaganda, which then counts four."""
    return scheme(
        EXPLAIN.replace("(at most 3)", "(at most 4)", 1).replace("Secret", "- 1: A fourth.\nSecret", 1)
    )


def test_question_1_has_at_most_two_marks() -> None:
    assert mark(scheme(DEFINE), ["points-1", "points-2"]).total == 2


@pytest.mark.parametrize(
    ("found", "total"), [((3, 0), 3), ((2, 2), 4), ((3, 3), 6), ((0, 3), 3), ((0, 0), 0)]
)
def test_question_2_adds_its_two_aspects(found: tuple[int, int], total: int) -> None:
    assert mark(scheme(EXPLAIN), ticks(*found)).total == total


def test_four_marks_in_one_group_are_impossible() -> None:
    more = scheme(EXPLAIN.replace("Secret", "- 1: A fourth.\nSecret", 1))
    group, _ = mark(more, ticks(4, 1)).groups
    assert (group.earned, group.counted, group.is_capped) == (4, 3, True)


def test_one_aspect_alone_stays_at_three_though_its_maximum_is_raised() -> None:
    result = mark(raised(), ticks(4, 0))
    assert (result.groups[0].counted, result.total) == (4, 3)
    assert [cap.words for cap in result.caps] == ["answers on one aspect alone: at most 3"]


def test_a_second_aspect_lifts_the_rule() -> None:
    assert mark(raised(), ticks(4, 1)).total == 5


def test_the_mark_says_how_it_arose() -> None:
    assert mark(raised(), ticks(4, 0)).steps == (
        "Propaganda: 4 of 4 points, 4 marks.",
        "Secret police: 0 of 3 points, 0 marks.",
        "Together: 4 + 0 = 4.",
        "Rule: Answers on one aspect alone: at most 3. So 4 becomes 3.",
        "Mark: 3 of 6.",
    )


def test_a_maximum_of_a_group_is_said() -> None:
    more = scheme(EXPLAIN.replace("Secret", "- 1: A fourth.\nSecret", 1))
    assert mark(more, ticks(4, 3)).steps[0] == "Propaganda: 4 of 4 points, 4 marks; at most 3 count."


def test_the_questions_marks_are_said_where_they_cut() -> None:
    less = replace(scheme(DEFINE), marks=1)
    assert mark(less, ["points-1", "points-2"]).steps[1] == "The question has 1 mark, so 2 becomes 1."


def test_what_nothing_cuts_is_not_said_to_be_cut() -> None:
    assert mark(scheme(DEFINE), ["points-1", "points-2"]).steps == (
        "2 of 2 points, 2 marks.",
        "Mark: 2 of 2.",
    )


def test_groups_together_have_a_maximum() -> None:
    both = scheme(
        EXPLAIN.replace("Marks: 6", "Marks: 4") + "Rule: Propaganda and secret police together: at most 4"
    )
    assert mark(both, ticks(3, 3)).total == 4


def test_rules_over_groups_together_come_first_however_they_are_typed() -> None:
    three = scheme(
        "A\n- 2: x\nB\n- 2: y\nC\n- 1: z\n"
        "Rule: answers on fewer than 3 aspects: at most 3\nRule: A and B together: at most 2"
    )
    result = mark(three, ["a-1", "b-1"])
    assert (result.total, [cap.kind for cap in result.caps]) == (2, ["together"])


def test_a_group_that_is_asked_for_is_missed() -> None:
    needed = scheme(EXPLAIN + "Rule: answers without secret police: at most 1")
    assert (mark(needed, ticks(3, 0)).total, mark(needed, ticks(3, 1)).total) == (1, 4)


def test_a_point_ticked_twice_counts_once() -> None:
    assert mark(scheme(EXPLAIN), ["propaganda-1", "propaganda-1"]).total == 1


def test_a_point_of_another_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="no point propaganda-9"):
        mark(scheme(EXPLAIN), ["propaganda-9"])


def some(of: Scheme) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from([point.key for point in of.points]))


@given(schemes(), st.data())
def test_a_mark_is_never_above_the_maximum_nor_below_nothing(any_scheme: Scheme, data: st.DataObject) -> None:
    result = mark(any_scheme, data.draw(some(any_scheme)))
    assert 0 <= result.total <= result.out_of == any_scheme.marks
    assert all(0 <= group.counted <= group.earned for group in result.groups)
    assert all(group.counted <= group.at_most for group in result.groups if group.at_most is not None)


@given(schemes(), st.data())
def test_more_ticks_never_earn_fewer_marks(any_scheme: Scheme, data: st.DataObject) -> None:
    """Without exception: no kind of rule sets a maximum that another tick lowers."""
    ticked, more = data.draw(some(any_scheme)), data.draw(some(any_scheme))
    assert mark(any_scheme, ticked).total <= mark(any_scheme, ticked | more).total


@given(schemes(), st.data())
def test_what_is_not_counted_has_a_stated_reason(any_scheme: Scheme, data: st.DataObject) -> None:
    """Marks that are earned and lost: a group's maximum, a rule that is named, or the question's marks."""
    result = mark(any_scheme, data.draw(some(any_scheme)))
    lost = sum(group.earned for group in result.groups) - result.total
    capped = any(group.is_capped for group in result.groups)
    assert (lost > 0) == bool(capped or result.caps or "becomes" in " ".join(result.steps))


@given(schemes())
def test_every_point_earns_what_can_be_had(any_scheme: Scheme) -> None:
    assert attainable(any_scheme) == mark(any_scheme, {point.key for point in any_scheme.points}).total
