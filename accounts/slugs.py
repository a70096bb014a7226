"""Addresses made from titles."""

from __future__ import annotations

from collections.abc import Container
from itertools import count

from django.db.models import QuerySet
from django.urls import register_converter
from django.utils.text import slugify


def stem_of(text: str, *, max_length: int) -> str:
    """The slug for `text` where nobody else has it."""
    return slugify(text, allow_unicode=True)[:max_length].strip("-_") or "untitled"


def free_slug(text: str, *others: QuerySet, max_length: int) -> str:
    """A slug for `text` that none of `others` has: "terror", "terror-2", "terror-3" …

    They are asked in this order: a slug that goes from one of them to a later one is taken at every moment.
    """
    stem = stem_of(text, max_length=max_length)
    taken = {
        slug for rows in others for slug in rows.filter(slug__startswith=stem).values_list("slug", flat=True)
    }
    return unused(stem, taken)


def unused(stem: str, taken: Container[str]) -> str:
    """`stem`, or the first of "stem-2", "stem-3" … that is not among `taken`."""
    if stem not in taken:
        return stem
    return next(name for n in count(2) if (name := f"{stem}-{n}") not in taken)


class SlugConverter:
    """A slug in a URL: letters and digits of any script. Anything else is no address of ours."""

    regex = r"[-\w]{1,170}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SlugConverter, "word")
