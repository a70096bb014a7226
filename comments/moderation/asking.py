"""Asking Akismet about a guest's comment. Only where the site has a key for it: see docs/configuration.md.

What is sent, to Automattic's server: the text, the guest's name, e-mail address, website and IP address, what
their browser calls itself, and the essay's address. Where no answer comes in time, nobody was asked.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from ..models import Comment
from . import pipeline
from .facts import Arrival, facts_of, look_up
from .pipeline import STEPS

if TYPE_CHECKING:
    import akismet
    import httpx

TIME_OUT = 2.0  # seconds, for connecting and for each part of the answer
logger = logging.getLogger(__name__)


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
    # Not above: an option that few sites have, and 10 MB.
    import akismet

    try:
        answer = client().comment_check(
            user_ip=comment.ip_address or "",
            user_agent=user_agent,
            comment_type="comment" if comment.parent_id is None else "reply",
            comment_author=comment.guest_name,
            comment_author_email=comment.guest_email,
            comment_author_url=comment.guest_website,
            comment_content=comment.body,
            permalink=settings.AKISMET_BLOG.rstrip("/") + comment.post.get_absolute_url(),
        )
    except akismet.AkismetError as error:
        logger.warning("Akismet was not asked: %s", type(error).__name__)
        return False
    return answer != akismet.CheckResponse.HAM


@cache
def client() -> akismet.SyncClient:
    """One for the process: it keeps its connections. Without a check of the key, which every answer is."""
    import akismet
    import httpx

    http = httpx.Client(headers={"User-Agent": akismet.USER_AGENT}, timeout=TIME_OUT, transport=transport())
    return akismet.SyncClient(akismet.Config(settings.AKISMET_KEY, settings.AKISMET_BLOG), http)


def transport() -> httpx.HTTPTransport | None:
    """How requests leave the machine; None is the library's own way. Tests take another."""
    return None
