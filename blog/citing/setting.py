"""Essays in citation styles: asked of the renderer when something changed, stored for the pages."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sources import typesetting
from sources.formats.line import is_bare, understood
from sources.styling.rendering import Rendered, RenderingFailed
from sources.styling.styles import Style

from .. import followers
from ..images import keeping
from ..images.figures import Figure
from ..models import BibliographyEntry, Citation, Post, Rendering, SourceProposal
from . import drawing, listing
from .clusters import Cluster, clusters

logger = logging.getLogger(__name__)
# As often as an essay may be saved while the renderer is at work on it.
ATTEMPTS = 3


def styles_of(post: Post) -> list[Style]:
    """The styles that `post` is kept in: those in use in its course, and its author's."""
    styles = set(typesetting.styles_in_use(post.course))
    if post.citation_style and Style(post.citation_style).is_rendered:
        styles.add(Style(post.citation_style))
    return sorted(styles, key=list(Style).index)


def missing_styles(post: Post) -> list[Style]:
    """Those of its styles that `post` is not set in as it is now."""
    styles = styles_of(post)
    there = set(done().filter(post=post).values_list("style", flat=True)) if styles else set()
    return [style for style in styles if style not in there]


def done() -> QuerySet[Rendering]:
    """What the renderer has answered."""
    return Rendering.objects.filter(made_at__isnull=False, problem="")


def outdate(post: Post) -> None:
    """Empty what is stored of `post` in styles: until it is set anew, its words are shown as written."""
    Rendering.objects.filter(post=post).update(
        body_html="", marked_html="", sources_html="", problem="", made_at=None
    )


def set_post(post: Post, style: Style) -> None:
    """Store the essay in `style`, as it is when the renderer has answered.

    Where the renderer fails, the row says so and so does the log. What is saved meanwhile is asked for
    again, a few times: then whoever saved it has asked as well.
    """
    for _ in range(ATTEMPTS):
        page = _read(post.pk)
        if page is None or _store(page, style, _set(page, style)):
            return


@dataclass(frozen=True)
class _Page:
    """An essay as it stood at one moment, and its version then."""

    post: Post
    rows: list[Citation]
    entries: list[BibliographyEntry]
    proposals: list[SourceProposal]
    pictures: dict[str, Figure]

    def items(self) -> dict[str, dict[str, Any]]:
        """The works that a style can set, by key: a line that nobody can read stays as typed."""
        listed = [entry.source for entry in self.entries] + [proposal.source for proposal in self.proposals]
        items = {source.key: understood(source.item()) for source in listed}
        return {key: item for key, item in items.items() if not is_bare(item)}


@transaction.atomic
def _read(key: int) -> _Page | None:
    post = Post.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if post is None:
        return None
    return _Page(
        post,
        list(post.citations.select_related("source__course").order_by("position")),
        *list_of(post),
        keeping.figures(keeping.pictures_in(post, post.body)),
    )


def list_of(post: Post) -> tuple[list[BibliographyEntry], list[SourceProposal]]:
    """The essay's list and what stands with it, with what drawing them takes."""
    entries = post.bibliography.select_related("source__course").order_by("position")
    return list(entries), list(post.proposals.accepted().select_related("source__course", "proposed_by"))


@transaction.atomic
def _store(page: _Page, style: Style, values: dict[str, str]) -> bool:
    """Returns whether the essay was still the one that was set."""
    post = Post.objects.select_for_update().filter(pk=page.post.pk, version=page.post.version).first()
    if post is None:
        return False
    marked_html = followers.marked(post, values["body_html"], style.value)
    made = values | {"marked_html": marked_html, "made_at": timezone.now()}
    Rendering.objects.update_or_create(post=post, style=style.value, defaults=made)
    return True


def _set(page: _Page, style: Style) -> dict[str, str]:
    post, rows = page.post, page.rows
    items = page.items()
    found = [
        cluster
        for cluster in clusters(post.body, rows)
        if all(row.source and row.source.key in items for row in cluster.rows)
    ]
    try:
        rendered = typesetting.typeset(list(items.values()), [c.question() for c in found], style)
    except RenderingFailed as error:
        logger.warning(
            "Essay %s is shown as written: %s in %s: %s", post.pk, error.reason, style, error.detail
        )
        return {"body_html": "", "sources_html": "", "problem": str(error)[:300]}
    _tell(post, style, rendered)
    return {
        "body_html": drawing.in_style(post.body, rows, _answered(found, rendered), page.pictures),
        "sources_html": listing.source_list(page.entries, rows, page.proposals, rendered.bibliography),
        "problem": "",
    }


def _answered(found: list[Cluster], rendered: Rendered) -> list[tuple]:
    return list(zip(found, rendered.citations, strict=True))


def _tell(post: Post, style: Style, rendered: Rendered) -> None:
    for warning in rendered.warnings[:20]:
        logger.warning("Essay %s in %s: %s", post.pk, style, warning)
