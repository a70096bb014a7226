"""Our templates without the empty lines that their tags would leave on the page."""

from __future__ import annotations

import re

from django.template.base import Origin
from django.template.loaders import filesystem

# Tags that show nothing themselves, alone on their line; and comments.
_ALONE = re.compile(
    r"^[ \t]*((?:\{% *(?:if|elif|else|endif|for|empty|endfor|with|endwith|block|endblock|load)\b[^\n]*?%\}"
    r"|\{#[^\n]*?#\})+)[ \t]*\n",
    re.MULTILINE,
)


class Loader(filesystem.Loader):
    """A hundred empty lines are 46 bytes of an essay's first flight, and come out once, when it is read."""

    def get_contents(self, origin: Origin) -> str:
        text = super().get_contents(origin)
        return _ALONE.sub(r"\1", text) if str(origin.name).endswith(".html") else text
