"""The signed links in mails. Who has one may do what it says, and nothing else, without signing in.

They do not age: an old mail's link to unsubscribe must work. A guest's wish that is not confirmed is
forgotten after a week, and its link leads nowhere.
"""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from django.core import signing

from accounts.addresses import address
from accounts.letters import absolute

from ..models import Notice

_UNSUBSCRIBE = "comments.notices.unsubscribe"
_CONFIRM = "comments.notices.confirm"
_KINDS = frozenset(Notice.Kind.values)


class Wish(NamedTuple):
    """What a link to unsubscribe stops: mails of some kinds to a member, a thread for one, or a guest's."""

    user: int = 0
    kinds: tuple[str, ...] = ()
    post: int = 0
    guest: str = ""


def unsubscribe_link(wish: Wish) -> str:
    signed = signing.dumps([wish.user, list(wish.kinds), wish.post, wish.guest], salt=_UNSUBSCRIBE)
    return absolute(address("comments:notice_unsubscribe", signed))


def wish_in(token: str) -> Wish | None:
    """What a link says; None where it is not ours."""
    try:
        user, kinds, post, guest = signing.loads(token, salt=_UNSUBSCRIBE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Wish(user, tuple(kind for kind in kinds if kind in _KINDS), post, guest)


def confirm_link(key: uuid.UUID) -> str:
    return absolute(address("comments:guest_confirm", signing.dumps(key.hex, salt=_CONFIRM)))


def key_in(token: str) -> uuid.UUID | None:
    try:
        value: Any = signing.loads(token, salt=_CONFIRM)
        return uuid.UUID(value)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
