"""The mark of what is read, compacted: without a database."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comments.unread import MOST_READ, Weighed, compacted, said


def later(*rows: tuple[int, int]) -> list[Weighed]:
    return [Weighed(*row) for row in rows]


def test_version_moves_up_to_the_first_unread() -> None:
    assert compacted(later((1, 5), (2, 6), (3, 7)), {1, 3}, 9) == (5, [3])


def test_comments_of_one_version_are_read_one_by_one() -> None:
    assert compacted(later((1, 5), (2, 5), (3, 5)), {1, 3}, 5) == (4, [1, 3])


def test_all_read_is_a_version_alone() -> None:
    assert compacted(later((1, 5), (2, 6)), {1, 2}, 6) == (6, [])


def test_too_many_are_new_again_rather_than_lost() -> None:
    rows = later(*((pk, pk) for pk in range(1, MOST_READ + 100)))
    version, beyond = compacted(rows, {row.pk for row in rows[1:]}, MOST_READ + 100)
    assert version == 0
    assert len(beyond) == MOST_READ


@given(st.lists(st.integers(1, 50)), st.sets(st.integers(1, 60)), st.integers(50, 60))
def test_compacting_changes_nothing_that_is_new(versions: list[int], read: set[int], latest: int) -> None:
    rows = later(*enumerate(sorted(versions), start=1))
    version, beyond = compacted(rows, read, latest)
    assert [row.pk for row in rows if row.shown_in > version and row.pk not in beyond] == [
        row.pk for row in rows if row.pk not in read
    ]


def test_a_long_list_says_that_it_is_not_all() -> None:
    assert said([1, 2, 3]) == "3"
    assert said(range(500)) == "500+"
