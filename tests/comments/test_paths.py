"""Thread order, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments import paths

Parents = dict[int, int | None]


@st.composite
def trees(draw: st.DrawFn) -> Parents:
    """Comments 1 to n, each answering an earlier one or none, in any order of the map."""
    size = draw(st.integers(1, 60))
    parents: Parents = {pk: draw(st.one_of(st.none(), st.integers(1, pk - 1))) for pk in range(2, size + 1)}
    items = [(1, None), *parents.items()]
    return dict(draw(st.permutations(items)))


def walk(parents: Parents) -> list[int]:
    """Depth first, oldest first."""
    replies: dict[int | None, list[int]] = {}
    for pk in sorted(parents):
        replies.setdefault(parents[pk], []).append(pk)
    order, stack = [], list(reversed(replies.get(None, [])))
    while stack:
        pk = stack.pop()
        order.append(pk)
        stack += reversed(replies.get(pk, []))
    return order


@given(trees())
def test_order_by_path_is_a_walk_depth_first_and_oldest_first(parents: Parents) -> None:
    found = paths.rebuild(parents)
    assert sorted(found, key=found.__getitem__) == walk(parents)


@given(trees())
def test_each_path_continues_its_parents(parents: Parents) -> None:
    found = paths.rebuild(parents)
    for pk, parent in parents.items():
        assert found[pk] == paths.path_of(pk, found[parent] if parent else "")
        assert paths.depth_of(found[pk]) == (paths.depth_of(found[parent]) + 1 if parent else 0)


@given(st.integers(1, 36**paths.SEGMENT_LENGTH - 2))
def test_later_id_sorts_later(pk: int) -> None:
    assert paths.segment(pk) < paths.segment(pk + 1)
    assert len(paths.segment(pk)) == paths.SEGMENT_LENGTH


@pytest.mark.parametrize(("pk", "digits"), [(1, "0000001"), (35, "000000z"), (36, "0000010")])
def test_segment_is_base_36_with_noughts_before(pk: int, digits: str) -> None:
    assert paths.segment(pk) == digits


def test_chain_of_a_thousand_has_bounded_depth_and_keeps_its_order() -> None:
    found = paths.rebuild({pk: pk - 1 or None for pk in range(1, 1001)})
    assert max(map(paths.depth_of, found.values())) == paths.MAX_DEPTH
    assert max(map(len, found.values())) == paths.MAX_PATH_LENGTH
    assert sorted(found, key=found.__getitem__) == list(range(1, 1001))


@pytest.mark.parametrize(("parent", "reply"), [(0, 1), (99, 100), (100, 100)])
def test_depth_of_a_reply_is_that_of_its_path(parent: int, reply: int) -> None:
    path = paths.path_of(1)
    for pk in range(parent):
        path = paths.path_of(pk + 2, path)
    assert paths.depth_of(path) == parent
    assert paths.depth_under(parent) == paths.depth_of(paths.path_of(999, path)) == reply


def test_ids_are_read_off_the_path() -> None:
    path = paths.path_of(900, paths.path_of(80, paths.path_of(7)))
    assert paths.ids_of(path) == [7, 80, 900]
    assert paths.ids_of(paths.path_of(7)) == [7]


def test_root_is_the_first_level_of_a_path() -> None:
    assert paths.root_of(paths.path_of(9, paths.path_of(5))) == paths.path_of(5)


@pytest.mark.parametrize("pk", [0, -1, 36**7])
def test_id_that_fits_no_segment_is_refused(pk: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        paths.segment(pk)


@pytest.mark.parametrize("parents", [{1: 2, 2: 1}, {1: 1}, {1: 7}])
def test_circle_and_missing_parent_are_refused(parents: Parents) -> None:
    with pytest.raises(ValueError, match="hangs on"):
        paths.rebuild(parents)


@pytest.mark.parametrize(
    ("parents", "why"),
    [
        ({1: 1}, "comment 1 hangs on 1, which is its own reply"),
        ({1: 7}, "comment 1 hangs on 7, which is missing"),
    ],
)
def test_what_is_refused_is_named(parents: Parents, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        paths.rebuild(parents)


@given(trees())
def test_branch_is_what_sorts_up_to_its_end(parents: Parents) -> None:
    for path in (found := paths.rebuild(parents).values()):
        below = {other for other in found if path < other < paths.end_of(path)}
        assert below == {other for other in found if other != path and other.startswith(path)}
