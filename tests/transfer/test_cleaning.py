"""The HTML of clipboards as HTML that says what it means."""

from __future__ import annotations

import re

import pytest

from transfer.documents.cleaning import MAX_DEPTH, MAX_ELEMENTS, clean
from transfer.documents.refusing import Refused

from .documents import clipboard


def cleaned(markup: str) -> str:
    return (
        re.sub(r"\s+", " ", clean(markup).html).strip().removeprefix("<div>").removesuffix("</div>").strip()
    )


@pytest.mark.parametrize("name", ["word.html", "google_docs.html", "libreoffice.html"])
def test_no_style_and_no_span_is_left(name: str) -> None:
    html = clean(clipboard(name)).html
    assert not re.search(r"style=|class=|<font|<o:p|<b[ >]|mso-", html)
    assert re.findall(r"<span[^>]*>", html) == re.findall(r'<span id="note-reference-\d">', html)


def test_what_docs_puts_around_everything_is_not_bold() -> None:
    assert cleaned('<b style="font-weight:normal"><p>One</p></b>') == "<p>One</p>"


def test_what_word_says_of_another_script_is_nothing() -> None:
    bold = "<p><b style='mso-bidi-font-weight:normal'>One</b></p>"
    assert cleaned(bold) == "<p><strong>One</strong></p>"


@pytest.mark.parametrize(
    ("style", "element"),
    [
        ("font-weight:700", "strong"),
        ("font-weight: bold", "strong"),
        ("font-style:italic", "em"),
        ("text-decoration:line-through", "s"),
        ("vertical-align:super", "sup"),
    ],
)
def test_what_a_style_says_becomes_an_element(style: str, element: str) -> None:
    assert cleaned(f'<p><span style="{style}">One</span></p>') == f"<p><{element}>One</{element}></p>"


def test_a_list_in_a_list_goes_into_the_item_before() -> None:
    nested = "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>"
    assert cleaned(nested) == "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"


def test_hidden_words_and_scripts_are_dropped() -> None:
    assert cleaned('<p>a<span style="display: none">b</span><script>c</script></p>') == "<p>a</p>"


def test_pictures_are_numbered_and_their_addresses_told() -> None:
    found = clean('<p><img src="data:image/png;base64,AA"><img src="https://example.org/a.png" alt="x"></p>')
    assert found.pictures == ["data:image/png;base64,AA", "https://example.org/a.png"]
    assert 'src="picture:1"' in found.html


def test_of_a_link_its_address_is_left() -> None:
    link = '<p><a href="https://example.org" onclick="x()" target="_blank">a</a></p>'
    assert cleaned(link) == '<p><a href="https://example.org">a</a></p>'


@pytest.mark.parametrize("markup", ["<div>" * (MAX_DEPTH + 5), "<b></b>" * (MAX_ELEMENTS + 1), ""])
def test_what_no_text_is_like_is_refused(markup: str) -> None:
    with pytest.raises(Refused):
        clean(markup)
