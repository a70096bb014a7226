"""Whether the passages that comments answer stand where their essays have them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Subquery

from blog.models import Post

from ..anchoring.placing import misplaced, place_passages
from ..models import Passage
from .findings import Finding


def misplaced_passages(*, repair: bool) -> Iterator[Finding]:
    """A passage stands where comments/anchoring finds it in the essay as it is now, or is detached."""
    answered = Post.objects.filter(Exists(Passage.objects.filter(comment__post=OuterRef("pk"))))
    for post in list(answered.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            essay = Post.objects.select_for_update().only("body_html").get(pk=post)
            wrong = misplaced(essay)
            if wrong and repair:
                place_passages(essay)
        for comment in wrong:
            yield Finding(
                f"The passage of comment {comment} is not where it says in essay {post};"
                " it should be looked for anew."
            )


def passages_ahead(*, repair: bool) -> Iterator[Finding]:
    """No passage was placed in a version that its essay has yet to reach."""
    ahead = Passage.objects.filter(post_version__gt=F("comment__post__version"))
    columns = ("pk", "post_version", "comment__post__version")
    for comment, version, now in list(ahead.order_by("pk").values_list(*columns)):
        yield Finding(
            f"The passage of comment {comment} was placed in version {version} of its essay;"
            f" it should be at most {now}."
        )
    if repair:
        versions = Post.objects.filter(comments=OuterRef("comment")).values("version")
        ahead.update(post_version=Subquery(versions))
