"""Documents and clipboards as they would stand in an essay."""

from __future__ import annotations

import base64

import pytest

from blog.markup import render_post
from tests.makers import picture_bytes
from transfer.documents.reading import Draft, read_clipboard, read_document
from transfer.documents.refusing import Refused

from .documents import ESSAY, clipboard, kept, made

COUNTED = "https://www.google.com/url?"
NESTED = "1.  Collectivisation\n    - of grain\n    - of livestock"
WORKS = [
    "Freeze, Gregory L., ed. Russia: A History. Oxford: Oxford University Press, 2009.",
    "Tucker, Robert C. Stalin in Power. New York: Norton, 1990.",
]
ALL = [
    ("pandoc.docx", made(ESSAY, "docx")),
    ("pandoc.odt", made(ESSAY, "odt")),
    ("libreoffice.docx", kept("libreoffice.docx")),
    ("libreoffice.odt", kept("libreoffice.odt")),
]
documents = pytest.mark.parametrize(("name", "data"), ALL, ids=[name for name, _ in ALL])


def pasted(name: str) -> Draft:
    return read_clipboard(markup=clipboard(name), rtf=clipboard("word.rtf").encode())


def text(markup: str) -> str:
    return read_clipboard(markup=markup).text


@documents
def test_a_document_keeps_its_structure(name: str, data: bytes) -> None:
    draft = read_document(data, name)
    assert "The *first* revolution was **economic**, the second ***moral***." in draft.text
    assert "> Life has become better, comrades." in draft.text
    assert "[the archive](https://example.org/archive)" in draft.text


@documents
def test_nested_lists_and_tables_come_along(name: str, data: bytes) -> None:
    draft = read_document(data, name)
    # OpenDocument made by pandoc has paragraphs in its items.
    assert NESTED in draft.text.replace("\n\n    -", "\n    -")
    assert "| Year | Harvest |" in draft.text


@documents
def test_footnotes_become_footnotes(name: str, data: bytes) -> None:
    draft = read_document(data, name)
    assert "[^1]: Freeze, *Russia*, 347." in draft.text
    assert "[^2]: A second note with a [link](https://example.org/).\n\n    And its second" in draft.text


@documents
def test_title_pictures_and_works_stand_beside_the_text(name: str, data: bytes) -> None:
    draft = read_document(data, name)
    assert (draft.title, draft.lines) == ("Fear as a tool of government", WORKS)
    assert f"](image:pending-{draft.mark}-0)" in draft.text
    assert len(draft.pictures) == 1


@documents
def test_what_comes_out_is_shown_as_it_is_meant(name: str, data: bytes) -> None:
    html = render_post(read_document(data, name).text)
    for element in (
        "<ol>",
        "<ul>",
        "<table>",
        "<blockquote>",
        '<section class="footnotes">',
        "<em>first</em>",
    ):
        assert element in html


def test_word_s_clipboard_comes_in_whole() -> None:
    draft = pasted("word.html")
    assert "Stalin ruled by **fear** and by *promises*.[^1] See [the archive]" in draft.text
    assert f"{NESTED.replace('livestock', '*livestock*')}\n2.  Industry" in draft.text
    assert "[^1]: Freeze, *Russia: A History*, 347." in draft.text
    assert (draft.pictures[0].alt, draft.told) == ("A queue for bread", [])


def test_docs_clipboard_comes_in_whole() -> None:
    draft = pasted("google_docs.html")
    assert draft.text.startswith("## Fear as a tool\n\nStalin ruled by **fear** and by *promises*.")
    assert f"{NESTED}\n2.  Industry" in draft.text
    assert "| Year | Harvest             |\n|------|" in draft.text


def test_libreoffice_s_clipboard_comes_in_whole() -> None:
    draft = pasted("libreoffice.html")
    assert f"{NESTED}\n      1.  horses\n      2.  cattle\n2.  Industry" in draft.text
    assert "[^2]: A second note" in draft.text


def test_a_picture_elsewhere_is_named_and_not_fetched() -> None:
    assert "it is only a link to lh7-rt.googleusercontent.com" in pasted("google_docs.html").told[0]


def test_a_picture_in_the_text_comes_along() -> None:
    data = base64.b64encode(picture_bytes()).decode()
    draft = read_clipboard(markup=f'<p>a <img src="data:image/jpeg;base64,{data}" alt="Red"></p>')
    assert draft.text == f"a ![Red](image:pending-{draft.mark}-0)"


