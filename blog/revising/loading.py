"""Revisions that come from a file: what follows from their words is made here."""

from __future__ import annotations

from ..citing import desk, drawing
from ..citing.rows import make_rows
from ..models import Post, Revision
from .recording import measure


def complete(post: Post) -> None:
    """Draw and measure the revisions that came without. What one leaves out, it has as the essay has it.

    The newest of several is the essay's own text: its file names it only for who made it, when and why.
    """
    loaded = list(post.revisions.filter(body_html="").order_by("number"))
    lines = post.source_lines()
    for revision in loaded:
        revision.title = revision.title or post.title
        revision.source_lines = revision.source_lines or lines
        if revision.body:
            revision.body_html = _drawn(post, revision)
        else:
            revision.body, revision.body_html = post.body, post.body_html
        revision.post = post
        measure(revision, at=revision.made_at)
        revision.save()
    if loaded:
        newest = post.revisions.order_by("-number").values_list("number", flat=True)[0]
        Post.objects.filter(pk=post.pk).update(revision_number=newest)


def _drawn(post: Post, revision: Revision) -> str:
    reading = desk.read(post, body=revision.body, lines=revision.source_lines)
    return drawing.as_written(revision.body, make_rows(post, reading.ledger, reading.sources))
