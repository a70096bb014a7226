"""BibTeX as the world writes it."""

from __future__ import annotations

from typing import Any

import pytest

from sources.formats import bibtex, names, tex


def one(text: str) -> dict[str, Any]:
    items = bibtex.read(text).items
    assert len(items) == 1
    return items[0]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"{\'E}tudes {\o}l \'{e} \"o \ss{} \c{c} \v{s}", "Études øl é ö ß ç š"),
        (r"na\"{\i}ve \'\i", "naïve í"),
        (r"R\&D at 50\% of \$5 \#1 a\_b", "R&D at 50% of $5 #1 a_b"),
        ("``so''---1936--38~x", "“so”—1936–38\u00a0x"),
        (r"\emph{Pravda} and {\it Izvestiia}", "<i>Pravda</i> and <i>Izvestiia</i>"),
        (r"CO$_2$ and 5\textsuperscript{th}", "CO<sub>2</sub> and 5<sup>th</sup>"),
        ("{NASA} and the {iPhone}", 'NASA and the <span class="nocase">iPhone</span>'),
        ("{The Whole Title}", "The Whole Title"),
        (r"\enquote{quoted} \foo{kept}", "“quoted” kept"),
        (r"a \\ b", "a   b"),
    ],
)
def test_tex_is_read_as_text(written: str, text: str) -> None:
    assert tex.decode(written, title=True)[0] == text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Gregory L. Freeze", [{"family": "Freeze", "given": "Gregory L."}]),
        ("Freeze, Gregory L.", [{"family": "Freeze", "given": "Gregory L."}]),
        ("{Central Committee}", [{"literal": "Central Committee"}]),
        ("Ministry of Agriculture", [{"literal": "Ministry of Agriculture"}]),
        ("University of California, Berkeley", [{"literal": "University of California, Berkeley"}]),
        ("Press, William H.", [{"family": "Press", "given": "William H."}]),
        ("King, Jr., Martin Luther", [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]),
        (
            "Ludwig van Beethoven",
            [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}],
        ),
        ("de la Cruz, Juan", [{"family": "Cruz", "given": "Juan", "non-dropping-particle": "de la"}]),
        ("Garc{\\'i}a M{\\'a}rquez, Gabriel", [{"family": "García Márquez", "given": "Gabriel"}]),
        ("A. B and C. D and others", [{"family": "B", "given": "A."}, {"family": "D", "given": "C."}]),
        ("{Marks and Spencer}", [{"literal": "Marks and Spencer"}]),
        ("Plato", [{"family": "Plato"}]),
        ("hooks, bell", [{"family": "hooks", "given": "bell"}]),
    ],
)
def test_names_follow_bibtexs_rules(written: str, expected: list[dict[str, str]]) -> None:
    assert names.from_bibtex(written)[0] == expected


def test_older_bibtex_is_understood() -> None:
    item = one(
        "@phdthesis{x, author={Ann Lee}, title={T}, school={MIT}, address={Cambridge}, year=1999, month=mar,"
        " note={N}}"
    )
    assert item["type"] == "thesis"
    assert (item["publisher"], item["publisher-place"]) == ("MIT", "Cambridge")
    assert item["issued"] == {"date-parts": [[1999, 3]]}


def test_subtitles_join_their_titles() -> None:
    item = one("@incollection{x, title={A}, subtitle={B}, booktitle={C}, booksubtitle={D}}")
    assert (item["title"], item["container-title"]) == ("A: B", "C: D")


def test_strings_are_put_in_and_a_missing_one_is_told() -> None:
    reading = bibtex.read('@string{oup = "Oxford UP"}\n@book{x, title={T}, publisher = oup, series = nope}')
    assert reading.items[0]["publisher"] == "Oxford UP"
    assert reading.items[0]["collection-title"] == "nope"
    assert [problem.line for problem in reading.problems] == [2]


def test_a_chapter_takes_from_the_book_it_refers_to() -> None:
    text = "@incollection{c, title={C}, crossref={b}}\n@book{b, title={B}, editor={Lee, Ann}, year=2001}"
    chapter = bibtex.read(text).items[0]
    assert chapter["container-title"] == "B"
    assert chapter["editor"] == [{"family": "Lee", "given": "Ann"}]


def test_an_address_keeps_its_percent_signs() -> None:
    item = one(r"@online{x, title={T}, url={https://x.org/a%20b\_c?d=1&e=~f}}")
    assert item["URL"] == "https://x.org/a%20b_c?d=1&e=~f"


def test_a_forgotten_comma_is_put_in_and_told() -> None:
    reading = bibtex.read("@book{x,\n title={T}\n year={1999}}")
    assert reading.items[0]["issued"] == {"date-parts": [[1999]]}
    assert "comma" in reading.problems[0].message
    assert reading.problems[0].line == 3


def test_what_has_no_place_is_told_per_entry() -> None:
    entry = bibtex.read("@book{x, title={T}, file={a.pdf}, owner={me}}").entries[0]
    assert entry.dropped == ("file = a.pdf", "owner = me")


def test_a_wrong_check_digit_is_told_and_the_number_kept() -> None:
    reading = bibtex.read("@book{x, title={T}, isbn={978-0-19-956041-1}}")
    assert reading.items[0]["ISBN"] == "978-0-19-956041-1"
    assert "no valid ISBN" in reading.problems[0].message


def test_comments_and_text_between_entries_are_passed_over() -> None:
    text = "Made by hand, a@b.org\n@comment{jabref-meta: a@b{c}}\n@book{x, title={T}}\nthe end"
    reading = bibtex.read(text)
    assert [item["id"] for item in reading.items] == ["x"]
    assert reading.problems == ()
