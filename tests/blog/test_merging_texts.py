"""What became of an essay in two hands: blog/copies/merging.py."""

from __future__ import annotations

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from blog.copies.merging import MOST_CHOSEN, REST, Version, carried, merge_of

lines = st.lists(st.sampled_from(["Freeze", "Tucker", "Wade", "Petrone"]), unique=True, max_size=4)
bodies = st.lists(st.sampled_from(["One.", "Two.", "Three.", "Four."]), max_size=4).map("\n\n".join)
versions = st.builds(Version, title=st.sampled_from(["", "A", "B", "C"]), body=bodies, lines=lines)


@given(versions, versions)
def test_a_side_that_changed_nothing_gives_the_other(base: Version, other: Version) -> None:
    for merge in (merge_of(base, base, other), merge_of(base, other, base)):
        assert merge.text({}) == other
        assert merge.open_ones() == 0


@given(versions, versions, versions)
def test_sources_of_both_are_listed_and_none_twice(base: Version, mine: Version, theirs: Version) -> None:
    listed = merge_of(base, mine, theirs).text({}).lines
    assert len(set(listed)) == len(listed)
    assert (set(mine.lines) | set(theirs.lines)) - set(base.lines) <= set(listed)


@given(versions, versions, versions)
def test_every_open_piece_is_shown_with_both_sides(base: Version, mine: Version, theirs: Version) -> None:
    merge = merge_of(base, mine, theirs)
    shown = [piece for _, _, pieces in merge.shown() for piece in pieces if piece.name]
    assert len(shown) == merge.open_ones()
    for piece in shown:
        assert "".join(words for kind, words in piece.mine_words if kind >= 0) == piece.mine
        assert "".join(words for kind, words in piece.their_words if kind >= 0) == piece.theirs


def test_what_is_chosen_is_taken() -> None:
    merge = merge_of(Version("A", "x"), Version("B", "y"), Version("C", "z"))
    assert merge.text({"choice-title-0": "theirs", "choice-body-0": "mine"}) == Version("C", "y", [])
    assert merge.text({}) == Version("B", "z\n\ny", [])


def test_of_very_many_open_pieces_the_last_are_chosen_at_once() -> None:
    base, mine, theirs = (Version("T", "\n\n".join(f"{n}{end}" for n in range(60))) for end in ("", "a", "b"))
    merge = merge_of(base, mine, theirs)
    names = [piece.name for _, _, pieces in merge.shown() for piece in pieces if piece.name]
    assert (len(names), merge.chosen_at_once()) == (MOST_CHOSEN, 60 - MOST_CHOSEN)
    said = dict.fromkeys(names, "mine") | {REST: "theirs"}
    assert merge.text(said).body.split("\n\n") == [f"{n}{'ab'[n >= MOST_CHOSEN]}" for n in range(60)]


def test_other_fields_go_along_as_they_were_sent() -> None:
    data = QueryDict("title=t&body=b&course=1&x=1&x=2&csrfmiddlewaretoken=s&choice-body-0=mine&intent=save")
    assert carried(data) == [("course", "1"), ("x", "1"), ("x", "2")]
