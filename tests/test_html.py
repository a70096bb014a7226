"""Every page and state is HTML5 without an error, whole in itself, and asks nothing of another host."""

from __future__ import annotations

import html5lib
import pytest

from .html_checks import (
    faults,
    inline_code,
    lost_pointers,
    other_hosts,
    parse,
    twice_given_ids,
    wrong_headings,
)
from .pages import SIGHTS, ErrorPage, Sight
from .world import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_page_is_sound(sight: Sight | ErrorPage) -> None:
    response = sight.look(client_of(sight.who))
    if isinstance(sight, Sight):
        assert response.status_code == sight.status
    assert not faults(response.content)


def test_checks_find_what_is_wrong() -> None:
    tree = parse(
        '<!doctype html><html lang="en"><title>t</title><h2 id="a" style="x">a</h2><p id="a" onclick="x">'
        '<label for="b">b</label><img alt="" src="//else.example/x.png"><script>1</script>'
        '<a href="javascript:1">c</a>',
        strict=False,
    )
    assert [*twice_given_ids(tree), *lost_pointers(tree), *wrong_headings(tree)] == [
        "id twice: a", "label for: b", "0 h1", "h2 after h0",
    ]  # fmt: skip
    assert len([*inline_code(tree), *other_hosts(tree)]) == 5
    with pytest.raises(html5lib.html5parser.ParseError):
        faults(b"<!doctype html><p><div></p>")
