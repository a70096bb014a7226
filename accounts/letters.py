"""The site's mail, whatever it is about: addresses, headers, a text in words and in HTML. No queries."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string

from .texts import one_line, storable

MAX_TITLE = 120
_log = logging.getLogger(__name__)
# Words are not HTML, and nothing in them is escaped.
_plain = Engine(dirs=[str(settings.BASE_DIR / "templates")], autoescape=False)


def compose(
    template: str,
    context: dict[str, Any],
    *,
    subject: str,
    to: str,
    lines: dict[str, str],
    reply_to: str = "",
) -> EmailMultiAlternatives:
    """A mail from the site with the text and the HTML of templates/`template`.txt and .html.

    `lines` are further headers; an answer goes to `reply_to`, where there is one.
    """
    text = _plain.get_template(f"{template}.txt").render(Context(context, autoescape=False))
    message = EmailMultiAlternatives(
        subject=subject,
        body=text.strip() + "\n",
        to=[to],
        headers=lines,
        reply_to=[reply_to] if reply_to else None,
    )
    html = render_to_string(f"{template}.html", context | {"subject": subject})
    message.attach_alternative(html, "text/html")
    return message


def try_to_send(message: EmailMultiAlternatives, about: str) -> bool:
    """Send a mail. False where the server does not take it; the log says what it is `about`, not to whom."""
    try:
        message.send()
    except OSError as error:
        _log.warning("The mail server did not take %s: %s", about, type(error).__name__)
        return False
    return True


def absolute(path: str) -> str:
    """A page's address as a mail needs it."""
    return f"{settings.SITE_URL}{path}"


def host() -> str:
    """The site's name in the ids of its mail."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def message_id(what: str, key: int, host: str) -> str:
    """A Message-ID (RFC 5322) that is the same whenever the mail is sent again."""
    return f"<{what}-{key}@{host}>"


def title(text: str) -> str:
    """Somebody's words in a subject: one line, and not all of it where it is long."""
    line = one_line(storable(text))
    return line if len(line) <= MAX_TITLE else f"{line[: MAX_TITLE - 1].rstrip()}…"
