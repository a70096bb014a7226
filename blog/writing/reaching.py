"""The essay that an address names, for who writes it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.models import User

from ..models import Post


def post_to_write(user: User, pk: int, *also: str) -> Post:
    """With its course and what `also` names.

    Raises Http404 where `user` sees none, and PermissionDenied where it is not theirs to write.
    """
    post: Post = get_object_or_404(Post.objects.visible_to(user).select_related("course", *also), pk=pk)
    if not Post.objects.editable_by(user).filter(pk=pk).exists():
        raise PermissionDenied
    return post
