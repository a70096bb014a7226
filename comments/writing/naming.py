"""Whom a comment may name with an @, and whom it does."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User, Viewer
from blog.models import Post
from courses.models import Membership

from ..models import Comment, Mention
from . import mentions

MOST_OFFERED = 10


def people_here(post: Post, viewer: Viewer) -> QuerySet[User]:
    """Those whom `viewer`, who sees `post`, meets there: of its course, its author, who wrote below it."""
    members = Membership.objects.visible_to(viewer).filter(course=post.course_id)
    writers = Comment.objects.published().filter(post=post, author__isnull=False)
    here = Q(pk__in=members.values("user")) | Q(pk__in=writers.values("author")) | Q(pk=post.author_id)
    return User.objects.filter(here, is_active=True).exclude(pk=viewer.pk or 0).only("display_name")


def named_in(body: str, post: Post, viewer: Viewer) -> list[User]:
    """Whom `body`, written by `viewer` below `post`, names. One query, none where it has no "@"."""
    if "@" not in body:
        return []
    people = list(people_here(post, viewer))
    named = {one.name.casefold() for one in mentions.find(body, (one.display_name for one in people))}
    return [one for one in people if one.display_name.casefold() in named]


def attach(comment: Comment) -> list[User]:
    """Find whom a new comment names, as its writer meets people, and keep them for `file_mentions`."""
    people = named_in(comment.body, comment.post, comment.author or AnonymousUser())
    comment.named = people  # type: ignore[attr-defined]
    return people


def file_mentions(comment: Comment) -> None:
    """Store what `attach` found of a new comment. In the transaction that stores it."""
    people = comment.named  # type: ignore[attr-defined]
    if people:
        Mention.objects.bulk_create(Mention(comment=comment, user=user) for user in people)


def replace_mentions(comment: Comment, people: Collection[User]) -> None:
    """What is named still keeps its row: nobody is told twice. In a transaction."""
    comment.mentions.exclude(user__in=people).delete()
    rows = [Mention(comment=comment, user=user) for user in people]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)


def offered(people: Iterable[User], typed: str) -> list[str]:
    """Names in which a word begins with `typed`, those that begin with it first."""
    words = " ".join(typed.casefold().split())
    names = {one.display_name for one in people}
    fitting = [name for name in names if f" {name.casefold()}".find(f" {words}") >= 0]
    return sorted(fitting, key=lambda name: (not name.casefold().startswith(words), name))[:MOST_OFFERED]
