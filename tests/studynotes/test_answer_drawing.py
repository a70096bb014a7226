"""An answer's text with the words marked that earn its points."""

from hypothesis import given
from hypothesis import strategies as st

from studynotes.answers.drawing import LOOKS, Earned, look_of, paragraphs

TEXT = "He ruled.\nAlone.\n\nThen he fell."


def test_a_text_without_ticks_is_its_paragraphs():
    assert [[piece.text for piece in one] for one in paragraphs(TEXT)] == [
        ["He ruled.\nAlone."],
        ["Then he fell."],
    ]


def test_words_know_their_points_and_where_these_begin_and_end():
    (pieces,) = paragraphs("abcdef", [Earned(1, 0, 4), Earned(2, 2, 6)])
    assert [(one.text, one.numbers, one.opens, one.closes) for one in pieces] == [
        ("ab", (1,), (1,), ()),
        ("cd", (1, 2), (2,), (1,)),
        ("ef", (2,), (), (2,)),
    ]


def test_words_over_two_paragraphs_are_marked_in_both():
    first, second = paragraphs(TEXT, [Earned(3, 3, 22)])
    assert [(one.text, one.opens) for one in first if one.numbers] == [("ruled.\nAlone.", (3,))]
    assert [(one.text, one.closes) for one in second if one.numbers] == [("Then", (3,))]


def test_each_piece_says_where_it_stands():
    for piece in (piece for one in paragraphs(TEXT, [Earned(1, 3, 22)]) for piece in one):
        assert TEXT[piece.start : piece.start + len(piece.text)] == piece.text


@given(
    st.text(alphabet="ab \n👩", max_size=60),
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 50), st.integers(1, 20)), max_size=6),
)
def test_no_character_is_lost_whatever_overlaps(text, ticks):
    earned = [Earned(number, start, start + length) for number, start, length in ticks]
    drawn = "".join(piece.text for one in paragraphs(text, earned) for piece in one)
    assert "".join(drawn.split()) == "".join(text.split())


def test_looks_go_on_from_the_first():
    assert [look_of(number) for number in (1, LOOKS, LOOKS + 1)] == [1, LOOKS, 1]
