"""What an OpenDocument text says by its styles, as a .docx says it."""

from __future__ import annotations

import pytest

from transfer.documents.reading import Draft, read_document

from .documents import kept, made, part, with_files

HEAD = "---\ntitle: Fear\nsubtitle: A study\nauthor: [Anna Berger, Max Ott]\ndate: 3 May 2025\n---\n\n"
FIGURES = "Words.\n\n![A queue for bread](pic.png)\n\nMore."
LIBREOFFICE = kept("libreoffice.odt")
CONTENT = part(LIBREOFFICE, "content.xml").decode()


def read(content: str) -> Draft:
    return read_document(with_files(LIBREOFFICE, {"content.xml": content.encode()}), "a.odt")


@pytest.mark.parametrize("format_", ["docx", "odt"])
def test_title_author_and_date_stand_in_no_text(format_: str) -> None:
    draft = read_document(made(f"{HEAD}Words.", format_), f"a.{format_}")
    assert (draft.title, draft.text) == ("Fear: A study", "Words.")


@pytest.mark.parametrize("format_", ["docx", "odt"])
def test_a_figure_s_caption_describes_it_and_is_no_paragraph(format_: str) -> None:
    draft = read_document(made(FIGURES, format_), f"a.{format_}")
    assert draft.text.startswith("Words.\n\n![A queue for bread](image:pending-")
    assert draft.text.endswith(")\n\nMore.")
    assert [(found.alt, found.caption) for found in draft.pictures] == [("A queue for bread", "")]


def test_a_description_is_kept_beside_the_caption() -> None:
    draft = read(CONTENT.replace("<svg:desc>A queue for bread<", "<svg:desc>People wait<"))
    assert [(found.alt, found.caption) for found in draft.pictures] == [("People wait", "A queue for bread")]
    assert "\n\nA queue for bread" not in draft.text


def test_an_author_further_down_and_a_picture_within_words_stay_as_they_are() -> None:
    draft = read_document(made("Words ![x](pic.png) more.\n\nA queue.", "odt"), "a.odt")
    assert draft.text.endswith("A queue.")
    signed = CONTENT.replace('text:style-name="Block_20_Text"', 'text:style-name="Author"')
    assert "Life has become better" in read(signed).text
