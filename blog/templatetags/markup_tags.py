"""HTML that blog/markup.py made, in templates."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString

from .. import markup

register = template.Library()


@register.filter
def stored(html: str) -> SafeString:
    """HTML that a row kept from the time it was saved."""
    return markup.stored(html)


@register.filter
def reference(html: str) -> SafeString:
    """A citation or an entry as the renderer wrote it."""
    return markup.reference(html)


@register.filter
def rendered(text: str) -> SafeString:
    """Markdown of a unit's prompt or a course's description, which few pages show: rendered once and kept."""
    return _rendered(text)


@lru_cache(maxsize=500)
def _rendered(text: str) -> SafeString:
    return markup.render_post(text)


@register.filter
def excerpt(html: str) -> str:
    """The first words of HTML that a row kept, without their markup: for a list."""
    return markup.excerpt(html)


@register.filter
def contents(html: str) -> list[tuple[str, str]]:
    """The parts of an essay that its headings begin: id and words of each."""
    return markup.contents(html)
