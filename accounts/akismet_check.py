"""Asking Akismet whether something is spam. Only where the site has a key for it: see docs/configuration.md.

It goes to Automattic's server. Where no answer comes in time, nobody was asked.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    import akismet
    import httpx

TIME_OUT = 2.0  # seconds, for connecting and for each part of the answer
logger = logging.getLogger(__name__)


def is_spam(**said: Any) -> bool:
    """Whether Akismet calls it spam; `said` are the fields of its comment-check. Never in a transaction."""
    # Not above: an option that few sites have, and 10 MB.
    import akismet

    try:
        answer = client().comment_check(**said)
    except akismet.AkismetError as error:
        logger.warning("Akismet was not asked: %s", type(error).__name__)
        return False
    return answer != akismet.CheckResponse.HAM


def page(path: str) -> str:
    """The address of a page as Akismet knows the site."""
    return settings.AKISMET_BLOG.rstrip("/") + path


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
