"""What a thread shows of the passage that a comment answers, without a database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accounts.moments import said_date
from comments.anchoring.chips import MAX_QUOTED, Quote, at_essay, of, quoted, shortened
from comments.models import Passage

LONG = "The twisting of truth was required of everybody who wished to be heard, and of those who did not."
LOST = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_passage_is_shown_as_it_stands_now() -> None:
    there = Passage(exact="old words", start=1, end=10, found="new words", placed_at=LOST)
    assert of(there) == Quote("old words", 1, 10, "new words")
    gone = Passage(exact="old words", found="new words", placed_at=LOST)
    assert of(gone) == Quote("old words", lost=LOST)


def test_a_passage_leads_to_its_words() -> None:
    chip = quoted(Quote("a <b> & c", 12, 21))
    assert (
        chip
        == ' <a href="#:~:text=a%20%3Cb%3E%20%26%20c" data-passage="12-21"><q>a &lt;b&gt; &amp; c</q></a>'
    )


def test_a_reworded_one_leads_to_what_stands_there() -> None:
    chip = quoted(Quote("old words", 1, 10, found="new words"))
    assert 'href="#:~:text=new%20words"' in chip
    assert chip.endswith("<q>old words</q></a> <small>reworded since</small>")


def test_a_lost_one_says_since_when() -> None:
    told = f"<small>No longer in the essay since its revision of {said_date(LOST)}</small>"
    assert quoted(Quote("old words", lost=LOST)) == f"<q>old words</q> {told}"


def test_a_lost_one_that_is_not_cut_stands_alone() -> None:
    assert quoted(Quote("a" * MAX_QUOTED, lost=LOST)).startswith(f"<q>{'a' * MAX_QUOTED}</q> ")


def test_a_long_lost_one_is_there_whole() -> None:
    chip = quoted(Quote(LONG, lost=LOST))
    assert chip.startswith(f"<details><summary><q>{shortened(LONG)}</q></summary><q>{LONG}</q></details> ")


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("a" * MAX_QUOTED, "a" * MAX_QUOTED),
        ("a" * 91, f"{'a' * MAX_QUOTED}…"),
        (LONG, "The twisting of truth was required of everybody who wished to be heard, and of those who…"),
    ],
)
def test_a_long_one_is_cut_between_words(words: str, short: str) -> None:
    assert shortened(words) == short


def test_on_another_page_its_link_leads_to_the_essay() -> None:
    chip = quoted(Quote("one", 1, 4))
    assert at_essay(chip + chip, "/essays/x/").count('href="/essays/x/#:~:text=one"') == 1
