"""Mark schemes as teachers type them."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studynotes.marking.arithmetic import attainable
from studynotes.marking.notation import MAX_LINES, read_scheme
from studynotes.marking.scheme import Scheme, SchemeError

from .scheme_writing import write_scheme
from .schemes import EXPLAIN, TEXTS, scheme, schemes


def problems(text: str, first_line: int = 1) -> list[tuple[int, str]]:
    with pytest.raises(SchemeError) as caught:
        read_scheme(text.splitlines(), first_line)
    return [tuple(problem) for problem in caught.value.problems]


def nameless(of: Scheme) -> dict[str, Any]:
    """The data of a scheme with the places of groups for their keys, and rules without their words."""
    data = copy.deepcopy(of.to_data())
    places = {group["key"]: place for place, group in enumerate(data["groups"])}
    for group in data["groups"]:
        del group["key"]
        for point in group["points"]:
            del point["key"]
    for rule in data["rules"]:
        rule["groups"] = [places[key] for key in rule["groups"]]
        del rule["words"]
    return data


def test_a_scheme_is_read() -> None:
    found = scheme(EXPLAIN)
    assert [(group.key, group.title, group.at_most) for group in found.groups] == [
        ("propaganda", "Propaganda", 3),
        ("secret-police", "Secret police", 3),
    ]
    assert found.points[0].accepts == ("Lenin's heir", "wise leader")


def test_an_alternative_earns_the_same_mark() -> None:
    point = scheme(EXPLAIN).points[2]
    assert (point.text, point.alternatives) == (
        "Rivals vanish from the record.",
        ("Photographs are retouched.",),
    )


def test_points_without_a_group_are_a_scheme() -> None:
    found = scheme("- 1: One.\n- 2 marks: Two.")
    assert (found.marks, [group.title for group in found.groups]) == (3, [""])


def test_an_indented_line_goes_on() -> None:
    assert scheme("- 1: One thing\n  and another.").points[0].text == "One thing and another."
    found = scheme("- 1: One thing\n  and another\n  again.\n- 1: Two.")
    assert [point.text for point in found.points] == ["One thing and another again.", "Two."]


def test_titles_of_one_key_are_told_apart() -> None:
    assert [group.key for group in scheme("A!\n- 1: x\nA?\n- 1: y\nИ\n- 1: z").groups] == [
        "a",
        "a-2",
        "group",
    ]


@pytest.mark.parametrize(
    ("title", "key"),
    [("A_b", "a-b"), ("A __ b_", "a-b"), ("x" * 39 + " y", "x" * 39), ("x" * 41, "x" * 40)],
)
def test_any_title_makes_a_key(title: str, key: str) -> None:
    assert scheme(f"{title}\n- 1: x").points[0].key == f"{key}-1"


@pytest.mark.parametrize(
    ("words", "groups", "fewer_than", "at_most"),
    [
        ("answers on one aspect alone: at most 3", (), 2, 3),
        ("Answers on fewer than 2 aspects: at most 3 marks.", (), 2, 3),
        (
            "answers on fewer than 1 of Propaganda, Secret police: at most 0",
            ("propaganda", "secret-police"),
            1,
            0,
        ),
        ("answers without secret police: at most 2", ("secret-police",), 1, 2),
        ("propaganda and Secret police together: at most 6", ("propaganda", "secret-police"), 0, 6),
    ],
)
def test_a_rule_is_read(words: str, groups: tuple[str, ...], fewer_than: int, at_most: int) -> None:
    rule = scheme(f"{EXPLAIN}Rule: {words}").rules[-1]
    assert (rule.groups, rule.fewer_than, rule.at_most) == (groups, fewer_than, at_most)


@pytest.mark.parametrize("name", ["A and B", "“A and B”", '"a and b"'])
def test_of_titles_that_begin_alike_the_longest_is_meant(name: str) -> None:
    found = scheme(f"A\n- 1: x\nB\n- 1: y\nA and B\n- 1: z\nRule: answers without {name}: at most 1")
    assert found.rules[0].groups == ("a-and-b",)


def test_a_rule_names_titles_with_commas() -> None:
    found = scheme("A, b and c\n- 1: x\nB\n- 1: y\nRule: a, b and c and B together: at most 2")
    assert found.rules[0].groups == ("a-b-and-c", "b")


def test_every_problem_is_named_by_its_line() -> None:
    found = problems("Marks: 2\nA\n- one: x\n- 0: y\n- 1: z", first_line=10)
    assert found == [
        (12, "A point begins with its marks, like “- 1: Names an example.”"),
        (13, "A point's marks must be a whole number from 1 to 1000."),
    ]


def test_a_group_whose_points_cannot_be_read_hides_no_other_problem() -> None:
    assert [line for line, _ in problems("A\n- one: x\nB\nC\n- 1: z")] == [2, 3]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "A mark scheme needs a point."),
        ("Marks: 2\n\nA\n", 3, "“A” has no points."),
        ("Marks: two\n- 1: x", 1, "Marks are a whole number"),
        ("Marks: 0\n- 1: x", 1, "must be a whole number from 1"),
        ("Marks: ²\n- 1: x", 1, "Marks are a whole number"),
        ("Marks: 3\n- 1: x\n- 1: y", 1, "The points earn at most 2 of these 3 marks."),
        ("- 1: x\n- 1: y\nMarks: 3", 3, "The points earn at most 2 of these 3 marks."),
        ("- 1: x\n- 0: y\n  and more", 2, "from 1 to 1000"),
        ("Marks: 1\n\nA\n- 1: x\na\n- 1: y", 3, "Two groups have the title"),
        ("- 1: x\nMarks: 1\nMarks: 1", 3, "The marks stand in line 2 already."),
        ("- 1:", 1, "There are no words for a point."),
        ("- 1: x or:", 1, "There are no words for a point."),
        ("- 9999: x", 1, "from 1 to 1000"),
        ("A (at most 0)\n- 1: x", 1, "A group's maximum"),
        ("A\n- 1: x\na\n- 1: y", 1, "Two groups have the title"),
        ("- 1: x\nRule: be kind", 2, "A rule is written like"),
        ("- 1: x\nRule: be kind: at most 1", 2, "A rule is written like"),
        ("- 1: x\nRule: answers without Police: at most 1", 2, "“police”, which is not a group"),
        ("A\n- 1: x\nRule: answers on one aspect alone: at most 1", 3, "more than there are"),
        ("A\n- 1: x\nB\n- 1: y" + "\nRule: A, B together: at most 1" * 2, 6, "in two rules"),
        ("A\n- 1: x\nRule: A and A together: at most 1", 3, "names a group twice"),
        ("- 1: x\n" * 61, 1, "at most 60 points; this one has 61"),
        ("\n" * (MAX_LINES + 1), MAX_LINES + 1, f"at most {MAX_LINES} lines"),
        ("- 1: " + "x" * 501, 1, "longer than 500 characters"),
        ("- 1: x" + " | y" * 21, 1, "at most 20 alternatives"),
        ("- 1: x" + " or: y" * 21, 1, "at most 20 alternatives"),
        ("- 1: x | " + "y" * 121, 1, "longer than 120 characters"),
        ("T" * 121 + "\n- 1: x", 1, "longer than 120 characters"),
        ("- 1001: x", 1, "from 1 to 1000"),
        ("".join(f"G{n}\n- 1: x\n" for n in range(21)), 1, "at most 20 groups; this one has 21"),
        ("A\n- 1: x\nB\n- 1: y" + "\nRule: answers without A: at most 1" * 21, 25, "at most 20 rules"),
    ],
)  # fmt: skip
def test_what_is_no_scheme_is_refused(text: str, line: int, words: str) -> None:
    found = problems(text)
    assert found[0][0] == line
    assert words in found[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "- 1000: x",
        "- 1: x\n" * 60,
        "- 1: " + "x" * 500,
        "- 1: x" + " | y" * 20 + "\n- 1: z" + " or: y" * 20,
        "T" * 120 + "\n- 1: x | " + "y" * 120,
        "".join(f"G{n}\n- 1: x\n" for n in range(20)),
        "A\n- 1: x\nB\n- 1: y"
        + "\nRule: answers without A: at most 0" * 19
        + "\nRule: answers without B: at most 1",
        "- 1: x" + "\n" * MAX_LINES,
    ],
    ids=["marks", "points", "text", "phrases", "title", "groups", "rules", "lines"],
)
def test_what_is_at_a_limit_is_a_scheme(text: str) -> None:
    assert scheme(text).points


def test_an_error_says_its_line() -> None:
    with pytest.raises(SchemeError, match=r"^Line 2: A rule is written like"):
        scheme("- 1: x\nRule: x")


def test_what_was_read_is_written_the_same() -> None:
    assert write_scheme(scheme(EXPLAIN)) == EXPLAIN


@given(schemes().filter(attainable))
def test_what_is_written_is_read_back(any_scheme: Scheme) -> None:
    worth = replace(any_scheme, marks=attainable(any_scheme))
    again = scheme(write_scheme(worth))
    assert nameless(again) == nameless(worth)
    assert scheme(write_scheme(again)) == again


@given(
    st.lists(TEXTS | st.sampled_from(["- 1: a", "A (at most 2)", "Rule: A together: at most 1"]), max_size=8)
)
def test_any_lines_are_a_scheme_that_is_written_back_or_a_problem(lines: list[str]) -> None:
    try:
        found = read_scheme(lines)
    except SchemeError as error:
        found = error
    if isinstance(found, Scheme):
        assert scheme(write_scheme(found)) == found
    else:
        assert all(1 <= problem.line <= max(1, len(lines)) for problem in found.problems)
