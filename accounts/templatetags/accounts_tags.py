"""What accounts add to every page."""

from __future__ import annotations

from typing import Any

from django import template

from ..sign_in import address_of, here

register = template.Library()


@register.simple_tag(takes_context=True)
def back_to_here(context: dict[str, Any]) -> str:
    """`?next=…` for a link to sign in or up that leads back to this page. A page that answers a form says
    in `back_to` where that is."""
    # The second is what allauth keeps of the address that it was called with.
    said = context.get("back_to") or context.get("redirect_field_value") or ""
    return address_of("", here(context["request"], said))
