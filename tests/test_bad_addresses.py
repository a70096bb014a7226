"""Addresses as nobody should ask for them: in any method, with any query, never an error of ours."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .pages import SIGHTS, Sight
from .test_access import Row, address_of, rows
from .world import COURSE, OTHER_COURSE, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def one_row_for_each_url() -> list[Row]:
    return list({row.name: row for row in reversed(rows())}.values())


@pytest.mark.parametrize("row", one_row_for_each_url(), ids=lambda row: row.name)
def test_no_method_is_an_error_of_ours_and_trace_is_none(row: Row) -> None:
    client, address = client_of("staff"), address_of(row)
    client.raise_request_exception = False
    assert client.generic("TRACE", address).status_code in (302, 403, 404, 405, 429)
    for method in ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND", "POST"]:
        response = client.generic(method, address, b"x=1", content_type="application/x-www-form-urlencoded")
        list(response)
        assert response.status_code < 500, method


QUERIED = [
    sight for sight in SIGHTS if isinstance(sight, Sight) and sight.form is None and sight.status == 200
]
NAMES = [
    "page",
    "after",
    "before",
    "comment",
    "replytocom",
    "course",
    "unit",
    "next",
    "q",
    "p",
    "o",
    "status",
    "essay",
    "format",
    "style",
    "ids",
    "id",
]
VALUES = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.sampled_from(
        [
            "",
            "0",
            "-1",
            "1e9",
            "NaN",
            "9" * 40,
            "0000001",
            "z" * 707,
            "\x00",
            "٣",
            "1,2",
            COURSE,
            OTHER_COURSE,
        ]
    ),
)
QUERIES = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4)


@cache
def odd_queries() -> list[str]:
    """Fifteen, the same for every page: to find them costs a fifth of what asking the page does."""
    found = []

    @settings(max_examples=15, deadline=None, database=None, derandomize=True)
    @given(QUERIES)
    def find(query: list[tuple[str, str]]) -> None:
        found.append(urlencode(query, quote_via=quote, errors="replace"))

    find()
    return found


@pytest.mark.parametrize("sight", QUERIED, ids=lambda sight: sight.name)
def test_no_query_is_an_error_of_ours(sight: Sight) -> None:
    client, address = client_of(sight.who), sight.where().partition("?")[0]
    client.raise_request_exception = False
    for query in odd_queries():
        assert client.get(f"{address}?{query}").status_code < 500, query
