"""Old and new words as one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.moderation.changes import MOST_COMPARED, word_changes


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("a b c", "a x c", [("same", "a "), ("gone", "b"), ("new", "x"), ("same", " c")]),
        ("a", "a", [("same", "a")]),
        ("", "a b", [("new", "a b")]),
        ("a b", "", [("gone", "a b")]),
        ("a a", "a", [("same", "a"), ("gone", " a")]),
    ],
)
def test_words_that_went_and_came(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert [tuple(piece) for piece in word_changes(before, after)] == pieces


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_both_texts_can_be_read_out_of_it(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(piece.words for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.words for piece in pieces if piece.kind != "gone") == after


def test_long_texts_are_not_compared_word_by_word() -> None:
    many = int(MOST_COMPARED**0.5) + 1
    before, after = "a " * many + "end", "b " * many + "end"
    assert [piece.kind for piece in word_changes(before, after)] == ["gone", "new", "same"]
