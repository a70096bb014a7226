"""Essays in citation styles: asked of the renderer when something changed, stored for the pages."""

from __future__ import annotations

import logging

from django.db.models import QuerySet
from django.utils import timezone

from sources import typesetting
from sources.styling.rendering import Rendered, RenderingFailed
from sources.styling.styles import Style

from ..models import Post, Rendering
from . import drawing, listing
from .clusters import Cluster, clusters

logger = logging.getLogger(__name__)


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
    return Rendering.objects.exclude(body_html="")


def outdate(post: Post) -> None:
    """Empty what is stored of `post` in styles: until it is set anew, its words are shown as written."""
    Rendering.objects.filter(post=post).update(body_html="", sources_html="", problem="", made_at=None)


def set_post(post: Post, style: Style) -> Rendering:
    """Store `post` in `style`. Where the renderer fails, the row says so and so does the log."""
    rows = list(post.citations.select_related("source__course").order_by("position"))
    entries = list(post.bibliography.select_related("source__course").order_by("position"))
    proposals = list(post.proposals.filter(status="accepted").select_related("source__course", "proposed_by"))
    found = clusters(post.body, rows)
    sources = {source.pk: source for source in [*(e.source for e in entries), *(p.source for p in proposals)]}
    values = {"body_html": "", "sources_html": "", "problem": "", "made_at": timezone.now()}
    try:
        rendered = typesetting.typeset(
            [source.item() for source in sources.values()], [cluster.question() for cluster in found], style
        )
    except RenderingFailed as error:
        logger.warning(
            "Essay %s is shown as written: %s in %s: %s", post.pk, error.reason, style, error.detail
        )
        values["problem"] = str(error)[:300]
    else:
        _tell(post, style, rendered)
        values["body_html"] = drawing.in_style(post.body, rows, _answered(found, rendered))
        values["sources_html"] = listing.source_list(entries, rows, proposals, rendered.bibliography)
    return Rendering.objects.update_or_create(post=post, style=style.value, defaults=values)[0]


def _answered(found: list[Cluster], rendered: Rendered) -> list[tuple]:
    return list(zip(found, rendered.citations, strict=True))


def _tell(post: Post, style: Style, rendered: Rendered) -> None:
    for warning in rendered.warnings[:20]:
        logger.warning("Essay %s in %s: %s", post.pk, style, warning)
