"""What an essay's author sees of its citations: found, matched with its sources, and what they lack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

from sources.checks import ledger

from ..models import Post

register = template.Library()

CONTEXT = 60  # characters of the text on each side of a finding's place


@dataclass(frozen=True)
class Finding:
    """A remark, and the words it is about with some of what stands around them."""

    message: str
    suggestion: str
    before: str
    words: str
    after: str


@register.inclusion_tag("blog/_citation_check.html")
def citation_check(post: Post) -> dict[str, Any]:
    """The ledger of `post` as it was saved last: one query, for its sources."""
    entries = post.bibliography.select_related("source").order_by("position")
    lines = {entry.source.key: entry for entry in entries}
    found = ledger.check(post.body, [entry.source.csl | {"id": key} for key, entry in lines.items()])
    return {
        "post": post,
        "ledger": found,
        "sources": len(lines),
        "quoted": f"{found.quoted_share:.0%}",
        "findings": [_finding(post.body, finding) for finding in found.findings],
    }


def _finding(body: str, finding: Any) -> Finding:
    start, end = finding.start, finding.end
    before, after = body[max(0, start - CONTEXT) : start], body[end : end + CONTEXT]
    return Finding(
        finding.message,
        finding.suggestion or "",
        before.partition("\n\n")[2] or before,
        body[start:end],
        after.partition("\n\n")[0],
    )
