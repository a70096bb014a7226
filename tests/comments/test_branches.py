"""How much of each branch a page shows, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.branches import LEAST_FOLDED, Branch, Gap, chosen, gaps, shares
from comments.paths import path_of

sizes = st.lists(st.integers(0, 10_000), max_size=50)


def test_what_fits_is_shown_whole() -> None:
    assert shares([3, 0, 7], 10) == [3, 0, 7]


def test_what_short_branches_leave_goes_to_long_ones() -> None:
    assert shares([100, 1, 1], 22) == [20, 1, 1]


@pytest.mark.parametrize("size", range(2, 2 + LEAST_FOLDED))
def test_a_few_are_shown_rather_than_folded(size: int) -> None:
    assert shares([size, 1_000], 12)[0] == size


def test_what_is_folded_is_more_than_the_link_in_its_place() -> None:
    assert shares([4 + LEAST_FOLDED] * 2, 8) == [4, 4]


@given(sizes, st.integers(0, 200))
def test_branches_never_take_more_than_the_room(found: list[int], room: int) -> None:
    least = sum(size for size in found if size < LEAST_FOLDED)
    taken = shares(found, room)
    assert sum(taken) <= max(room, least)
    assert all(got <= size for got, size in zip(taken, found, strict=True))


def test_roots_are_chosen_with_their_first_replies() -> None:
    branches = [Branch(1, path_of(1), 20, list(range(10, 30))), Branch(2, path_of(2), 1, [40])]
    assert chosen(branches, 5) == [1, 10, 11, 12, 13, 2, 40]


def test_gap_counts_what_is_shown_and_not_on_the_page() -> None:
    root = path_of(1)
    drawn = [(1, root, True), (10, path_of(10, root), False), (11, path_of(11, root), True)]
    assert gaps([Branch(1, root, 20, [])], drawn) == [Gap(11, 1, left=19, after=11)]
    assert gaps([Branch(1, root, 1, [])], drawn) == []
    assert gaps([Branch(1, root, 20, [])], drawn, opened=root) == []


def test_gap_counts_all_rows_of_its_branch_and_none_of_another() -> None:
    root, other = path_of(1), path_of(2)
    drawn = [(pk, path_of(pk, root), True) for pk in (10, 11, 12)] + [(2, other, True)]
    branches = [Branch(1, root, 20, []), Branch(2, other, 4, [])]
    assert gaps(branches, drawn) == [Gap(12, 1, left=17, after=12), Gap(2, 2, left=4, after=2)]


def test_branch_without_a_row_of_its_own_on_the_page_is_folded_behind_its_root() -> None:
    assert gaps([Branch(1, path_of(1), 3, [])], []) == [Gap(1, 1, left=3, after=1)]
