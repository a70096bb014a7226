"""Cards on paper."""

from __future__ import annotations

import pytest

from studynotes.cards.sheets import sheets


def test_eight_cards_are_a_sheet() -> None:
    assert [len(sheet.fronts) for sheet in sheets(list(range(17)))] == [4, 4, 1]


def test_each_definition_lies_behind_its_term() -> None:
    """Turned along the long edge, left is right."""
    [sheet] = sheets(["a", "b", "c", "d"])
    assert sheet.fronts == [["a", "b"], ["c", "d"]]
    assert sheet.backs == [["b", "a"], ["d", "c"]]


def test_a_last_card_alone_has_its_back_on_the_other_side() -> None:
    [sheet] = sheets(["a", "b", "c"])
    assert (sheet.fronts[1], sheet.backs[1]) == (["c", None], [None, "c"])


@pytest.mark.parametrize("number", range(20))
def test_every_card_is_there_once(number: int) -> None:
    cells = [cell for sheet in sheets(list(range(number))) for row in sheet.fronts for cell in row]
    assert [cell for cell in cells if cell is not None] == list(range(number))
