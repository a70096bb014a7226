"""References that are set before anybody asks for them, since a page view never starts the renderer."""

from __future__ import annotations

import html
import logging
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from sources import typesetting
from sources.csl import Item
from sources.formats import texts
from sources.models import Source
from sources.reference import plain_reference
from sources.styling.pandoc import RenderingFailed
from sources.styling.styles import RENDERED_STYLES, Style

from ..models import BibliographyEntry, Post
from .essay_item import essay_item

logger = logging.getLogger(__name__)

# In place of the essay's address, which a task does not know: it is put in when a page is drawn.
STAND_IN = "https://essay.invalid/"


class Reference(NamedTuple):
    """A work as a style has it, in HTML that is not sanitised yet, or plain while it is being prepared."""

    html: str
    is_ready: bool = True


def prepare(post: Post) -> None:
    """Set `post` itself and its list of sources in every style. Asks the renderer: for tasks only."""
    own, items = essay_item(post, STAND_IN), listed_items(post)
    try:
        for style in RENDERED_STYLES:
            typesetting.entry(own, style)
            if items:
                typesetting.typeset(items, [], style)
    except RenderingFailed as failure:
        logger.warning("The references of essay %s are not set: %s", post.pk, failure)


def shown_lists() -> Iterator[Sequence[Item]]:
    """What pages show that was typeset without citations: each source, each published essay and its list."""
    for source in Source.objects.iterator():
        yield typesetting.alone(source.item())
    for post in Post.objects.published().with_names(AnonymousUser()).select_related("course").iterator():
        yield typesetting.alone(essay_item(post, STAND_IN))
        yield listed_items(post)


def own_references(post: Post, address: str) -> list[tuple[Style, Reference]]:
    """`post` in every style, at its absolute address: one query, no renderer."""
    entries = typesetting.ready_in(essay_item(post, STAND_IN), RENDERED_STYLES)
    waiting = plain(essay_item(post, address))
    return [
        (style, Reference(entry.replace(STAND_IN, html.escape(address))) if entry else waiting)
        for style, entry in zip(RENDERED_STYLES, entries, strict=True)
    ]


def listed(post: Post) -> QuerySet[BibliographyEntry]:
    """The essay's list, in its order."""
    return post.bibliography.select_related("source").order_by("position")


def listed_items(post: Post) -> list[dict[str, Any]]:
    return [entry.source.item() for entry in listed(post)]


def in_style(items: Sequence[Item], style: Style) -> list[Reference]:
    """`items` as one list in `style`, as far as it is ready; two queries, no renderer.

    A work that the style keeps out of bibliographies is not in it.
    """
    if whole := typesetting.ready(items, [], style):
        return [Reference(entry) for entry in whole.bibliography.values()]
    entries = typesetting.ready_entries(items, style)
    found = zip(items, entries, strict=True)
    return [plain(item) if entry is None else Reference(entry) for item, entry in found if entry != ""]


def plain(item: Item) -> Reference:
    return Reference(html.escape(texts.plain(plain_reference(item))), is_ready=False)
