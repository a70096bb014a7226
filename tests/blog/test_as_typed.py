"""A comment by somebody who knows no Markdown looks as it was typed."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog import markup
from blog.inserts import Insert

# Words with what people put before, into and behind them.
WORDS = st.text("abßЖé '’“”„", min_size=1, max_size=8).map(str.strip).filter(bool)
AT_THE_START = [
    "",
    "#",
    "# ",
    "1986. ",
    "1. ",
    "3) ",
    "- ",
    "-- ",
    "— ",
    "* ",
    "+ ",
    "~~~ ",
    "= ",
    "---",
    "*",
]
ANYWHERE = ["_", "<b>", "<3 ", "&amp; ", "|", "@", "$", "[1] ", "(c) ", ":-) ", "5*3*2 ", "a_b_", "^", "!"]
MARKS = st.sampled_from(AT_THE_START) | st.sampled_from(ANYWHERE)
LINES = st.builds(lambda mark, words: mark + " ".join(words), MARKS, st.lists(WORDS, min_size=1, max_size=4))


def seen(rendered: str) -> list[list[str]]:
    """The paragraphs that a reader sees, as lines."""
    paragraphs = re.findall(r"<p>(.*?)</p>", rendered, re.DOTALL)
    assert "".join(f"<p>{words}</p>\n" for words in paragraphs) == rendered
    return [[html.unescape(line).strip() for line in re.split(r"<br>\n?", words)] for words in paragraphs]


@given(WORDS, LINES, WORDS)
def test_a_line_looks_as_typed_whatever_it_begins_with(before: str, line: str, after: str) -> None:
    typed = [before, line.strip(), after]
    assert seen(markup.render_comment("\n\n".join(typed))) == [[one] for one in typed]


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=5))
def test_line_and_paragraph_breaks_survive(paragraphs: list[list[str]]) -> None:
    typed = "\n\n".join("\n".join(lines) for lines in paragraphs)
    assert seen(markup.render_comment(typed)) == paragraphs


@pytest.mark.parametrize(
    "typed",
    [
        "1986. A great year",
        "14. Mai war schön",
        "- Tom",
        "-   Tom",
        "* as if",
        "+ 5 points",
        "* * *",
        "5*3*2 = 30, and 2 * 3 * 4",
        "f**k, a*b*c, word*s",
        "snake_case_names",
        "# one",
        "<b>not bold</b> & <script>",
        "&copy; &lt;",
        "~~~ waves ~~~",
        "“Typographic” ‘quotes’ – and — dashes…",
        "[1] and [sic]",
        "_Unfinished",
        "-a -b",
    ],
)
def test_what_markdown_would_change_looks_as_typed(typed: str) -> None:
    assert seen(markup.render_comment(typed)) == [[typed]]


def test_years_in_lines_are_no_list() -> None:
    assert seen(markup.render_comment("1986. One\n1987. Two\n+ more")) == [
        ["1986. One", "1987. Two", "+ more"]
    ]


def test_what_follows_a_quotation_is_no_part_of_it() -> None:
    rendered = markup.render_comment("> He said.\nI say.")
    assert rendered == "<blockquote>\n<p>He said.</p>\n</blockquote>\n<p>I say.</p>\n"


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("- a\n- b", ["ul", "li", "li"]),
        ("1. a\n2. b", ["ol", "li", "li"]),
        ("* a\n\n* b", ["ul", "li", "p", "li", "p"]),
        ("- a\n  - b\n  - c", ["ul", "li", "ul", "li", "li"]),
        ("- a\n\n  more", ["ul", "li", "p", "p"]),
        ("```\ncode\n```", ["pre", "code"]),
        ("**a** *b* _c_", ["p", "strong", "em", "em"]),
        ("“*a*”, *b*-c", ["p", "em", "em"]),
    ],
)
def test_what_is_meant_as_markdown_is(typed: str, tags: list[str]) -> None:
    assert re.findall(r"<(\w+)", markup.render_comment(typed)) == tags


def test_place_in_a_single_item_is_found() -> None:
    """A name in "- @Tom" is in a paragraph that Markdown would have called an item."""
    rendered = markup.render_comment("-  @Tom", [Insert(3, 7, "<strong>", "</strong>")])
    assert rendered == "<p>-  <strong>@Tom</strong></p>\n"
