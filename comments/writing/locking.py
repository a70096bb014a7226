"""A comment as the actions on it get it: as it is stored now, held until the transaction ends."""

from __future__ import annotations

from blog.models import Post

from ..models import Comment, is_answered


def locked(pk: int) -> Comment:
    """With its post, its passage, and `is_answered`. Raises Comment.DoesNotExist.

    The post is held first, as in every action on a thread: two of them never wait for each other.
    """
    post = Comment.objects.values_list("post", flat=True).get(pk=pk)
    list(Post.objects.select_for_update().filter(pk=post).values_list("pk"))
    rows = Comment.objects.select_for_update(of=["self"], no_key=True).annotate(is_answered=is_answered())
    return rows.select_related("post__course", "author", "passage").get(pk=pk)
