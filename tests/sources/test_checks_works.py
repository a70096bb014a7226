"""What is read of a source's record: names, titles, years."""

from __future__ import annotations

from typing import Any

import pytest

from sources.checks import dictionary, works
from sources.checks.works import AUTHOR, EDITOR, LATER_AUTHOR, TRANSLATOR, Name, Work


def read(**fields: Any) -> Work:
    return works.read("a", fields, ())


def name(**parts: str) -> Name:
    (only,) = read(author=[parts]).names
    return only


def test_first_author_counts_most_then_the_others_then_editors_and_translators() -> None:
    people = [{"family": "Marx"}, {"family": "Engels"}]
    found = read(author=people, editor=people, translator=people).names
    assert [n.role for n in found] == [AUTHOR, LATER_AUTHOR, EDITOR, EDITOR, TRANSLATOR, TRANSLATOR]
    assert [n.written for n in found] == ["Marx", "Engels"] * 3


@pytest.mark.parametrize(
    ("parts", "core", "particles"),
    [
        ({"family": "van der Linden"}, ("linden",), {"van", "der"}),
        ({"family": "Linden", "non-dropping-particle": "van der"}, ("linden",), {"van", "der"}),
        ({"family": "L", "dropping-particle": "von", "non-dropping-particle": "zu"}, ("l",), {"von", "zu"}),
        ({"family": "van"}, ("van",), set()),
        ({"family": "de Gaulle"}, ("gaulle",), {"de"}),
        ({"family": "de García Márquez"}, ("garcia", "marquez"), {"de"}),
        ({"family": "de la cruz"}, ("cruz",), {"de", "la"}),
        ({"family": "García Márquez"}, ("garcia", "marquez"), set()),
        ({"given": "Plato"}, ("plato",), set()),
    ],
)  # fmt: skip
def test_surname_and_its_particles(parts: dict[str, str], core: tuple[str, ...], particles: set[str]) -> None:
    assert (name(**parts).core, name(**parts).particles) == (core, particles)


def test_given_names_and_what_follows_the_surname() -> None:
    assert name(family="King", given="Martin Luther", suffix="Jr.").given == ("martin", "luther", "jr")


@pytest.mark.parametrize(
    ("written", "core", "given"),
    [
        ("Gregory L. Freeze", ("freeze",), ("gregory", "l")),
        ("John Ronald Reuel Tolkien", ("tolkien",), ("john", "ronald", "reuel")),
        ("Anna Smith-Jones", ("smith", "jones"), ("anna",)),
    ],
)
def test_person_in_one_field(written: str, core: tuple[str, ...], given: tuple[str, ...]) -> None:
    found = name(literal=written)
    assert (found.core, found.given, found.written) == (core, given, written.split()[-1])
    assert not found.is_organisation


@pytest.mark.parametrize(
    "written",
    ["Friends of the Earth", "Save The Children In Need", "Radio BBC", "World Health Organization"],
)
def test_organisation_in_one_field(written: str) -> None:
    found = name(literal=written)
    assert (found.is_organisation, found.written) == (True, written)


def test_organisation_is_named_without_the_words_that_join() -> None:
    assert name(literal="Ministry of Health and Welfare").core == ("ministry", "of", "health", "welfare")
    assert name(literal="Ministry of Health and Welfare").initials == "mhw"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Freeze, Gregory: Russia", [("freeze", AUTHOR)]),
        ("Russia A History by Gregory L. Freeze", [("freeze", AUTHOR)]),
        ("Russia A History, edited by Gregory L. Freeze", [("freeze", EDITOR)]),
    ],
)
def test_people_in_a_line_that_nobody_took_apart(line: str, expected: list[tuple[str, int]]) -> None:
    assert [(n.core[0], n.role) for n in read(title=line).names] == expected


def test_name_that_begins_a_line() -> None:
    assert read(title="Freeze, Gregory: Russia").names == (
        Name(AUTHOR, ("freeze",), given=("gregory",), written="Freeze"),
    )


@pytest.mark.parametrize(
    "date",
    [
        {"date-parts": [[1934, 5]]},
        {"date-parts": [[], ["1934"]]},
        {"raw": "May 1934"},
        {"literal": "spring of 1934"},
        {"edtf": "1934-05"},
        {"year": 1934},
        {"date-parts": "none", "raw": "1934"},
        {"date-parts": [3], "raw": "1934"},
        "May 1934",
        1934,
    ],
)
@pytest.mark.parametrize("field", ["issued", "original-date", "submitted"])
def test_years_however_they_are_written(field: str, date: object) -> None:
    assert read(**{field: date}).years == {1934}


def test_titles_and_their_parts_without_the_article_that_begins_them() -> None:
    found = read(title="The Stalin Cult: A Study in Power")
    whole = ("stalin", "cult", "a", "study", "in", "power")
    assert found.titles == (whole, ("stalin", "cult"), ("study", "in", "power"))
    assert found.whole_titles == {whole}


def test_title_that_is_one_article_keeps_it() -> None:
    assert read(title="The").titles == (("the",),)
    assert read(title="The Wall").titles == (("wall",),)


def test_tags_in_a_title_are_none_of_its_words() -> None:
    assert read(title="War <i>and</i> Pe<b>a</b>ce").whole_titles == {("war", "peace")}


def test_article_of_a_newspaper_has_pages_where_its_record_has_a_range() -> None:
    assert read(type="book").has_pages
    assert not read(type="article-newspaper", page="3").has_pages
    assert read(type="article-newspaper", page="3-5").has_pages


def test_work_without_people_is_cited_by_its_title() -> None:
    assert read(title=" Muddle  Instead of Music").first_name == "Muddle Instead of Music"


@pytest.mark.parametrize(
    ("said", "kept"), [("primary", "primary"), ("secondary", "secondary"), ("tertiary", ""), (3, "")]
)
def test_material_is_primary_or_secondary(said: object, kept: str) -> None:
    assert read(custom={"material": said}).material == kept


def test_item_without_an_id_is_numbered_and_the_first_of_two_alike_counts() -> None:
    known = dictionary.make([{"id": "", "title": "A"}, {"id": "x", "title": "B"}, {"id": "x", "title": "C"}])
    assert [(work.id, work.title) for work in known.works] == [("1", "A"), ("x", "B")]
