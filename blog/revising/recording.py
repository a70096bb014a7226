"""Every saved text of an essay is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User

from .. import followers
from ..images.keeping import forget_joined
from ..models import Post, Revision, SavedText, Step
from . import measuring

# Whoever sees a slip just after saving corrects it: that is no revision of its own.
JOINING = timedelta(minutes=5)
MOST_JOINED_CHARACTERS = 100


def record(
    post: Post, *, by: User, reason: str = "", restores: Revision | None = None, answers: str = ""
) -> Revision | None:
    """Keep the essay's text, as it is stored and drawn now, as its newest revision.

    A small change soon after the last one takes its place in the list, unless it says for itself why it was
    made. A text that was published, or let through, as it is keeps its place. `answers` is what the form said
    of it, for the apps that follow. None where neither title, text nor list differs from the newest one. The
    caller has stored the essay, in the same transaction. Raises ValidationError, by field.
    """
    newest = post.revisions.order_by("-number").first()
    revision = Revision(
        post=post,
        number=(newest.number if newest else 0) + 1,
        author=by,
        reason=reason,
        title=post.title,
        body=post.body,
        source_lines=post.source_lines(),
        body_html=post.body_html,
        is_public=post.status == Post.Status.PUBLISHED,
        restores=restores,
    )
    if newest and _said(revision) == _said(newest):
        if revision.is_public:
            publish_revisions(post)
        return None
    speaks = bool(reason or restores or answers)
    replaced = newest if newest and not speaks and _is_small(revision, newest) else None
    if replaced:
        revision.reason, revision.restores = replaced.reason, replaced.restores
        replaced.is_listed = False
        replaced.save(update_fields=["is_listed"])
    measure(revision, at=revision.made_at)
    revision.save()
    if replaced and revision.is_public:
        forget_joined(post)
    post.revision_number = revision.number
    Post.objects.filter(pk=post.pk).update(revision_number=revision.number)
    followers.revised(revision, replaced, answers)
    return revision


def publish_revisions(post: Post) -> None:
    """An essay is published: its newest text is what readers see from now on."""
    newest = post.revisions.order_by("-number").first()
    if newest and not newest.is_public:
        newest.is_public = True
        measure(newest, at=timezone.now())
        newest.save()
        followers.revised(newest, None, "")


def before(revision: SavedText, among: QuerySet[Any]) -> Any:
    """The one before it among these, of one essay or note; of what readers read, what they read before."""
    if revision.number == 1:
        return None
    earlier = among.filter(number__lt=revision.number)
    if revision.is_public:
        earlier = earlier.filter(is_public=True)
    return earlier.order_by("-number").first()


def count_words(revision: SavedText, among: QuerySet[Any]) -> Any:
    """Count what changed since the one before it, which is returned."""
    earlier = before(revision, among)
    size = measuring.size(earlier.body_html if earlier else "", revision.body_html)
    revision.words_added, revision.words_removed = size
    return earlier


def measure(revision: Revision, *, at: datetime) -> None:
    """Count what changed since the one before. An essay was revised where that is what readers see: `at`."""
    earlier = count_words(revision, Revision.objects.listed().filter(post=revision.post_id))
    if earlier is None or not revision.is_public:
        return
    revision.paragraphs = measuring.revised_paragraphs(earlier.body_html, revision.body_html)
    if _said(earlier) != _said(revision):
        revision.post.revised_at = at
        Post.objects.filter(pk=revision.post_id).update(revised_at=revision.post.revised_at)


def _is_small(revision: Revision, newest: Revision) -> bool:
    """Soon after the first of those that it joins, and little different from it.

    From the first: many small changes, each soon after the last, would make another essay of it unseen.
    """
    first = _first_joined(newest)
    return (
        first.author_id == newest.author_id == revision.author_id
        and first.is_public == newest.is_public == revision.is_public
        and revision.made_at - first.made_at <= JOINING
        and _changed_characters(first, revision) <= MOST_JOINED_CHARACTERS
        and not _was_published_as_it_is(newest)
    )


def _was_published_as_it_is(revision: Revision) -> bool:
    """It is the first that readers read, or the text that was let through or published again."""
    return revision.is_public and (
        not Revision.objects.filter(
            post=revision.post_id, is_public=True, number__lt=revision.number
        ).exists()
        or Step.objects.filter(
            post=revision.post_id, kind=Step.Kind.PUBLISHED, at__gte=revision.made_at
        ).exists()
    )


def _first_joined(newest: Revision) -> Revision:
    """Of those whose place `newest` has in the list, itself among them, the oldest."""
    own = Revision.objects.filter(post=newest.post_id, number__lt=newest.number)
    last = own.listed().order_by("-number").values_list("number", flat=True).first() or 0
    return own.filter(number__gt=last).order_by("number").first() or newest


def _changed_characters(old: Revision, new: Revision) -> int:
    one, other = ("\n".join([row.title, *row.source_lines, row.body]) for row in (old, new))
    return measuring.changed_characters(one, other, most=MOST_JOINED_CHARACTERS)


def _said(revision: Revision) -> tuple[str, str, Sequence[str]]:
    return revision.title, revision.body, revision.source_lines
