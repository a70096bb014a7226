"""Mails about an essay itself, not about what is said below it."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMultiAlternatives

from accounts.addresses import address
from accounts.letters import absolute, compose, host, message_id, title
from accounts.models import User
from blog.models import Post

from ..models import Notice
from . import headers
from .tokens import Wish, unsubscribe_link


def essay_letter(
    name: str, *, post: Post, reader: User, key: int, said: str, url: str, **context: Any
) -> EmailMultiAlternatives:
    """The mail of templates/comments/mail/`name`, of which there is one for each reader and `key`.

    `said` is its subject and heading, `url` leads to its page. Who wants no more of these stops decisions.
    """
    leave = unsubscribe_link(Wish(reader.pk, (Notice.Kind.DECISION,)))
    lines = headers.listing(course=post.course.slug, unsubscribe=leave, host=host())
    lines["Message-ID"] = message_id(f"{name}-{reader.pk}", key, host())
    context |= {"said": said, "post": post, "url": absolute(url), "leave": leave}
    context["settings"] = absolute(address("comments:notice_settings"))
    subject = f"[{title(post.course.title)}] {said}"
    return compose(f"comments/mail/{name}", context, subject=subject, to=reader.email, lines=lines)
