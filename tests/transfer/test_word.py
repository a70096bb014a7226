"""Word's own citations and its list of sources."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from transfer.documents.reading import read_document
from transfer.documents.refusing import Refused
from transfer.documents.word import cited

from .documents import WORD_NS, made, part, with_files

SOURCES = """<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">
<b:Source><b:Tag>Fre09</b:Tag><b:SourceType>Book</b:SourceType><b:Title>Russia: A History</b:Title>
<b:Author><b:Editor><b:NameList><b:Person><b:Last>Freeze</b:Last><b:First>Gregory</b:First><b:Middle>L.</b:Middle>
</b:Person></b:NameList></b:Editor></b:Author>
<b:Year>2009</b:Year><b:City>Oxford</b:City><b:Publisher>Oxford University Press</b:Publisher></b:Source>
<b:Source><b:Tag>Luc 11</b:Tag><b:SourceType>JournalArticle</b:SourceType><b:Title>On Terror</b:Title>
<b:Author><b:Author><b:Corporate>The Society</b:Corporate></b:Author></b:Author>
<b:Year>2011</b:Year><b:Month>May</b:Month><b:Day>3</b:Day>
<b:JournalName>Slavic Review</b:JournalName></b:Source>
</b:Sources>"""
OF_BOXES = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
KNOWN = {"Fre09": "Fre09", "Luc11": "Luc11", "A&B": "A-B", "A-B": "A-B-2"}


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def mark(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def field(instruction: str, shown: str) -> str:
    """A citation as Word writes it: a structured tag with a field in it."""
    said = run(f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>')
    parts = [mark("begin"), said, mark("separate"), run(f"<w:t>{shown}</w:t>"), mark("end")]
    return f"<w:sdt><w:sdtPr><w:citation/></w:sdtPr><w:sdtContent>{''.join(parts)}</w:sdtContent></w:sdt>"


def document(paragraph: str, after: str = "") -> bytes:
    archive = made("PLACE\n\n# Works Cited\n\nLIST", "docx")
    body = part(archive, "word/document.xml").decode()
    body = body.replace('<w:t xml:space="preserve">PLACE</w:t></w:r>', f"<w:t>Words </w:t></w:r>{paragraph}")
    start = body.rindex("<w:p>", 0, body.index("LIST"))
    end = body.index("</w:p>", start) + len("</w:p>")
    assert "Words" in body
    body = body[:start] + after + body[end:]
    assert WORD_NS in body
    body = body.replace("<w:document ", f"<w:document {OF_BOXES} ")
    return with_files(archive, {"word/document.xml": body.encode(), "customXml/item1.xml": SOURCES.encode()})


def test_a_citation_field_becomes_a_citation() -> None:
    draft = read_document(document(field(r"CITATION Fre09 \p 347 \l 1033", "(Freeze 347)")), "a.docx")
    assert draft.text == "Words [@Fre09, 347]"
    assert draft.items["Fre09"] == {
        "type": "book",
        "title": "Russia: A History",
        "publisher": "Oxford University Press",
        "publisher-place": "Oxford",
        "editor": [{"family": "Freeze", "given": "Gregory L."}],
        "issued": {"date-parts": [[2009]]},
    }


def test_an_article_keeps_its_journal_and_day() -> None:
    item = read_document(document(field("CITATION Fre09", "(Freeze)")), "a.docx").items["Luc-11"]
    assert (item["container-title"], item["issued"]) == ("Slavic Review", {"date-parts": [[2011, 5, 3]]})
    assert item["author"] == [{"literal": "The Society"}]


def test_the_list_that_word_makes_of_its_sources_stands_there_no_longer() -> None:
    block = (
        "<w:sdt><w:sdtPr><w:bibliography/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Freeze.</w:t></w:r></w:p>"
    )
    after = f"{block}</w:sdtContent></w:sdt>"
    draft = read_document(document(field("CITATION Fre09", "(Freeze)"), after), "a.docx")
    assert (draft.text, draft.lines) == ("Words [@Fre09]", [])


def test_a_citation_of_what_word_does_not_know_keeps_its_words() -> None:
    assert read_document(document(field("CITATION Other", "(Other 3)")), "a.docx").text == "Words (Other 3)"


def test_a_citation_in_a_text_box_is_read_once() -> None:
    said = run("<w:instrText> CITATION Fre09 </w:instrText>")
    inner = "".join([mark("begin"), said, mark("separate"), run("<w:t>(Freeze)</w:t>"), mark("end")])
    content = f"<w:txbxContent><w:p>{inner}</w:p></w:txbxContent>"
    shape = f"<v:shape><v:textbox>{content}</v:textbox></v:shape>"
    old = f"<mc:Fallback><w:pict>{shape}</w:pict></mc:Fallback>"
    box = run(f"<mc:AlternateContent>{old}</mc:AlternateContent>")
    draft = read_document(document(box), "a.docx")
    assert "[@Fre09]" in draft.text
    assert "(Freeze)" not in draft.text


@pytest.mark.parametrize("inner", [field("CITATION Fre09", "(Freeze)"), ""])
@pytest.mark.parametrize("name", ["fldSimple", "sdt", "p"])
def test_a_document_that_is_nothing_but_a_field_is_read_or_refused(name: str, inner: str) -> None:
    said = "<w:sdtPr><w:bibliography/></w:sdtPr>" if name == "sdt" else ""
    body = f'<w:{name} xmlns:w="{WORD_NS}" w:instr=" CITATION Fre09 ">{said}{inner}</w:{name}>'
    data = with_files(document(""), {"word/document.xml": body.encode()})
    with contextlib.suppress(Refused):
        read_document(data, "a.docx")


@pytest.mark.parametrize(
    ("year", "issued"),
    [
        ("-44", {"date-parts": [[-44]]}),
        ("--12", {"literal": "--12"}),
        ("²", {"literal": "²"}),
        ("1917/18", {"literal": "1917/18"}),
    ],
)
def test_a_year_that_is_no_number_keeps_its_words(year: str, issued: dict[str, Any]) -> None:
    sources = SOURCES.replace(">2009<", f">{year}<").replace(">May<", ">²<").replace(">3<", ">³<")
    data = with_files(document(""), {"customXml/item1.xml": sources.encode()})
    items = read_document(data, "a.docx").items
    assert items["Fre09"]["issued"] == issued
    assert items["Luc-11"]["issued"] == {"date-parts": [[2011]]}


def test_two_tags_that_differ_in_their_signs_stay_two_works() -> None:
    sources = SOURCES.replace("Fre09", "A&amp;B").replace("Luc 11", "A-B")
    data = with_files(document(field("CITATION A-B", "(B)")), {"customXml/item1.xml": sources.encode()})
    draft = read_document(data, "a.docx")
    assert draft.items["A-B-2"]["title"] == "On Terror"
    assert draft.text == "Words [@A-B-2]"


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        (r"CITATION Fre09 \l 1033", "[@Fre09]"),
        (r"CITATION Fre09 \p 347 \m Luc11 \p 12", "[@Fre09, 347; @Luc11, 12]"),
        (r'CITATION Fre09 \f "see " \s ", passim" \v 2 \p 3-4', "[see @Fre09, vol. 2, 3-4 , passim]"),
        (r"CITATION Fre09 \n \p 347", "[-@Fre09, 347]"),
        (r'CITATION Fre09 \f "];@x["', "[x @Fre09]"),
        (r"CITATION A&B \m A-B", "[@A-B; @A-B-2]"),
        ("PAGE", ""),
        ("CITATION", ""),
        ("CITATION Unknown", ""),
    ],
)
def test_the_switches_of_a_field_are_read(instruction: str, expected: str) -> None:
    assert cited(instruction, KNOWN) == expected
