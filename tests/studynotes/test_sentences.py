"""The sentences of an answer, by which words are chosen without a script."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studynotes.answers.sentences import MOST, choices, sentences, trimmed


def words(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He ruled. He fell.", ["He ruled.", "He fell."]),
        ("Papers, e.g. Pravda, said so.", ["Papers, e.g. Pravda, said so."]),
        ("“He ruled.” So it was!", ["“He ruled.”", "So it was!"]),
        ("- one\n- two\n\nThree", ["- one", "- two", "Three"]),
        ("In 3.5 years… 1938 came?", ["In 3.5 years…", "1938 came?"]),
        ("", []),
        ("  \n ", []),
        ("No end", ["No end"]),
    ],
)
def test_sentences_and_lines_are_told_apart(text, expected):
    assert words(text) == expected


@given(st.text(alphabet="aB .!?\n“”é👩", max_size=200))
def test_they_are_all_the_words_in_order_and_no_others(text):
    found = sentences(text)
    assert "".join("".join(words(text)).split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_a_long_answer_offers_several_sentences_at_once():
    text = "He ruled. " * 500
    found = sentences(text)
    assert len(found) <= MOST
    assert (found[0].start, found[-1].end) == (0, len(text.rstrip()))


def test_a_choice_is_numbered_and_begins_like_its_sentence():
    (_, first), (_, second) = choices("He\nruled " + "x" * 50 + " and more words here")
    assert first == "1. He"
    assert second.startswith("2. ruled xxx")
    assert second.endswith("…")


@pytest.mark.parametrize(
    ("place", "expected"), [((0, 4), (1, 4)), ((-5, 3), (1, 3)), ((0, 1), None), ((3, 2), None)]
)
def test_blanks_around_words_are_not_theirs(place, expected):
    assert trimmed(" abc ", *place) == expected
