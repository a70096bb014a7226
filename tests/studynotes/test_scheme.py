"""The JSON form of a mark scheme: what it holds, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import studynotes.marking
from studynotes.marking.scheme import MAX_GROUPS, MAX_POINTS, MAX_RULES, Rule, Scheme, SchemeError

from .schemes import EXPLAIN, scheme, schemes

SCHEMA = json.loads((Path(studynotes.marking.__file__).parent / "scheme.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA).is_valid
# What hangs on several fields: the schema describes each, and `Scheme` refuses the whole.
BEYOND_A_SCHEMA = {
    "groups.0.key",
    "groups.0.points.0.key",
    "groups.1.title",
    "rules.0.groups",
    "rules.0.fewer_than",
    "rules.0.kind",
}


@given(schemes())
def test_a_scheme_comes_back_from_its_json(any_scheme: Scheme) -> None:
    data = json.loads(json.dumps(any_scheme.to_data()))
    assert Scheme.from_data(data) == any_scheme
    assert VALID(data)


def change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Put `value` at a path such as "groups.0.at_most"."""

    def apply(data: dict[str, Any]) -> None:
        *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
        inner: Any = data
        for step in way:
            inner = inner[step]
        inner[last] = value

    return apply


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("marks", 0, "A question's marks must be a whole number from 1"),
        ("marks", True, "must be a whole number"),
        ("marks", "6", "must be a whole number"),
        ("groups", [], "needs a point"),
        ("groups", "x", "“groups” is a list"),
        ("groups.0", None, "A group is a record"),
        ("groups.0.key", "A B", "is no key"),
        ("groups.0.key", "secret-police", "Two groups have the key"),
        ("groups.0.at_most", 1.5, "A group's maximum"),
        ("groups.0.points", [], "“Propaganda” has no points"),
        ("groups.0", {"key": "a", "title": "", "at_most": None, "points": []}, "^A group has no points"),
        ("groups.0.points", "x", "“points” is a list"),
        ("groups.0.points.0", None, "^A point is a record with the fields key, marks, text, alt"),
        ("groups.0.points.0.alternatives", "x", "“alternatives” is a list"),
        ("groups.0.points.0.accepts", "x", "“accepts” is a list"),
        ("groups.0.points.0.accepts", [""], "no words for accepted words"),
        ("groups.0.title", 7, "no words for a group's title"),
        ("groups.0.points.0.key", "propaganda-2", "Two points have the key"),
        ("groups.0.points.0.text", "two\nlines", "a line break"),
        ("groups.0.points.0.text", 7, "There are no words"),
        ("groups.0.points.0.accepts", ["x"] * 21, "at most 20"),
        ("groups.0.points.0.colour", "red", "has no field “colour”"),
        ("groups.1.title", "", "no maximum"),
        ("rules", "x", "“rules” is a list"),
        ("rules.0", None, "^A rule is a record"),
        ("rules.0.groups", 3, "“groups” is a list"),
        ("rules.0.words", "", "no words for a rule"),
        ("rules.0.at_most", -1, "^A rule's maximum must be a whole number from 0"),
        ("rules.0.fewer_than", -1, "^A rule's number of aspects must be"),
        ("rules.0.kind", "luck", "no rule of the kind “luck”"),
        ("rules.0.groups", ["nowhere"], "“nowhere”, which is not in the scheme"),
        ("rules.0.groups", [["nested"]], "is no key"),
        ("rules.0.fewer_than", 3, "more than there are"),
        ("rules.0.fewer_than", 0, "a whole number from 1"),
        ("rules.0.kind", "together", "names two groups or more"),
    ],
)
def test_what_is_no_scheme_is_refused(path: str, value: Any, words: str) -> None:
    data = scheme(EXPLAIN).to_data()
    change(path, value)(data)
    with pytest.raises(SchemeError, match=words):
        Scheme.from_data(data)
    assert not VALID(data) or path in BEYOND_A_SCHEMA


@pytest.mark.parametrize("data", [None, [], "scheme", {}, {"marks": 1, "groups": []}])
def test_something_else_is_refused(data: object) -> None:
    with pytest.raises(SchemeError, match=r"^A mark scheme (is a record|lacks the field)"):
        Scheme.from_data(data)


def test_only_the_first_group_does_without_a_title() -> None:
    data = scheme(EXPLAIN).to_data()
    data["groups"][1] |= {"title": "", "at_most": None}
    with pytest.raises(SchemeError, match="Only the first group"):
        Scheme.from_data(data)


@pytest.mark.parametrize(("groups", "fewer_than"), [(("a",), 0), (("a", "b"), 1)])
def test_a_rule_over_groups_together_names_two_and_counts_none(
    groups: tuple[str, ...], fewer_than: int
) -> None:
    with pytest.raises(SchemeError, match="names two groups or more"):
        Rule("together", groups, fewer_than, 3, "a and b together: at most 3")


def test_points_are_numbered_over_all_groups() -> None:
    numbered = [(number, point.key) for number, point in scheme(EXPLAIN).numbered()]
    assert numbered[:4:3] == [(1, "propaganda-1"), (4, "secret-police-1")]


def test_the_schema_has_the_same_limits() -> None:
    limits = {name: SCHEMA["properties"][name]["maxItems"] for name in ("groups", "rules")}
    assert limits == {"groups": MAX_GROUPS, "rules": MAX_RULES}
    assert SCHEMA["$defs"]["group"]["properties"]["points"]["maxItems"] == MAX_POINTS
