"""An essay of this site as a CSL-JSON item: the one home of how it is cited. Pure functions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from sources.formats import fingerprints, names

from ..models import Post

# The site's pages say so of themselves (`<html lang>`).
LANGUAGE = "en"


def essay_item(post: Post, url: str) -> dict[str, Any]:
    """`post` as a post of its course's blog, at the absolute address `url`.

    Its id is a key that says what it names. What was never published has no date of issue; nothing is
    made up, not even a day of access. Needs the essay's author and course.
    """
    item: dict[str, Any] = {
        "type": "post-weblog",
        "title": str(post),
        "author": author_names(post.author),
        "container-title": post.course.title,
        "URL": url,
        "language": LANGUAGE,
    }
    if post.published_at:
        day = timezone.localtime(post.published_at).date()
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return {"id": fingerprints.key(item), **item}


def author_names(author: User) -> list[names.Name]:
    """The author as CSL has people: family and given name where the display name shows them."""
    shown = author.display_name
    return names.from_line(shown) or [{"literal": shown}]
