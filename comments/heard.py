"""What was said below somebody's own essays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from accounts.models import User
from blog import markup
from blog.authorship import names
from blog.models import Post

from .drawing import text_of
from .models import Comment
from .writing.questions import open_questions_to

# What one takes in at a glance; the notices have the rest.
MAX_REPLIES = 8


@dataclass(frozen=True)
class Heard:
    comment: Comment
    words: str


def newest_replies_to(user: User) -> list[Heard]:
    """The newest comments of others below essays of which `user` is an author, as far as they are shown."""
    own = Post.objects.editable_by(user)
    replies = Comment.objects.visible_to(user).published().filter(post__in=own).exclude(author=user.pk)
    replies = replies.select_related("author", "post__course")
    replies = replies.defer(
        "body", "post__body", "post__body_html", "post__marked_html", "post__sources_html", "post__ledger"
    )
    newest = replies.annotate(**names.columns(user, "post__")).order_by("-created_at", "-pk")[:MAX_REPLIES]
    for comment in newest:
        names.hand_over(comment, comment.post)
    return [Heard(comment, markup.excerpt(text_of(comment.html))) for comment in newest]


def asked_below(user: User) -> Counter[int]:
    """How many open questions wait below each essay of `user`."""
    return Counter(open_questions_to(user).values_list("post", flat=True))
