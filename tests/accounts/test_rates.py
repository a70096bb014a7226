"""How often somebody does what leaves no row."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory, override_settings

from accounts.rates import MOST_SESSIONS, is_over, may_keep_typed

# Django's own cache that forgets at once, as one that is full may.
FORGETFUL = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def test_what_comes_too_often_is_over() -> None:
    counts = [is_over("tests", "often", limit=2, seconds=86_400) for _ in range(3)]
    assert counts == [False, False, True]


@override_settings(CACHES=FORGETFUL)
def test_a_count_that_is_lost_on_the_way_is_not_over() -> None:
    assert not is_over("tests", "lost", limit=1, seconds=60)


@pytest.mark.django_db
def test_passers_by_of_a_network_begin_so_many_sessions(rf: RequestFactory) -> None:
    def may(address: str, **session: Any) -> bool:
        request = rf.post("/", REMOTE_ADDR=address)
        request.session = SessionStore()
        request.session.update(session)
        return may_keep_typed(request)

    assert all(may(f"192.0.2.{n}") for n in range(MOST_SESSIONS))
    assert not may("192.0.2.200")
    assert may("192.0.2.200", begun=True)
    assert may("198.51.100.1")
