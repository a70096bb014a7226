"""How often somebody does what leaves no row."""

from __future__ import annotations

from django.test import override_settings

from accounts.rates import is_over

# Django's own cache that forgets at once, as one that is full may.
FORGETFUL = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def test_what_comes_too_often_is_over() -> None:
    counts = [is_over("tests", "often", limit=2, seconds=86_400) for _ in range(3)]
    assert counts == [False, False, True]


@override_settings(CACHES=FORGETFUL)
def test_a_count_that_is_lost_on_the_way_is_not_over() -> None:
    assert not is_over("tests", "lost", limit=1, seconds=60)
