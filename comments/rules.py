"""Why a comment waits for a moderator. Pure."""

from __future__ import annotations

from enum import StrEnum

# WordPress's rule: a comment with so many links is read by a person first.
LINKS_THAT_HOLD = 2


class Reason(StrEnum):
    """What the moderation log says of a comment that a rule held."""

    GUEST = "Written by a guest"
    FIRST = "First comment in this course"
    LINKS = "Two or more links"


def why_held(*, guest: bool, staff: bool, has_published: bool, links: int) -> Reason | None:
    """The rule that holds a comment, or None where it is published at once.

    `staff` teach the course; `has_published` says that the writer has a published comment in it.
    """
    if guest:
        return Reason.GUEST
    if staff:
        return None
    if not has_published:
        return Reason.FIRST
    if links >= LINKS_THAT_HOLD:
        return Reason.LINKS
    return None


def count_links(rendered: str) -> int:
    """The links in the rendered text of a comment; its citations of the essay's sources are none."""
    return rendered.count("<a ") - rendered.count('<a class="cite"')
