"""What courses add to the frame of every page."""

from __future__ import annotations

from django import template

from accounts.models import Viewer

from ..models import Course

register = template.Library()


@register.filter
def teaches_somewhere(user: Viewer) -> bool:
    """`user` is of a course's staff, or of the site's: the menu leads them to what they mark and moderate."""
    if not user.is_authenticated:
        return False
    return user.is_staff or Course.objects.taught_by(user).exists()
