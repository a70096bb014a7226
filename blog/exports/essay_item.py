"""An essay of this site as a CSL-JSON item: the one home of how it is cited. Pure functions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sources.formats import fingerprints, names

from ..authorship.names import Byline
from ..models import Post

# The site's pages say so of themselves (`<html lang>`).
LANGUAGE = "en"


def essay_item(post: Post, url: str) -> dict[str, Any]:
    """`post` as a post of its course's blog, at the absolute address `url`.

    Its id is a key that says what it names. What was never published has no date of issue; nothing is
    made up, not even a day of access. Needs the essay's authors and course. Under a pseudonym it
    is cited by that, whoever asks.
    """
    item: dict[str, Any] = {
        "type": "post-weblog",
        "title": str(post),
        "author": people_of(post.public_byline),
        "container-title": post.course.title,
        "URL": url,
        "language": LANGUAGE,
    }
    if post.published_at:
        day = timezone.localtime(post.published_at).date()
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return {"id": fingerprints.key(item), **item}


def people_of(line: Byline) -> list[names.Name]:
    """A pseudonym is one name, whatever it is made of."""
    if line.is_pseudonym:
        return [{"literal": str(line)}]
    return [person for name in line.names for person in split_name(name)]


def split_name(display_name: str) -> list[names.Name]:
    """An author as CSL has people: family and given name where the display name shows them."""
    return names.from_line(display_name) or [{"literal": display_name}]
