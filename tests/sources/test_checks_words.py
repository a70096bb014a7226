"""Words, names and locators."""

from __future__ import annotations

import pytest

from sources.checks import dictionary, locators
from sources.checks.words import keys, shortened, sound, stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Schlögel’s O’Brien", ("schlogel", "o", "brien")),
        ("CPSU(b) ВКП(б)", ("cpsub", "вкпб")),
        ("García-Márquez Straße", ("garcia", "marquez", "strasse")),
        ("Хрущёв", ("хрущев",)),
        ("STALIN’S CULT", ("stalin", "cult")),
    ],
)
def test_keys(text: str, expected: tuple[str, ...]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("trotsky", "троцкий"),
        ("khrushchev", "хрущёв"),
        ("tolstoy", "толстой"),
        ("gorky", "горький"),
        ("zhdanov", "жданов"),
        ("shostakovich", "шостакович"),
    ],
)
def test_a_name_sounds_the_same_in_both_scripts(latin: str, cyrillic: str) -> None:
    assert sound(latin) == sound(keys(cyrillic)[0])


def test_a_stem_has_no_case_ending() -> None:
    assert stem(keys("Волкогонова")[0]) == keys("Волкогонов")[0]


@pytest.mark.parametrize(
    ("text", "years", "locator"),
    [
        ("2009, 347", (2009,), "347"),
        ("2009: 347", (2009,), "347"),
        ("347n2", (), "347n2"),
        ("1: 77", (), "1: 77"),
        ("[1867] 1990, 125", (1867, 1990), "125"),
        ("2 March 1930, p. 1", (1930,), "1"),
        ("S. 44 f.", (), "44 f"),
        ("2005, 2007", (2005, 2007), ""),
    ],
)
def test_year_and_locator(text: str, years: tuple[int, ...], locator: str) -> None:
    tail = locators.whole(text)
    assert tail is not None
    assert (tail.years, tail.locator) == (years, locator)


@pytest.mark.parametrize("text", ["1936–38", "1918-1921", "2 marks", "35 °C", "General Secretary", ""])
def test_what_is_neither_year_nor_locator(text: str) -> None:
    assert locators.whole(text) is None


def test_nearest_name_is_like_it_by_four_fifths() -> None:
    known = dictionary.make([{"id": "f", "title": "T", "author": [{"family": "Freeze"}]}])
    nearest = known.nearest_name("freese")
    assert nearest is not None
    assert nearest.written == "Freeze"
    assert known.nearest_name("french") is None


def test_nearest_name_is_another_and_no_short_word() -> None:
    people = [{"family": name} for name in ("Hohenlohe-Schillingsfürst", "Leed", "Kelly", "Freeze")]
    known = dictionary.make([{"id": "f", "title": "T", "author": people}])
    nearest = {word: known.nearest_name(word) for word in ("freese", "kely", "lee", "kelly", "zefree")}
    assert {word: name and name.written for word, name in nearest.items()} == {
        "freese": "Freeze",
        "kely": "Kelly",
        "lee": None,
        "kelly": None,
        "zefree": None,
    }


@pytest.mark.parametrize(
    ("most", "expected"), [(12, "one two four"), (11, "one two fo…"), (9, "one two…"), (8, "one two…")]
)
def test_shortened_text_is_one_line_of_so_many_characters(most: int, expected: str) -> None:
    assert shortened(" one two\nfour ", most) == expected


def test_items_without_shape_are_passed_over_or_numbered() -> None:
    known = dictionary.make([None, "text", {"title": ["no"], "author": "no", "issued": 3}, {"id": 7}])
    assert [work.id for work in known.works] == ["3", "7"]
