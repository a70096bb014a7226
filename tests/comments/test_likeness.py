"""Where the words of a passage went that were changed, to the character: what a reader sees marked."""

from __future__ import annotations

import pytest

from comments.anchoring.copied import handed_in
from comments.anchoring.likeness import Likeness, alike
from comments.anchoring.selectors import Place, Sought, find, select

BEFORE = "The harvest of that year was poor and the towns were hungry. "
SAID = "The committee asked every village to send grain before the first snow fell."
AFTER = " Nobody knew how much was left in the barns, and nobody asked."


def became(text: str, quote: str = SAID, prefix: str = BEFORE[-32:], suffix: str = AFTER[:32]) -> str | None:
    place = alike(Likeness(text), quote, prefix, suffix)
    return text[slice(*place)] if place else None


@pytest.mark.parametrize(
    "words",
    [
        SAID,
        "A committee asked every village to send grain before the first snow fell.",
        "The committee asked every village to send grain before the first snow came.",
        "Then the committee asked every village to send grain before the first snow fell.",
        "The committee asked every village to send grain before the first snow fell at last.",
        "Committee asked every village to send grain before the first snow.",
        "The committee asked each hamlet to send all its grain before the first snow fell.",
        "The committe asked every vilage to send grane before the frist snow fell.",
        "The committee, which had met for three days, asked every village to send grain before snow fell.",
    ],
)
def test_its_ends_are_known_by_the_words_beside_them(words: str) -> None:
    assert became(BEFORE + words + AFTER) == words


def test_it_is_found_at_the_ends_of_an_essay() -> None:
    begun = "One committee asked every village to send grain before the first snow fell."
    assert became(begun + AFTER, prefix="") == begun
    ended = "The committee asked every village to send grain before the first snow melted."
    assert became(BEFORE + ended, suffix="") == ended
    assert became(begun, prefix="", suffix="") == begun


def test_marks_around_it_belong_to_it_where_they_did() -> None:
    words = "The committee asked each village to send grain before the first snow fell"
    quoted = f"“{words}.”"
    assert became(BEFORE + quoted + AFTER, quote=f"“{SAID}”") == quoted
    assert became(BEFORE + quoted + AFTER, quote=SAID[:-1]) == words


def test_it_is_found_without_the_words_beside_it() -> None:
    words = "The committee asked each village to send grain before the first snow fell."
    assert became(f"Then war came. {words} So it was.") == words


@pytest.mark.parametrize(
    "text", ["", ".", BEFORE, BEFORE + AFTER, f"{BEFORE}Its members wrote letters to each other.{AFTER}"]
)
def test_what_is_gone_is_nowhere(text: str) -> None:
    assert became(text) is None


def test_a_long_one_is_found_around_what_was_put_into_it() -> None:
    first, second = (f"{BEFORE}{SAID}", f"{AFTER.strip()} {BEFORE}")
    more = "In the spring there was a second meeting, of which we have no record at all. "
    text = f"It began so. {first} {more}{second}It ended so."
    assert became(text, f"{first} {second}".strip(), "It began so. ", "It ended so.") == (
        f"{first} {more}{second}".strip()
    )


def test_a_few_words_are_told_by_what_stands_on_one_side() -> None:
    text = BEFORE + SAID
    place = Place(text.index("the towns"), text.index(" were hungry"))
    sought = select(text, place)._replace(start=None)
    other = "of quite another page and place."
    assert find(Likeness(text), sought._replace(prefix=other)) == place
    assert find(Likeness(text), sought._replace(suffix=other)) == place
    assert find(Likeness(text), sought._replace(prefix=other, suffix=other)) is None


@pytest.mark.parametrize("which", [0, 1, 2])
def test_of_the_same_words_in_the_same_context_the_nearest_are_meant(which: int) -> None:
    verse = "So the song went on, and nobody knew who had begun it. "
    text = verse * 5
    places = [start for start in range(len(text)) if text.startswith("nobody", start)][1:4]
    sought = select(text, Place(places[which], places[which] + 6))
    assert find(Likeness(text), sought) == (places[which], places[which] + 6)
    assert find(Likeness(f"It was so. {text}"), sought) == (places[which] + 11, places[which] + 17)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_of_the_same_words_those_in_the_likest_context_are_meant(which: int) -> None:
    around = (
        "As the towns knew, {} was left.",
        "In spring the hills had {} in them.",
        "She heard of {} there.",
    )
    text = " ".join(part.format("nobody") for part in around)
    start = text.index(around[which].split("{}")[0]) + around[which].index("{}")
    sought = select(text, Place(start, start + 6))
    revised = (
        text.replace(" was ", " were ")
        .replace(" in them", " on them")
        .replace("of nobody there", "of nobody here")
    )
    place = find(Likeness(revised), sought._replace(start=None))
    assert place is not None
    assert place.start == start + (which > 0)


def test_a_few_words_that_begin_the_essay_are_found_there() -> None:
    sought = select(BEFORE, Place(0, 3))._replace(start=None, prefix="(")
    assert find(Likeness(BEFORE), sought) == (0, 3)


def test_a_passage_near_the_beginning_has_all_that_stands_before_it() -> None:
    assert select(BEFORE, Place(4, 11)).prefix == "The "


def handed(text: str, words: str) -> str | None:
    place = handed_in(Likeness(text), Sought(words))
    return text[slice(*place)] if place else None


def test_a_few_words_with_a_slip_are_found_where_they_are_copied() -> None:
    assert handed(BEFORE + SAID + AFTER, "every vilage to send") == "every village to send"
    assert handed(BEFORE + SAID + AFTER, "every other town") is None


def test_letters_that_change_their_length_in_lower_case_move_nothing() -> None:
    assert handed("İİİ said “so it is”, twice.", '"so it is"') == "“so it is”"
