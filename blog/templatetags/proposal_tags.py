"""What readers proposed for an essay, on its page."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Q

from accounts.prepared import Prepared

from ..models import BibliographyEntry, Post, SourceProposal
from ..proposals.actions import may_propose

register = template.Library()
Status = SourceProposal.Status


@register.inclusion_tag("blog/_proposals.html", takes_context=True)
def proposals_of(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """The proposals that concern this reader, with the buttons they have: one query, for guests none.

    What the author accepted stands in the essay's list (blog/citing/listing.py) for everyone.
    """
    user = context["request"].user
    if not user.is_authenticated:
        return {}
    proposals = _concerning.rows(user, post=post.pk)
    return {
        "post": post,
        "user": user,
        "csrf_token": context.get("csrf_token"),
        "proposals": proposals,
        "is_writer": post.is_written_by(user),
        "may_propose": may_propose(post, user),
    }


_concerning = Prepared(
    lambda viewer, post: (
        SourceProposal.objects.concerning(viewer)
        .filter(~Q(status=Status.DECLINED) | Q(proposed_by=viewer), post=post)
        # What the author cites by now is in the list as their own.
        .exclude(
            status=Status.ACCEPTED, source__in=BibliographyEntry.objects.filter(post=post).values("source")
        )
        .select_related("proposed_by")
        .order_by("created_at", "pk")
    )
)
