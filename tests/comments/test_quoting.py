"""A comment's words as a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog import markup
from comments.writing.quoting import MAX_QUOTED, quote


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("Well said.", "> Well said.\n\n"),
        ("One.\nTwo.", "> One.\n> Two.\n\n"),
        ("One.\n\n\n \nTwo.\n", "> One.\n>\n> Two.\n\n"),
        ("- a\n- b", "> - a\n> - b\n\n"),
        ("> He said.\n\nI say.", "> I say.\n\n"),
        ("> Only his.", "> > Only his.\n\n"),
        ("    as typed", ">     as typed\n\n"),
        ("", ""),
    ],
)
def test_each_line_is_quoted(body: str, quoted: str) -> None:
    assert quote(body) == quoted


def test_long_words_end_with_dots_at_a_word() -> None:
    assert quote("one two three four", 12) == "> one two …\n\n"
    assert len(quote("word " * 10_000)) < MAX_QUOTED + 10


def test_word_without_end_is_cut() -> None:
    assert quote("a" * 30, 10) == f"> {'a' * 10} …\n\n"


def test_block_of_code_that_is_cut_is_closed() -> None:
    assert quote("```\none\ntwo three\n```", 12) == "> ```\n> one\n> two …\n> ```\n\n"


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from("\n>*`- "), max_size=300))
def test_answer_stands_outside_the_quotation(body: str) -> None:
    html = markup.render_comment(f"{quote(body)}My answer.")
    assert html.rstrip().endswith("<p>My answer.</p>")
