"""BibTeX for LaTeX without BibLaTeX."""

from __future__ import annotations

from typing import Any

import pytest

from sources.formats import bibtex

from .awkward import RECORDS


def written(**item: Any) -> str:
    return bibtex.write([{"id": "it", "type": "book", "title": "A", **item}], classic=True).text


def test_article_has_the_fields_that_styles_print() -> None:
    text = bibtex.write([{"id": "tucker", **RECORDS["journal article"]}], classic=True).text
    assert text.startswith("@article{tucker,")
    assert "  journal = {The American Historical Review},\n" in text
    assert "  year = {1979},\n  month = apr,\n" in text
    assert "date =" not in text


@pytest.mark.parametrize(
    ("kind", "genre", "expected"),
    [
        ("webpage", "", "@misc{"),
        ("report", "", "@techreport{"),
        ("thesis", "PhD thesis", "@phdthesis{"),
        ("thesis", "Master’s thesis", "@mastersthesis{"),
        ("chapter", "", "@incollection{"),
        ("map", "", "@misc{"),
    ],
)
def test_types_are_those_of_bibtex(kind: str, genre: str, expected: str) -> None:
    assert written(type=kind, genre=genre).startswith(expected)


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [[1930, 3, 2]]}, "  year = {1930},\n  month = mar,\n  day = {2},\n"),
        ({"date-parts": [[1935]], "circa": True}, "  year = {c. 1935},\n"),
        ({"date-parts": [[1974], [1978]]}, "  year = {1974–1978},\n"),
        ({"date-parts": [[1994]], "season": 1}, "  year = {Spring 1994},\n"),
        ({"literal": "n.d."}, "  year = {n.d.},\n"),
    ],
)
def test_dates_are_years_and_months(issued: dict[str, Any], expected: str) -> None:
    assert expected in written(issued=issued)


def test_place_school_and_site_stand_where_styles_look_for_them() -> None:
    assert "  address = {Oxford},\n" in written(**{"publisher-place": "Oxford"})
    assert "  school = {Tübingen},\n" in written(type="thesis", publisher="Tübingen")
    assert "  howpublished = {Pravda.ru},\n" in written(type="webpage", **{"container-title": "Pravda.ru"})


@pytest.mark.parametrize("name", RECORDS)
def test_what_it_cannot_hold_is_said(name: str) -> None:
    writing = bibtex.write([{"id": "it", **RECORDS[name]}], classic=True)
    lost = {variable for loss in writing.losses for variable in loss.variables}
    held = {"type", "container-title", "author", "archive-place", "call-number", "custom"}
    assert lost <= held
