"""What is said of an essay's revisions."""

from __future__ import annotations

from typing import Any

from django import template

from accounts.models import User

from ..checklist import words
from ..models import Post, Revision
from ..revising.addresses import can_follow

register = template.Library()


@register.filter
def extent(revision: Revision) -> str:
    """How much it changed: "12 words added, 3 removed"."""
    added, removed = revision.words_added, revision.words_removed
    said = [
        f"{words.said(count)} {done}" for count, done in ((added, "added"), (removed, "removed")) if count
    ]
    return ", ".join(said).replace(" words removed", " removed", int(bool(added))) or "no words changed"


@register.filter
def name_of(post: Post, writer: User) -> str:
    """The name that stands for `writer` on the pages of `post`, to who asked for it."""
    return post.masked.get(writer.pk) or writer.display_name


@register.inclusion_tag("blog/_address.html")
def address_of(post: Post) -> dict[str, Any]:
    """Where a published essay stands, and the way to let that follow its title: two queries."""
    return {"post": post, "can_follow": can_follow(post)}
