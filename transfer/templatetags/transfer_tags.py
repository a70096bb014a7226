"""What this app adds to the desk that essays are written at."""

from __future__ import annotations

from typing import Any

from django import template

from ..documents.forms import ACCEPTED

register = template.Library()


@register.inclusion_tag("transfer/_desk.html")
def from_documents(alone: Any = True) -> dict[str, Any]:
    """Where the editor sends what is pasted, and the documents that are put into the text.

    `alone`: a document may become a text of its own too, an essay.
    """
    return {"accepted": ACCEPTED, "alone": alone}
