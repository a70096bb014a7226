"""Passages made and found again, without a database: comments/anchoring/."""

from __future__ import annotations

import random
import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.anchoring.copied import handed_in
from comments.anchoring.likeness import Likeness
from comments.anchoring.selectors import Place, Sought, find, select
from tests.test_fixtures import SEED

WORDS = st.text("abcde é“”.,’\n", min_size=1, max_size=60)
SOUGHT = st.builds(
    Sought,
    WORDS,
    st.text(max_size=32),
    st.text(max_size=32),
    st.none() | st.integers(0, 300),
    st.just("") | WORDS,
)


@cache
def essay() -> str:
    """The seed's four paragraphs."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("Joseph Stalin, born"))
    return " ".join([line.strip() for line in lines[start:] if len(line) > 400][:4])


def sentences() -> list[str]:
    return [part for part in essay().replace(". ", ".|").split("|") if len(part) > 40]


def found(text: str, sought: Sought) -> str | None:
    place = find(Likeness(text), sought)
    return text[place.start : place.end] if place else None


def chosen(words: str) -> Sought:
    start = essay().index(words)
    return select(essay(), Place(start, start + len(words)))


def test_a_selector_has_the_words_and_32_characters_around_them() -> None:
    sought = chosen("twisting of truth")
    assert sought.exact == "twisting of truth"
    assert essay()[sought.start - 32 : sought.start] == sought.prefix
    assert (len(sought.prefix), len(sought.suffix)) == (32, 32)


@given(st.data())
def test_any_edit_elsewhere_leaves_it_in_place(data: st.DataObject) -> None:
    """Elsewhere is beyond the 32 characters around it."""
    text = essay()
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, min(len(text), start + 400)))
    sought = select(text, Place(start, end))
    before, behind = text[: max(0, start - 32)], text[end + 32 :]
    cut = data.draw(st.integers(0, len(before)))
    new_before = before[:cut] + data.draw(WORDS)
    new_behind = data.draw(WORDS) + behind[data.draw(st.integers(0, len(behind))) :]
    around = text[max(0, start - 32) : end + 32]
    place = find(Likeness(new_before + around + new_behind), sought)
    assert place is not None
    assert (new_before + around + new_behind)[place.start : place.end] == sought.exact
    assert place.start == len(new_before) + min(32, start)


@given(st.sampled_from(sentences()), st.integers(0, 10**6))
def test_a_sentence_is_found_with_a_word_in_ten_changed(sentence: str, seed: int) -> None:
    shuffled = random.Random(seed)
    words = sentence.split(" ")
    for place in shuffled.sample(range(len(words)), max(1, len(words) // 10)):
        words[place] = shuffled.choice(["indeed", "so", "perhaps", "everybody"])
    changed = " ".join(words)
    again = found(essay().replace(sentence, changed), chosen(sentence))
    assert again is not None
    assert again in changed or changed in again


def test_the_ends_of_a_reworded_passage_are_where_its_neighbours_are() -> None:
    words = sentences()[3]
    changed = f"Rather, {words[:-1]} as ever."
    assert found(essay().replace(words, changed), chosen(words)) == changed


@pytest.mark.parametrize("sentence", sentences())
def test_a_deleted_sentence_is_nowhere(sentence: str) -> None:
    assert found(essay().replace(sentence, ""), chosen(sentence)) is None


@pytest.mark.parametrize("words", ["Stalin", "the Soviet Union", "was", "a"])
def test_a_few_words_are_not_mistaken_for_the_same_elsewhere(words: str) -> None:
    sought = chosen(words)
    start = sought.start or 0
    gone = essay()[: max(0, start - 60)] + essay()[start + len(words) + 60 :]
    assert words in gone
    assert found(gone, sought) is None


@pytest.mark.parametrize("words", ["Stalin", "the Soviet Union", "was"])
def test_of_the_same_words_those_in_the_same_context_are_meant(words: str) -> None:
    text = essay()
    last = text.rindex(words)
    sought = select(text, Place(last, last + len(words)))._replace(start=0)
    assert find(Likeness(text), sought) == (last, last + len(words))


def test_what_it_became_leads_further_than_what_it_was() -> None:
    """Each rewording is small; together they leave little of the first words."""
    words = sentences()[2]
    became = words.translate(str.maketrans("aeiou", "eioua"))
    sought = chosen(words)._replace(found=became)
    text = essay().replace(words, became.replace(" ", " so ", 1))
    assert found(text, chosen(words)) is None
    assert found(text, sought) == became.replace(" ", " so ", 1)


@given(st.text(max_size=300), SOUGHT)
def test_anything_is_found_or_not_and_never_raises(text: str, sought: Sought) -> None:
    for search in (find, handed_in):
        place = search(Likeness(text), sought)
        assert place is None or 0 <= place.start < place.end <= len(text)


@pytest.mark.parametrize(
    "typed",
    [
        '"The one indispensable quality shared by all of the glorifiers, high and low, was pliability.',
        "THE ONE INDISPENSABLE QUALITY shared\n   by all of the glorifiers",
        "historical fact”. Stalin's use of mass media",
        "historical fact”(Tucker 363). Stalin’s use of mass media",
    ],
)
def test_copied_words_are_found_whatever_their_marks_and_blanks(typed: str) -> None:
    text = essay().replace("(Tucker 363)", "")
    place = handed_in(Likeness(text), Sought(typed))
    assert place is not None
    assert text[place.start : place.end].casefold()[-12:].strip(".”") in typed.casefold()[-40:]


@pytest.mark.parametrize("typed", ["Nothing of the kind.", "???", "   ", "Lenin’s use of rallies and hymns"])
def test_other_words_are_not(typed: str) -> None:
    assert handed_in(Likeness(essay()), Sought(typed)) is None


def test_the_search_is_bounded() -> None:
    """20,000 words, quotes of 3,000 characters, and texts made to be slow."""
    shuffled = random.Random(1)
    words = essay().split(" ")
    long = " ".join(shuffled.choice(words) for _ in range(20_000))
    gone = long[:40_000] + long[43_000:]
    cases = [
        (long[:40_500] + " so " + long[40_600:], select(long, Place(40_000, 43_000))),
        (gone, select(long, Place(40_000, 43_000))),
        ("a b " * 30_000, Sought("b a " * 749 + "c c c")),
        ("a " * 60_000, Sought("a")),
        ("a" * 120_000, Sought("a" * 2_999 + "b")),
    ]
    started = time.process_time()
    for text, sought in cases:
        find(Likeness(text), sought)
    assert time.process_time() - started < 2.0
