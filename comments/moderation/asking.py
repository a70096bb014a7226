"""Asking Akismet about a guest's comment. Only where the site has a key for it: see docs/configuration.md.

What is sent, to Automattic's server: the text, the guest's name, e-mail address, website and IP address, what
their browser calls itself, and the essay's address. Where no answer comes in time, nobody was asked.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from accounts import akismet_check
from accounts.arrivals import Arrival

from ..models import Comment
from . import pipeline
from .facts import facts_of, look_up
from .pipeline import STEPS


def ask(comment: Comment, body_html: str, arrival: Arrival | None) -> Arrival | None:
    """The arrival of a guest's comment with what Akismet says of it, where no step before it has decided.

    Not in a transaction: the answer may take a while.
    """
    links, now = pipeline.count_links(body_html), timezone.now()
    facts = facts_of(comment, look_up(comment), links=links, now=now, arrival=arrival)
    if pipeline.judge(facts, STEPS[: STEPS.index(pipeline.akismet)]).step:
        return arrival
    arrival = arrival or Arrival()
    return replace(arrival, is_spam_to_akismet=_is_spam(comment, arrival.user_agent))


def _is_spam(comment: Comment, user_agent: str) -> bool:
    return akismet_check.is_spam(
        user_ip=comment.ip_address or "",
        user_agent=user_agent,
        comment_type="comment" if comment.parent_id is None else "reply",
        comment_author=comment.guest_name,
        comment_author_email=comment.guest_email,
        comment_author_url=comment.guest_website,
        comment_content=comment.body,
        permalink=akismet_check.page(comment.post.get_absolute_url()),
    )
