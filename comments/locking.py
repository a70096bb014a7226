"""Keeping others from writing in a thread until the transaction ends.

Every action locks the essay before it touches a comment, and several in the order of their keys: so two of
them never wait for each other.
"""

from __future__ import annotations

from django.db.models import QuerySet

from blog.models import Post

from .models import Comment, is_answered


def lock_thread(post: int) -> None:
    list(Post.objects.select_for_update().filter(pk=post).values_list("pk"))


def lock_threads_of(comments: QuerySet) -> None:
    posts = comments.order_by().values("post")
    list(Post.objects.select_for_update().filter(pk__in=posts).order_by("pk").values_list("pk"))


def locked(pk: int) -> Comment:
    """A comment as it is stored now: with its post, its passage, and `is_answered`.

    Raises Comment.DoesNotExist.
    """
    lock_thread(Comment.objects.values_list("post", flat=True).get(pk=pk))
    rows = Comment.objects.select_for_update(of=["self"], no_key=True).annotate(is_answered=is_answered())
    return rows.select_related("post__course", "author", "passage").get(pk=pk)
