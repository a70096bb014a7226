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
    before, after = (word * many + "end " * 2 * many for word in ("a x ", "b x "))
    assert [piece.kind for piece in word_changes(before, after)] == ["gone", "new", "same"]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("I think that the plan failed.", "Where does the source say it?", ["gone", "new"]),
        (
            "So it was in all of it. The plan failed.",
            "So it was in all of it. Why did it?",
            ["same", "gone", "new"],
        ),
        ("So it was. The big plan was bad.", "So it was. The new plan was good.", None),
    ],
)
def test_where_few_words_stayed_old_and_new_stand_apart(
    before: str, after: str, kinds: list[str] | None
) -> None:
    found = [piece.kind for piece in word_changes(before, after)]
    assert found == (kinds or ["same", "gone", "new", "same", "gone", "new"])
