"""Files as they arrive: encodings, formats, dates, RIS of other programs, and the command that converts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sources.formats import csljson, dates, ris, upload
from sources.formats.fingerprints import fingerprint, key

RUSSIAN = "@book{a, title = {О культе личности и его последствиях}, author = {Хрущёв, Никита}}"
CHINESE = "@book{a, title = {中国共产党历史研究}, author = {毛, 泽东}}"
FRENCH = "@book{a, title = {L’été à Paris: une œuvre}, author = {Müller, Françoise}}"


@pytest.mark.parametrize(
    ("text", "encoding", "is_told"),
    [
        (RUSSIAN, "utf-8", False),
        (RUSSIAN, "utf-8-sig", False),
        (RUSSIAN, "utf-16", False),
        (RUSSIAN, "utf-32", False),
        (RUSSIAN, "utf-16-be", True),
        (RUSSIAN, "cp1251", True),
        (CHINESE, "gbk", True),
        (FRENCH, "cp1252", True),
    ],
)
def test_a_file_is_read_in_its_encoding_and_a_guess_is_told(text: str, encoding: str, is_told: bool) -> None:
    reading = upload.read(text.encode(encoding))
    assert reading.items == upload.read(text).items
    assert len(reading.items) == 1
    assert bool(reading.problems) == is_told


def test_a_few_wrong_bytes_do_not_change_the_encoding_of_the_rest() -> None:
    data = RUSSIAN.encode() + b"\n@book{b, title = {\xff bad}}"
    reading = upload.read(data)
    assert reading.items[0]["title"].startswith("О культе")
    assert "line 2" in reading.problems[0].message


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (RUSSIAN, "", "bibtex"),
        ("% a comment\n\n  @article{x,", "x.txt", "bibtex"),
        ("\ufeff\nTY  - BOOK", "x.bib", "ris"),
        ('[{"title": "T"}]', "", "csl-json"),
        ("[]", "", "csl-json"),
        ("", "x.ris", "ris"),
        ("nothing of all that", "x.doc", ""),
    ],
)
def test_the_format_is_told_from_the_text(text: str, name: str, kind: str) -> None:
    assert upload.detect(text, name) == kind


@pytest.mark.parametrize(
    ("written", "parts", "extra"),
    [
        ("1937", [[1937]], {}),
        ("1937-03-02", [[1937, 3, 2]], {}),
        ("1937~", [[1937]], {"circa": True}),
        ("1937?", [[1937]], {"circa": True}),
        ("c. 1937", [[1937]], {"circa": True}),
        ("1937/1938", [[1937], [1938]], {}),
        ("1936–1938", [[1936], [1938]], {}),
        ("2009/4/23/", [[2009, 4, 23]], {}),
        ("1931-21", [[1931]], {"season": 1}),
        ("Autumn 1931", [[1931]], {"season": 3}),
        ("-0043", [[-44]], {}),
        ("2 March 1930", [[1930, 3, 2]], {}),
        ("March 2, 1930", [[1930, 3, 2]], {}),
        ("Sept. 1931", [[1931, 9]], {}),
        ("c. May 1930", [[1930, 5]], {"circa": True}),
        ("2 марта 1930 г.", [[1930, 3, 2]], {}),
    ],
)
def test_dates_are_read(written: str, parts: list[list[int]], extra: dict[str, object]) -> None:
    assert dates.from_text(written) == {"date-parts": parts} | extra


@pytest.mark.parametrize(
    "written",
    [
        "2 März 1930",
        "31 February 1930",
        "Markham 1930",
        "n.d.",
        "19XX",
        "1937/..",
        "2009-13",
        "1930-02-30",
        "12 May",
    ],
)
def test_other_dates_stay_as_typed(written: str) -> None:
    assert dates.from_text(written) == {"literal": written}


@pytest.mark.parametrize(
    "words",
    [
        "2 March 1930",
        "March 1930",
        "1930",
        "c. 1937",
        "1936–1938",
        "Spring 1931",
        "-44",
        "n.d.",
        "1932-10/1937-01",
    ],
)
def test_dates_are_said_as_they_are_read(words: str) -> None:
    assert dates.said(dates.from_text(words) or {}) == words


def test_date_parts_may_be_strings_and_stop_where_they_are_wrong() -> None:
    assert dates.clean({"date-parts": [["2009", "13", "1"]], "circa": "1"}) == {
        "date-parts": [[2009]],
        "circa": True,
    }


@pytest.mark.parametrize("lead", ["TY  - ", "TY - ", "\ufeffTY  - ", "\r\n  TY  - "])
@pytest.mark.parametrize("end", ["ER  - ", "ER  -", "ER -", ""])
def test_records_that_rispy_loses_are_read(lead: str, end: str) -> None:
    reading = ris.read(
        f"{lead}BOOK\r\nTI  - One\r\nER  - \r\n{lead.strip(chr(0xFEFF))}BOOK\r\nTI  - Two\r\n{end}"
    )
    assert [item["title"] for item in reading.items] == ["One", "Two"]


def test_a_record_of_another_program_is_understood() -> None:
    item = ris.read(
        "TY  - JOUR\nT1  - Title\nA1  - Lee, Ann\nJF  - Review\nY1  - 1999/03//\nN2  - Abstract\n  goes on\n"
        "SN  - 0002-8762\nKW  - a\nKW  - b\nUR  - http://x.org/a;b\nM2  - Original Date: 1973\nER  - "
    ).items[0]
    assert item["container-title"] == "Review"
    assert item["issued"] == {"date-parts": [[1999, 3]]}
    assert item["abstract"] == "Abstract goes on"
    assert (item["ISSN"], item["keyword"], item["URL"]) == ("0002-8762", "a, b", "http://x.org/a;b")
    assert item["original-date"] == {"date-parts": [[1973]]}


def test_csl_json_of_other_programs_is_put_right() -> None:
    item = '{"id": 7, "type": "journalArticle", "title": "T", "shortTitle": "S", "issued": "2009", "x": 1}'
    entry = csljson.read(f'{{"items": [{item}]}}').entries[0]
    assert entry.item["id"] == "7"
    assert entry.item["title-short"] == "S"
    assert entry.item["issued"] == {"date-parts": [[2009]]}
    assert entry.item["type"] == "document"
    assert entry.dropped == ("x",)


def test_a_fingerprint_passes_over_case_accents_and_markup() -> None:
    item = {
        "type": "book",
        "title": "Étude: <i>Pravda</i>",
        "author": [{"family": "van der Linden"}],
        "DOI": "10.1000/A",
    }
    other = {"type": "book", "title": "etude — pravda", "DOI": "10.1000/a"}
    split = {"family": "Linden", "non-dropping-particle": "van der"}
    assert fingerprint(item) == fingerprint(other | {"author": [split]})
    assert fingerprint(item) != fingerprint(item | {"title": "Another"})


def test_a_key_says_what_it_names() -> None:
    item = {"title": "The Rise of X", "author": [{"family": "Tucker"}], "issued": {"date-parts": [[1979]]}}
    assert key(item) == "tucker1979rise"


def convert(file: Path, to: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("convert_bibliography", str(file), to=to, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_converts_and_tells_on_standard_error(tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    file.write_text("@book{a, title = {T}, file = {x}}\n@book{b}", encoding="utf-8")
    out, err = convert(file, "ris")
    assert out.startswith("TY  - BOOK\r\nID  - a\r\nTI  - T\r\n")
    assert "line 2: b: left out: it has no title" in err
    assert "line 1: a: dropped file = x" in err


def test_the_command_tells_what_the_format_does_not_hold(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('[{"id": "a", "title": "T", "scale": "1:5000"}]', encoding="utf-8")
    assert "a: biblatex does not hold scale" in convert(file, "biblatex")[1]


def test_the_command_refuses_what_is_no_bibliography(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Dear all", encoding="utf-8")
    with pytest.raises(CommandError, match="neither"):
        convert(file, "ris")
    with pytest.raises(CommandError, match="cannot be read"):
        convert(tmp_path / "missing", "ris")