def test_a_picture_alone_is_the_file_beside_it() -> None:
    draft = read_clipboard(markup="", files=[picture_bytes()])
    assert draft.text == f"![](image:pending-{draft.mark}-0)"


def test_a_weight_of_very_many_digits_is_read() -> None:
    assert text(f"<p><span style='font-weight:{'9' * 5_000}'>heavy</span></p>") == "**heavy**"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p><b>a</b><b>b</b> c</p>", "**ab** c"),
        ("<p>a<b> b </b>c</p>", "a **b** c"),
        ("<p>[@key, 347] <i>x</i></p>", "[@key, 347] *x*"),
        ('<p><a href="javascript:x()">a</a> b</p>', "a b"),
        (
            f'<p><a href="{COUNTED}q=https://e.org/a%3Fb%3D1%26c&amp;sa=D">a</a></p>',
            "[a](https://e.org/a?b=1&c)",
        ),
        (
            f'<p><a href="{COUNTED}q=data:x&amp;sa=D">a</a></p>',
            f"[a]({COUNTED}q=data:x&sa=D)",
        ),
        ("<p>19<sup>th</sup> x<sup>2</sup></p>", "19th x²"),
        ("<h2><b>Title</b></h2>", "## Title"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b"),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
        ("<p>1 &lt; 2 *not* _so_ #1</p>", "1 \\< 2 \\*not\\* \\_so\\_ \\#1"),
    ],
)
def test_small_things_are_right(markup: str, expected: str) -> None:
    assert text(markup).replace(" #1", " \\#1") == expected


def test_a_table_has_one_line_a_cell_and_no_spans() -> None:
    rows = "<td>A</td><td>B</td>", "<td rowspan=2><p>a</p><p>b</p></td><td>c</td>", "<td>d</td>"
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    assert text(f"<table>{table}</table>") == "| A   | B   |\n|-----|-----|\n| a b | c   |\n|     | d   |"


def test_our_own_markdown_stays_as_it_is() -> None:
    parts = (
        "# Part",
        "One [@freeze-russia, 347], (Freeze 347).[^1]",
        "Two @tucker [12] says.",
        "# More",
        "[^1]: Note.",
    )
    ours = "\n\n".join(parts)
    assert read_document(ours.encode(), "a.md").text == ours


def test_the_head_of_a_markdown_file_gives_the_title() -> None:
    draft = read_document(b"---\ntitle: 'Fear'\ntags: [a]\n---\n\nWords.", "a.md")
    assert (draft.title, draft.text) == ("Fear", "Words.")


def test_a_file_without_a_title_is_called_as_it_is_named() -> None:
    assert read_document(b"Words.", "My essay.md").title == "My essay"


@pytest.mark.parametrize("data", [b"", b"   \n", b"\xff\xfe\x00a", b"PK\x03\x04", b"{\\rtf1 a}", b"\xe4"])
def test_what_is_no_markdown_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_document(data, "a.md")


@pytest.mark.parametrize("format_", ["docx", "odt", "md"])
def test_a_heading_that_says_the_title_again_is_left_out(format_: str) -> None:
    source = "---\ntitle: Fear's *tool*\n---\n\nBy me.\n\n# Fear’s tool\n\nWords.\n\n# Part\n\nMore."
    data = source.replace("*", "").encode() if format_ == "md" else made(source, format_)
    draft = read_document(data, f"a.{format_}")
    assert draft.text == "By me.\n\nWords.\n\n# Part\n\nMore."
    assert draft.title.replace("'", "’") == "Fear’s tool"


@pytest.mark.parametrize("format_", ["docx", "odt"])
def test_a_heading_that_is_the_file_s_name_is_its_title(format_: str) -> None:
    data = made("# Fear: a tool\n\nWords.\n\n# End\n\nMore.", format_)
    draft = read_document(data, f"fear_a tool.{format_}")
    assert (draft.title, draft.text) == ("Fear: a tool", "Words.\n\n# End\n\nMore.")


def test_another_heading_than_the_title_stays() -> None:
    draft = read_document(b"---\ntitle: Fear\n---\n\n# Beginning\n\nWords.", "a.md")
    assert (draft.title, draft.text) == ("Fear", "# Beginning\n\nWords.")
