"""What courses add to the frame of every page."""

from __future__ import annotations

from django import template

from accounts.models import Viewer
from accounts.prepared import Prepared

from ..models import Course

register = template.Library()
# Every page of a member asks.
_taught = Prepared(lambda viewer: Course.objects.taught_by(viewer).order_by().values_list("pk")[:1])


@register.filter
def teaches_somewhere(user: Viewer) -> bool:
    """`user` is of a course's staff, or of the site's: the menu leads them to what they mark and moderate."""
    if not user.is_authenticated:
        return False
    return user.is_staff or bool(_taught.rows(user))
