"""Which comments wait for a moderator."""

from __future__ import annotations

from typing import Any

import pytest

from comments.rules import Reason, count_links, why_held

MEMBER = {"guest": False, "staff": False, "has_published": True, "links": 0}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"guest": True}, Reason.GUEST),
        ({"guest": True, "has_published": True}, Reason.GUEST),
        ({"has_published": False}, Reason.FIRST),
        ({"links": 1}, None),
        ({"links": 2}, Reason.LINKS),
        ({"staff": True, "has_published": False}, None),
        ({"staff": True, "links": 9}, None),
    ],
)
def test_reason(facts: dict[str, Any], reason: Reason | None) -> None:
    assert why_held(**(MEMBER | facts)) == reason


def test_links_are_counted_as_rendered() -> None:
    assert count_links('<p><a href="https://a.example">a</a> &lt;a <a href="/b">b</a></p>') == 2
