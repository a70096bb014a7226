"""Files that are not what they say, or bring what an essay does not need."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.makers import picture_bytes
from transfer.documents import odt, word
from transfer.documents.kinds import OLD_WORD
from transfer.documents.packages import BOMB, DAMAGED, ENCRYPTED, HAS_DTD, UNUSUAL
from transfer.documents.reading import OTHER_KIND, TOO_LARGE, read_document
from transfer.documents.refusing import TOO_LONG, Refused

from .documents import ESSAY, kept, made, part, with_files

DOCX, ODT = made(ESSAY, "docx"), kept("libreoffice.odt")
BODY = "word/document.xml"


def reason(data: bytes, name: str) -> str:
    with pytest.raises(Refused) as refusal:
        read_document(data, name)
    return str(refusal.value)


def linked(kind: str) -> bytes:
    """The document with one relation more, to somewhere outside."""
    relation = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        ' Target="https://example.org/a.png" TargetMode="External"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    relations = part(DOCX, name).replace(b"</Relationships>", relation.encode())
    return with_files(DOCX, {name: relations})


def test_another_kind_of_file_is_refused() -> None:
    assert reason(b"%PDF-1.7", "essay.pdf") == OTHER_KIND
    assert reason(b"MZ", "essay") == OTHER_KIND


def test_a_file_that_lies_about_its_type_is_refused() -> None:
    assert reason(ODT, "essay.docx") == word.NO_WORD
    assert reason(DOCX, "essay.odt") == odt.NO_ODT


@pytest.mark.parametrize(
    ("data", "is_"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"{\\rtf1\\ansi Words}", "Rich Text (.rtf)"),
        (picture_bytes(), "a picture"),
        (picture_bytes(format="PNG"), "a picture"),
        (picture_bytes(format="WEBP"), "a picture"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><p>Words", "a web page (HTML)"),
        ("Würde und Brot.\r\n".encode(), "plain text"),
        ("Words".encode("utf-16"), "plain text"),
    ],
)
@pytest.mark.parametrize(
    ("name", "not_"),
    [("essay.docx", "a Word document (.docx)"), ("essay.odt", "an OpenDocument text (.odt)")],
)
def test_what_a_file_is_that_is_no_document_is_said(data: bytes, is_: str, name: str, not_: str) -> None:
    assert reason(data, name).startswith(f"This is {is_}, not {not_}. ")


def test_what_a_file_is_that_is_no_text_is_said() -> None:
    assert reason(b"%PDF-1.7", "essay.md").startswith("This is a PDF, not a text. ")
    assert reason(DOCX, "essay.txt").startswith("This is a packed file, not a text. ")
    assert read_document(b"<p>Words</p>", "essay.md").text


def test_old_and_encrypted_files_are_refused() -> None:
    assert reason(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "essay.docx") == OLD_WORD
    assert reason(b"\xd0\xcf", "essay.doc") == OLD_WORD
    end = b"</manifest:manifest>"
    locked = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>" + end
    manifest = part(ODT, "META-INF/manifest.xml").replace(end, locked)
    assert reason(with_files(ODT, {"META-INF/manifest.xml": manifest}), "essay.odt") == ENCRYPTED


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(DOCX)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert reason(bytes(data), "essay.docx") == ENCRYPTED


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_what_no_word_processor_packs_with_is_refused(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCX)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert reason(out.getvalue(), "essay.docx") == UNUSUAL


def test_macros_are_refused() -> None:
    assert reason(with_files(DOCX, {"word/vbaProject.bin": b"x"}), "essay.docx") == word.MACROS
    assert reason(DOCX, "essay.docm") == word.MACROS
    kinds = part(DOCX, "[Content_Types].xml").replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        b"vnd.ms-word.document.macroEnabled.main",
    )
    assert reason(with_files(DOCX, {"[Content_Types].xml": kinds}), "essay.docx") == word.MACROS
    assert reason(with_files(ODT, {"Basic/Standard/Module1.xml": b"<x/>"}), "essay.odt") == odt.MACROS


def test_linked_pictures_are_refused_and_links_are_not() -> None:
    assert "only a link to https://example.org/a.png" in reason(linked("image"), "essay.docx")
    assert read_document(linked("hyperlink"), "essay.docx").text
    content = part(ODT, "content.xml").replace(b"Pictures/", b"https://example.org/")
    assert "only a link" in reason(with_files(ODT, {"content.xml": content}), "essay.odt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(encoding: str) -> None:
    body = part(DOCX, BODY).decode().partition("?>")[2]
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    data = f'<?xml version="1.0" encoding="{encoding}"?>{bomb}{body}'.encode(encoding)
    assert reason(with_files(DOCX, {BODY: data}), "essay.docx") == HAS_DTD


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert reason(with_files(DOCX, {"word/media/a.png": b"\0" * 130_000_000}), "essay.docx") == BOMB
    assert reason(with_files(DOCX, {BODY: b" " * 13_000_000}), "essay.docx") == BOMB
    many = with_files(DOCX, {f"word/media/{n}.png": b"" for n in range(2_100)})
    assert reason(many, "essay.docx") == BOMB


def test_a_size_that_lies_is_found_out() -> None:
    """The directory says ten bytes: no more is unpacked, and they do not add up."""
    data = bytearray(with_files(DOCX, {BODY: b"<a>" + b" " * 13_000_000 + b"</a>"}))
    at = data.find(BODY.encode(), data.find(b"PK\x01\x02"))
    data[at - 46 + 24 : at - 46 + 28] = (10).to_bytes(4, "little")
    assert reason(bytes(data), "essay.docx") == DAMAGED


def test_very_many_elements_are_refused() -> None:
    body = b"<a>" + b"<b/>" * 500_000 + b"</a>"
    assert reason(with_files(DOCX, {BODY: body}), "essay.docx") == BOMB


def test_a_damaged_file_is_refused() -> None:
    assert reason(DOCX[:-30], "essay.docx") == DAMAGED
    assert reason(with_files(DOCX, {BODY: b"<w:document>"}), "essay.docx") == DAMAGED


def test_a_file_that_is_too_large_or_too_long_is_refused() -> None:
    assert reason(b"PK" + b"\0" * 21_000_000, "essay.docx") == TOO_LARGE
    assert reason(b"Words and words. " * 20_000, "essay.md") == TOO_LONG


def test_a_docx_that_is_empty_says_so() -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    assert reason(out.getvalue(), "essay.docx")
