"""Word's own citations and its list of sources."""

from __future__ import annotations

import pytest

from transfer.documents.reading import read_document
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
KNOWN = {"Fre09": {}, "Luc11": {}}


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


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        (r"CITATION Fre09 \l 1033", "[@Fre09]"),
        (r"CITATION Fre09 \p 347 \m Luc11 \p 12", "[@Fre09, 347; @Luc11, 12]"),
        (r'CITATION Fre09 \f "see " \s ", passim" \v 2 \p 3-4', "[see @Fre09, vol. 2, 3-4 , passim]"),
        (r"CITATION Fre09 \n \p 347", "[-@Fre09, 347]"),
        (r'CITATION Fre09 \f "];@x["', "[x @Fre09]"),
        ("PAGE", ""),
        ("CITATION", ""),
        ("CITATION Unknown", ""),
    ],
)
def test_the_switches_of_a_field_are_read(instruction: str, expected: str) -> None:
    assert cited(instruction, KNOWN) == expected
