"""Whom a comment may name with an @, and whom it does.

Where an essay has a pseudonym, its authors are named by that. By their own names they are called as every
member of the course is, by who sees its members; it tells nobody that they wrote the essay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User, Viewer
from blog.authorship.names import openly_said
from blog.models import Post
from courses.models import Membership

from . import mentions
from .models import Comment, Mention

MOST_OFFERED = 10


class Named(NamedTuple):
    """Somebody, by a name that they may be called by here."""

    user: User
    name: str


def people_here(post: Post, viewer: Viewer) -> list[Named]:
    """Those whom `viewer`, who sees `post`, meets there: of its course, its authors, who wrote below it.

    One query, where the essay has a pseudonym two.
    """
    members = Membership.objects.visible_to(viewer).filter(course=post.course_id).values("user")
    writers = Comment.objects.published().filter(openly_said(viewer), post=post, author__isnull=False)
    here = Q(pk__in=members) | Q(pk__in=writers.values("author"))
    behind = post.behind
    if not behind:
        here |= Q(pk=post.author_id) | Q(pk__in=post.authorships.accepted().values("user"))
    others = User.objects.filter(is_active=True).exclude(pk=viewer.pk or 0).only("display_name")
    found = [Named(one, one.display_name) for one in others.filter(here)]
    if behind and not post.masked:  # who knows them does not give them away by mistake
        found = [one for one in found if one.user.pk not in behind]
    return found + [Named(one, behind[one.pk]) for one in (others.filter(pk__in=behind) if behind else ())]


def named_in(body: str, post: Post, viewer: Viewer) -> list[Named]:
    """Whom `body`, written by `viewer` below `post`, names. No query where it has no "@"."""
    if "@" not in body:
        return []
    people = people_here(post, viewer)
    named = {one.name.casefold() for one in mentions.find(body, (one.name for one in people))}
    return [one for one in people if one.name.casefold() in named]


def attach(comment: Comment) -> list[Named]:
    """Find whom a new comment names, as its writer meets people, and keep them for `file_mentions`."""
    people = named_in(comment.body, comment.post, comment.author or AnonymousUser())
    comment.named = people  # type: ignore[attr-defined]
    return people


def file_mentions(comment: Comment) -> None:
    """Store what `attach` found of a new comment. In the transaction that stores it."""
    people = {one.user.pk for one in comment.named}  # type: ignore[attr-defined]
    if people:
        Mention.objects.bulk_create(Mention(comment=comment, user_id=user) for user in people)


def replace_mentions(comment: Comment, people: Collection[Named]) -> None:
    """What is named still keeps its row: nobody is told twice. In a transaction."""
    users = {one.user.pk for one in people}
    comment.mentions.exclude(user__in=users).delete()
    rows = [Mention(comment=comment, user_id=user) for user in users]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)


def offered(people: Iterable[Named], typed: str) -> list[str]:
    """Names in which a word begins with `typed`, those that begin with it first."""
    words = " ".join(typed.casefold().split())
    names = {one.name for one in people}
    fitting = [name for name in names if f" {name.casefold()}".find(f" {words}") >= 0]
    return sorted(fitting, key=lambda name: (not name.casefold().startswith(words), name))[:MOST_OFFERED]
