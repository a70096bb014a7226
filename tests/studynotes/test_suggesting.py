"""Suggested ticks: what is found in an answer, why, and at what cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studynotes.marking.scheme import Group, Point, Scheme
from studynotes.marking.suggesting import MAX_ANSWER, Suggestion, suggest
from studynotes.marking.words import slips_allowed

from .schemes import DEFINE, EXPLAIN, scheme, schemes

ANSWER = (
    "Stalin was shown as the heir of Lenin. The newspappers had to praise him, and Trotsky was "
    "airbrushed out of photographs. The NKVD arrested and executed his rivals in the purge of 1937."
)


def one(phrase: str, answer: str) -> Suggestion | None:
    """What is suggested for a point that accepts `phrase`."""
    point = Point("a-1", 1, "A point about something entirely different.", (), (phrase,))
    return next(iter(suggest(Scheme(1, (Group("a", "", None, (point,)),)), answer)), None)


def test_points_are_found_with_the_words_that_earn_them() -> None:
    found = {suggestion.point: suggestion.quote for suggestion in suggest(scheme(EXPLAIN), ANSWER)}
    assert found == {
        "propaganda-1": "heir of Lenin",
        "propaganda-2": "newspappers",
        "propaganda-3": "airbrushed",
        "secret-police-1": "NKVD",
        "secret-police-2": "purge",
    }


def test_a_suggestion_says_why() -> None:
    found = one("heroic leaders", "They drew a heroyc leader.")
    assert found is not None
    assert found.why == (
        "Has “heroic leaders”: “heroyc” is “heroic” but for one slip; “leader” has the stem of “leaders”."
    )
    assert [(match.found, match.sought, match.like.how) for match in found.matches] == [
        ("heroyc", "heroic", "slip"),
        ("leader", "leaders", "stem"),
    ]


def test_a_points_own_words_are_looked_for_without_its_phrases() -> None:
    answer = "Censored media demanded loyalty. Nothing else did."
    found = suggest(scheme("- 1: Under Stalin, censored media demanded loyalty. | radio"), answer)[0]
    assert found.quote == "Censored media demanded loyalty"
    assert found.why.startswith("One sentence has 4 of 5 telling words of “Under Stalin, censored")


def test_an_alternative_is_as_good_as_the_text() -> None:
    found = suggest(scheme("- 1: One thing. or: Retouched old photographs."), "He retouched photographs.")
    assert [suggestion.quote for suggestion in found] == ["retouched photographs"]


def test_offsets_count_code_points() -> None:
    answer = "🦉🦉 The cafe\u0301 said: the NKVD came."
    found = suggest(scheme(EXPLAIN), answer)[0]
    assert answer[found.start : found.end] == found.quote == "NKVD"
    assert found.start == answer.index("NKVD")


@pytest.mark.parametrize(
    ("word", "slips"),
    [("ad", 0), ("war", 1), ("stalinist", 1), ("propaganda", 2), ("1933", 0), ("t34", 0), ("x" * 41, 0)],
)
def test_slips_go_by_the_length_of_the_word(word: str, slips: int) -> None:
    assert slips_allowed(word) == slips


@pytest.mark.parametrize(
    ("phrase", "answer"),
    [
        ("purge", "The pruge began."),  # two letters swapped
        ("purge", "The purrge began."),
        ("propaganda", "All was propogunda."),  # two slips in ten letters
        ("café", "In a CAFE."),
        ("Lenin's heir", "He called himself heir to Lenin."),
        ("show trials", "show-trials"),
        ("the", "the"),  # nothing but common words: then they count
        ("purge", "The prge began."),
    ],
)
def test_a_phrase_is_found(phrase: str, answer: str) -> None:
    assert one(phrase, answer)


@pytest.mark.parametrize(
    ("phrase", "answer"),
    [
        ("purge", "The prgee began."),  # two slips in five letters
        ("1933", "In 1938 it was over."),
        ("way", "It was over."),  # a common word is no slip of another
        ("show trials", "It was a show. Trials came later."),  # two sentences
        ("wise leader", f"A wise man {'and then some more ' * 4} met a leader."),  # too far apart
        ("secret police", "The police came."),
        ("gulags", ""),
    ],
)
def test_a_phrase_is_not_found(phrase: str, answer: str) -> None:
    assert one(phrase, answer) is None


def test_a_word_that_the_scheme_has_is_no_slip_for_another() -> None:
    found = suggest(scheme("- 1: Killed. | shot\n- 1: Courts. | show trials"), "He held show trials.")
    assert [(suggestion.point, suggestion.quote) for suggestion in found] == [("points-2", "show trials")]


def test_a_negation_is_not_understood() -> None:
    assert one("wise leader", "He was never a wise leader.")


def test_the_closest_words_are_quoted() -> None:
    found = one("wise leader", "Wise men met; a leader who was wise and a wise leader came.")
    assert found is not None
    assert found.quote == "wise leader"


def test_of_words_as_close_and_closer_ones_behind_them_the_first_are_quoted() -> None:
    found = one("wise leader", "The leader, a wise leader, was wise, and leader of all who were wise")
    assert found is not None
    assert (found.quote, found.start) == ("wise leader", 14)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("All was propaganda.", "Has “propaganda”: “propaganda”."),
        ("All was propogunda.", "Has “propaganda”: “propogunda” is “propaganda” but for two slips."),
    ],
)
def test_a_suggestion_says_how_like_a_word_is(answer: str, why: str) -> None:
    found = one("propaganda", answer)
    assert found is not None
    assert found.why == why


def test_only_the_beginning_of_an_endless_answer_is_read() -> None:
    assert one("gulags", "x " * (MAX_ANSWER // 2) + "gulags") is None


@given(
    schemes(),
    st.text(max_size=200)
    | st.lists(st.sampled_from(["a", "b", "or", "and", "|", "wise", "leader"])).map(" ".join),
)
def test_suggestions_lie_in_the_answer_and_name_points_once(any_scheme: Scheme, answer: str) -> None:
    found = suggest(any_scheme, answer)
    keys = [suggestion.point for suggestion in found]
    assert keys == [point.key for point in any_scheme.points if point.key in keys]
    for suggestion in found:
        assert answer[suggestion.start : suggestion.end] == suggestion.quote != ""
        assert all(answer[match.start : match.end] == match.found for match in suggestion.matches)


HOSTILE = {
    "an answer at its limit": "The people of the Soviet Union saw posters everywhere, and the NKVD. " * 290,
    "one sentence": "heir Lenin propaganda wise newspaper " * 540,
    "dots": "." * 19_999 + "x",
    "apostrophes": "a" + "'" * 19_998 + "b",
    "accents": "e\u0301" * 10_000,
    "one word": "a" * 20_000,
    "many words": " ".join(
        f"{a}{b}{c}" for a in "abcdefghijklmnopq" for b in "rstuvwxyz" for c in "abcdefghij" * 3
    ),
}


@pytest.mark.parametrize("answer", HOSTILE.values(), ids=HOSTILE)
def test_the_cost_is_bounded(answer: str) -> None:
    """The largest scheme there may be, and an answer of 20,000 characters: under a second and a half."""
    phrases = tuple(f"heir Lenin wise {chr(97 + n)}bcdefg zzzzzz" for n in range(20))
    points = [
        Point(f"p-{n}", 1, f"Propaganda newspaper {n} " + "wise abc " * 40 + "end", (), phrases)
        for n in range(60)
    ]
    largest = Scheme(60, (Group("p", "", None, tuple(points)),))
    started = time.process_time()
    suggest(largest, answer[:20_000])
    assert time.process_time() - started < 1.5


def test_an_ordinary_answer_takes_no_time() -> None:
    started = time.process_time()
    suggest(scheme(EXPLAIN), ANSWER * 10)
    suggest(scheme(DEFINE), ANSWER * 10)
    assert time.process_time() - started < 0.1
