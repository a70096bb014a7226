"""Which essays a portfolio may show, and what its owner is told about each."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User, Viewer
from courses.visibility import Visibility

from ..models import Portfolio, Post, PostQuerySet

# More make no choice.
MAX_ENTRIES = 50
# What is offered on one page, the newest first.
MAX_OFFERED = 100

_UNSEEN = ("body", "body_html", "marked_html", "sources_html", "ledger", "course__description")


@dataclass(frozen=True)
class Chosen:
    """An essay in its owner's eyes: who finds it on the page, in words, and whether that is everyone."""

    post: Post
    audience: str
    is_seen_by_all: bool


def choosable_by(user: User) -> PostQuerySet:
    """Published essays of `user` under their own name: with a pseudonym, the page would say whose it is."""
    return Post.objects.editable_by(user).published().filter(pseudonym="")


def posts_of(portfolio: Portfolio, viewer: Viewer) -> list[Post]:
    """What `viewer` finds on the page, in its order: one query."""
    shown = portfolio.entries.visible_to(viewer)
    posts = Post.objects.filter(pk__in=shown.values("post"), portfolio_entries__portfolio=portfolio)
    posts = posts.with_names(viewer).select_related("course", "featured_image").defer(*_UNSEEN)
    return list(posts.order_by("portfolio_entries__position"))


def chosen_by(portfolio: Portfolio) -> list[Chosen]:
    """All that its owner put there, with what became of it: two queries."""
    if portfolio.pk is None:
        return []
    entries = portfolio.entries.order_by("position").select_related("post__course")
    own = set(Post.objects.editable_by(portfolio.user).values_list("pk", flat=True))
    return [
        Chosen(entry.post, *_audience(entry.post, is_own=entry.post_id in own))
        for entry in entries.defer(*(f"post__{name}" for name in _UNSEEN))
    ]


def offered_to(user: User, portfolio: Portfolio) -> list[Post]:
    """What could be added, the newest first."""
    posts = choosable_by(user).select_related("course").defer(*_UNSEEN).newest_first()
    if portfolio.pk:
        posts = posts.exclude(portfolio_entries__portfolio=portfolio)
    return list(posts[:MAX_OFFERED])


def _audience(post: Post, *, is_own: bool) -> tuple[str, bool]:
    if not is_own:
        return "Nobody finds it here: you are not among its authors any more.", False
    if post.status != Post.Status.PUBLISHED:
        return f"Nobody finds it here: it is not published ({post.get_status_display().lower()}).", False
    if post.pseudonym:
        return "Nobody finds it here: it stands under a pseudonym, and this page has your name.", False
    if post.visibility == Visibility.WORLD:
        return "Everyone finds it here.", True
    return f"Readers who are signed out do not find it here: {_WHO[Visibility(post.visibility)]}.", False


_WHO = {
    Visibility.SIGNED_IN: "it is for everyone who is signed in",
    Visibility.COURSE: "it is for the members of its course",
    Visibility.STAFF: "it is for its course’s staff",
}
