"""Two texts that grew out of one: blog/copies/three_way.py."""

from __future__ import annotations

import time

from hypothesis import example, given
from hypothesis import strategies as st

from blog.copies.three_way import joined, merge, merge_lines, paragraphs, words_changed

# Few different paragraphs, so that texts share many, and all that can stand around them.
texts = st.lists(
    st.sampled_from(["Alpha.", "Beta.", "Gamma.", "# D", "- e\n- f", "\n", "\n\n", "\n \n\n", "   ", ""])
).map("".join)
any_text = st.one_of(texts, st.text(max_size=40))


def merged(base: str, mine: str, theirs: str, choice: str = "both") -> str:
    return joined([part for piece in merge(base, mine, theirs) for part in piece.chosen(choice)])


def open_ones(base: str, mine: str, theirs: str) -> list[tuple[str, str]]:
    return [
        (joined(piece.mine), joined(piece.theirs))
        for piece in merge(base, mine, theirs)
        if piece.by == "open"
    ]


@given(any_text)
@example("\n\n")
@example("a\n \t\n\n\nb\n")
def test_paragraphs_joined_are_the_text(text: str) -> None:
    assert joined(paragraphs(text)) == text


@given(any_text, any_text)
def test_a_side_that_changed_nothing_gives_the_other(base: str, other: str) -> None:
    assert merged(base, base, other) == other
    assert merged(base, other, base) == other
    assert not open_ones(base, base, other)


@given(any_text, any_text)
def test_the_same_change_on_both_sides_is_made_once(base: str, other: str) -> None:
    assert merged(base, other, other) == other


@given(any_text, any_text, any_text)
def test_what_is_open_is_open_from_either_side(base: str, mine: str, theirs: str) -> None:
    assert open_ones(base, mine, theirs) == [(b, a) for a, b in open_ones(base, theirs, mine)]


@given(any_text, any_text, any_text, st.sampled_from(["mine", "theirs", "both"]))
def test_nothing_typed_disappears_silently(base: str, mine: str, theirs: str, choice: str) -> None:
    """A new paragraph is in the merged text, or it is one of those that were chosen between."""
    pieces = merge(base, mine, theirs)
    shown = {part.text for piece in pieces for part in (*piece.chosen(choice), *piece.mine, *piece.theirs)}
    kept = {part.text for piece in pieces for part in piece.chosen(choice)}
    chosen = {p.text for one in pieces if one.by == "open" for p in (*one.mine, *one.theirs)}
    old = {part.text for part in paragraphs(base)}
    new = {part.text for text in (mine, theirs) for part in paragraphs(text)} - old
    assert new <= shown
    assert new - chosen <= kept


@given(any_text, any_text, any_text)
def test_both_has_every_new_paragraph_of_both(base: str, mine: str, theirs: str) -> None:
    together, *each = (
        [part.text for part in paragraphs(text)] for text in (merged(base, mine, theirs), mine, theirs)
    )
    old = {part.text for part in paragraphs(base)}
    new = {text for side in each for text in side} - old
    assert {text.strip() for text in new} - {""} <= {text.strip() for text in together}


def test_changes_of_different_paragraphs_are_both_taken() -> None:
    base = "One.\n\nTwo.\n\nThree.\n\nFour."
    mine = base.replace("Two.", "Two, mine.")
    theirs = base.replace("Three.", "Three, theirs.").replace("One.", "Zero.\n\nOne.")
    assert merged(base, mine, theirs) == "Zero.\n\nOne.\n\nTwo, mine.\n\nThree, theirs.\n\nFour."
    assert not open_ones(base, mine, theirs)


def test_one_paragraph_changed_by_both_is_to_be_chosen() -> None:
    base, mine, theirs = "A.\n\nB.\n\nC.", "A.\n\nB mine.\n\nC.", "A.\n\nB theirs.\n\nC."
    assert open_ones(base, mine, theirs) == [("B mine.\n\n", "B theirs.\n\n")]
    assert merged(base, mine, theirs, "mine") == mine
    assert merged(base, mine, theirs, "theirs") == theirs
    assert merged(base, mine, theirs, "both") == "A.\n\nB theirs.\n\nB mine.\n\nC."


def test_a_paragraph_taken_out_here_and_changed_there_is_to_be_chosen() -> None:
    base, mine, theirs = "A.\n\nB.\n\nC.", "A.\n\nC.", "A.\n\nB, longer.\n\nC."
    assert open_ones(base, mine, theirs) == [("", "B, longer.\n\n")]
    assert merged(base, mine, theirs) == theirs


def test_two_new_endings_are_kept_apart() -> None:
    assert merged("A.", "A.\n\nMine.", "A.\n\nTheirs.") == "A.\n\nTheirs.\n\nMine."
    assert open_ones("A.", "A.\n\nMine.", "A.\n\nTheirs.") == [("Mine.", "Theirs.")]


def test_lists_are_merged_by_line() -> None:
    pieces = merge_lines(["a", "b", "c"], ["a", "b", "c2"], ["a0", "b", "c"])
    assert [part.text for piece in pieces for part in piece.chosen()] == ["a0", "b", "c2"]


def test_words_that_changed_are_told_apart() -> None:
    found = words_changed("A short text.", "A longer text.")
    assert "".join(words for kind, words in found if kind <= 0) == "A short text."
    assert "".join(words for kind, words in found if kind >= 0) == "A longer text."


def test_the_longest_essays_are_merged_soon() -> None:
    base = "\n\n".join(f"Paragraph {n} of the text. " * 3 for n in range(2_500))
    mine = base.replace("Paragraph 7", "My paragraph 7")
    theirs = "\n\n".join(reversed(base.split("\n\n")))
    start = time.process_time()
    merge(base, mine, theirs)
    assert time.process_time() - start < 5
