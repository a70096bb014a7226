"""Every saved text of an essay is kept."""

from __future__ import annotations

from accounts.models import User

from ..models import Post, Revision


def record(post: Post, *, by: User, reason: str = "", restores: Revision | None = None) -> Revision | None:
    """Keep the essay's text, as it is stored and drawn now, as its newest revision.

    None where neither title, text nor list differs from the newest one. The caller has stored the essay, in
    the same transaction.
    """
    newest = post.revisions.order_by("-number").first()
    lines = list(post.bibliography.order_by("position").values_list("line", flat=True))
    is_public = post.status == Post.Status.PUBLISHED
    said = (post.title, post.body, lines)
    if newest and said == (newest.title, newest.body, newest.source_lines):
        if is_public and not newest.is_public:
            publish_revisions(post)
        return None
    post.revision_number = (newest.number if newest else 0) + 1
    revision = Revision.objects.create(
        post=post,
        number=post.revision_number,
        author=by,
        reason=reason,
        title=post.title,
        body=post.body,
        source_lines=lines,
        body_html=post.body_html,
        is_public=is_public,
        restores=restores,
    )
    Post.objects.filter(pk=post.pk).update(revision_number=post.revision_number)
    return revision


def publish_revisions(post: Post) -> None:
    """An essay is published: its newest text is what readers see from now on."""
    newest = post.revisions.order_by("-number").first()
    if newest and not newest.is_public:
        newest.is_public = True
        newest.save(update_fields=["is_public"])
