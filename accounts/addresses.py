"""Addresses of pages, looked up once: `reverse` costs 20 microseconds, and a list needs a hundred."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def address(name: str, *parts: str | int) -> str:
    """`reverse` for a page of ours, kept."""
    return _address(get_script_prefix(), name, parts)


@lru_cache(maxsize=10_000)
def _address(prefix: str, name: str, parts: tuple[str | int, ...]) -> str:
    return reverse(name, args=parts)
