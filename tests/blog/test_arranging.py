import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.portfolio.arranging import WAYS, Change, arranged, read_change

numbers = st.lists(st.integers(1, 9), unique=True)


@pytest.mark.parametrize(
    ("way", "post", "after"),
    [
        ("add", 9, [1, 2, 3, 9]),
        ("add", 2, [1, 2, 3]),
        ("up", 2, [2, 1, 3]),
        ("up", 1, [1, 2, 3]),
        ("down", 2, [1, 3, 2]),
        ("down", 3, [1, 2, 3]),
        ("drop", 2, [1, 3]),
        ("drop", 9, [1, 2, 3]),
    ],
)
def test_each_button_does_what_it_says(way, post, after):
    assert arranged([1, 2, 3], Change(way, post)) == after


@given(numbers, st.sampled_from(WAYS), st.integers(1, 9))
def test_nothing_doubles_and_nothing_else_goes(order, way, post):
    new = arranged(order, Change(way, post))
    assert sorted(set(new) - {post}) == sorted(set(order) - {post})
    assert len(new) == len(set(new))


def test_button_is_read():
    assert read_change("up:12") == Change("up", 12)
    assert read_change("") is None
    with pytest.raises(ValueError, match="No such change"):
        read_change("up:-1")
