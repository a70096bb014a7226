"""What must hold of the settings before the site starts."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

# Asked by scripts/prepare.py, too: the worker of ./run starts without checks.
INSTALLATION = "installation"


@register(INSTALLATION)
def akismet_can_be_asked(**kwargs: Any) -> list[CheckMessage]:
    if not settings.AKISMET_KEY:
        return []
    errors: list[CheckMessage] = []
    if find_spec("akismet") is None:
        hint = "pip install --only-binary :all: -r requirements-akismet.txt"
        errors.append(Error("AKISMET_KEY is set, but its library is missing.", hint=hint, id="comments.E001"))
    if not settings.AKISMET_BLOG.startswith(("http://", "https://")):
        hint = "Set AKISMET_BLOG to the site's address, such as https://essays.example.edu."
        errors.append(
            Error("AKISMET_KEY is set without the address it is for.", hint=hint, id="comments.E002")
        )
    return errors
