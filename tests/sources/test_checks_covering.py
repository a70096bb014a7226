"""Which sources the words of a citation name: organisations, short titles, names in two scripts."""

from __future__ import annotations

from typing import Any

import pytest

from bench.citations import as_expected
from sources.checks.ledger import check


def found(text: str, *items: dict[str, Any]) -> list[str]:
    return [as_expected(citation) for citation in check(text, items).citations]


def organisation(name: str, title: str) -> dict[str, Any]:
    return {"id": "a", "title": title, "author": [{"literal": name}]}


WHO = organisation("World Health Organization", "Annual Report")
PARTY = organisation(
    "Central Committee of the Communist Party of the Soviet Union (Bolsheviks)", "Short Course"
)
ARCHIVES = organisation("The National Archives", "Guide")


@pytest.mark.parametrize(
    ("body", "said", "expected"),
    [
        (WHO, "WHO", ["a"]),
        (WHO, "WHO 3", ["a@3"]),
        (WHO, "who 3", []),
        (WHO, "OH 3", []),
        (PARTY, "CPSU(b)", ["a"]),
        (PARTY, "CPSU", []),
        (PARTY, "CPSU 3", ["a@3"]),
        (PARTY, "CC", []),
        (PARTY, "CC 3", ["a@3"]),
    ],
)
def test_initials_of_an_organisation_end_its_name_or_have_a_page(
    body: dict[str, Any], said: str, expected: list[str]
) -> None:
    assert found(f"So it was ({said}).", body) == expected


@pytest.mark.parametrize(
    ("body", "said", "expected"),
    [
        (WHO, "World Health", ["a"]),
        (WHO, "Health Organization", []),
        (WHO, "Health Organization 3", ["a@3"]),
        (WHO, "World Health Organization, Annual Report 3", ["a@3"]),
        (PARTY, "Communist Party", []),
        (PARTY, "Communist Party 3", ["a@3"]),
        (ARCHIVES, "National Archives", ["a"]),
        (ARCHIVES, "The National Archives", ["a"]),
        (ARCHIVES, "Archives 3", ["?@3"]),
    ],
)
def test_words_of_an_organisation_begin_its_name_or_have_a_page(
    body: dict[str, Any], said: str, expected: list[str]
) -> None:
    assert found(f"So it was ({said}).", body) == expected


@pytest.mark.parametrize(
    ("title", "said", "expected"),
    [
        ("It", "It 12", ["a@12"]),
        ("Z", "Z 12", []),
        ("7 Days in May", "7 Days in May", ["a"]),
        ("7 Days in May", "Reed, 7 days", ["a"]),
    ],
)
def test_titles_that_are_short_or_begin_with_a_number(title: str, said: str, expected: list[str]) -> None:
    author = [{"family": "Reed"}] if "Reed" in said else []
    assert found(f"So it was ({said}).", {"id": "a", "title": title, "author": author}) == expected


def test_one_name_in_two_scripts_is_that_of_each_source() -> None:
    latin = {"id": "latin", "title": "Life", "author": [{"family": "Trotsky"}]}
    cyrillic = {"id": "cyrillic", "title": "Life", "author": [{"family": "Троцкий"}]}
    assert found("So (Trotsky 12) and so (Троцкий, с. 4).", latin, cyrillic) == ["latin@12", "cyrillic@4"]


@pytest.mark.parametrize(
    ("family", "text", "expected"),
    [
        ("Блок", "So it was (Blok 12).", ["a@12"]),
        ("Li", "Li argues that “one two three four five six” (72).", ["a@72"]),
    ],
)
def test_surnames_of_a_few_letters(family: str, text: str, expected: list[str]) -> None:
    assert found(text, {"id": "a", "title": "T", "author": [{"family": family}]}) == expected


def test_unknown_name_suggests_who_is_meant_and_a_namesake_does_not() -> None:
    freeze = {"id": "freeze", "title": "Russia", "author": [{"family": "Freeze", "given": "Gregory"}]}
    misspelt, namesake = check("So it was (Freese 347). It was (J. Freeze 12).", [freeze]).citations
    assert (misspelt.suggestion, misspelt.candidates) == ("Freeze", ("freeze",))
    assert (namesake.suggestion, namesake.candidates) == ("", ())


@pytest.mark.parametrize(
    "said", ["the World Health Organization’s (WHO)", "the *World Health Organization* (WHO)"]
)
def test_marks_and_possessives_stand_between_words_and_their_letters(said: str) -> None:
    assert found(f"It was {said} plan.", WHO) == []
    assert found("It came from the World Health Organization: (WHO).", WHO) == ["a"]


@pytest.mark.parametrize("letters", ["CPSU", "CPOTSU"])
def test_letters_of_a_name_may_be_those_of_its_small_words_too(letters: str) -> None:
    party = PARTY | {"custom": {"aliases": [letters]}}
    assert found(f"So it was ({letters}).", party) == ["a"]
    assert found(f"The Communist Party of the Soviet Union ({letters}) met.", party) == []
