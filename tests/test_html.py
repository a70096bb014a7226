"""Every page and state is HTML5 without an error, whole in itself, and asks nothing of another host."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import html5lib
import pytest
from django.urls import resolve

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
from .test_access import rows
from .world import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

NO_PAGES = {
    "health", "robots", "sitemap", "blog:image_show", "accounts:picture_show", "admin:jsi18n",
    "comments:mention_find", "comments:passage_list", "comments:thread_news",
    "blog:source_card", "blog:source_find", "blog:post_export", "blog:reference_export", "blog:unapi",
    "studynotes:result_export", "studynotes:term_definitions", "admin:studynotes_specification_export",
}  # fmt: skip


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_page_is_sound(sight: Sight | ErrorPage) -> None:
    response = sight.look(client_of(sight.who))
    if isinstance(sight, Sight):
        assert response.status_code == sight.status
        # What a reader of screens hears first of a form that is refused.
        assert sight.status != 422 or b"<title>Error: " in response.content
    assert not faults(response.content)
    # Said where a search engine lists the page.
    keeps_out = re.search(rb'<meta name="robots" content="(noindex|NONE)', response.content)
    assert keeps_out or re.search(rb'<meta name="description"[^>]* content="[^" ]', response.content)


def test_every_page_is_among_those_looked_at() -> None:
    """The table of access knows all addresses; what answers a visit with HTML is a page."""
    shown = {row.name for row in rows() if row.method == "GET" and "200" in row.expected}
    # One page for all models.
    pages = {name for name in shown - NO_PAGES if not name.endswith(("_feed", "_feed_atom", "_history"))}
    assert pages <= {
        resolve(urlsplit(sight.where()).path).view_name
        for sight in SIGHTS
        if isinstance(sight, Sight) and sight.status != 404
    }


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
