"""What courses add to the frame of every page."""

from __future__ import annotations

from django import template

from accounts.models import Viewer

from ..models import Course

register = template.Library()


@register.filter
def teaches(user: Viewer) -> bool:
    """`user` may moderate somewhere: the menu leads them to the admin."""
    if not user.is_authenticated:
        return False
    return user.is_staff or Course.objects.taught_by(user).exists()
