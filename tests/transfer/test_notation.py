"""Our Markdown's citations and the keys in them."""

from __future__ import annotations

import pytest

from transfer.documents.notation import keys, rekeyed

STORED = {"Fre09": "freeze-2009", "Luc11": "lucas-2011"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[@Fre09, 347; @Luc11]", "[@freeze-2009, 347; @lucas-2011]"),
        ("As @Fre09 [347] says", "As @freeze-2009 [347] says"),
        ("a@Fre09 and \\@Fre09", "a@Fre09 and \\@Fre09"),
        ("[@Other]", "[@Other]"),
    ],
)
def test_citations_get_the_keys_of_what_is_stored(typed: str, expected: str) -> None:
    assert rekeyed(typed, STORED) == expected


def test_no_two_works_get_one_key() -> None:
    assert keys(["A&B", "A-B", "A-B-2", "A B"]) == {
        "A&B": "A-B",
        "A-B": "A-B-2",
        "A-B-2": "A-B-2-2",
        "A B": "A-B-3",
    }
