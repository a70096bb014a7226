"""What a check says, and of which threads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from blog.models import Post

from ..models import Comment


class Finding(NamedTuple):
    """One thing that is wrong, as a plain sentence: which row, what it is, what it should be.

    `by_hand` says that no rule tells what is right: a person has to decide.
    """

    says: str
    by_hand: bool = False


class Thread(NamedTuple):
    """An essay with comments, and how sentences call it."""

    pk: int
    course: str
    slug: str

    def __str__(self) -> str:
        return f"{self.course}/{self.slug}"


def threads() -> Iterator[Thread]:
    posts = Post.objects.filter(Exists(Comment.objects.filter(post=OuterRef("pk")))).order_by("pk")
    # A list: what is mended meanwhile does not disturb the reading.
    return (Thread(*row) for row in list(posts.values_list("pk", "course__slug", "slug")))
