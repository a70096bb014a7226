"""What is asked for next."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.models import User
from courses.models import TEACHING_ROLES, Membership, Unit

from ..models import Post

# Nobody begins an essay for a unit that was due before that; a list of all that was missed helps nobody.
OVERDUE_FOR = timedelta(days=14)
# What one can keep in view.
MAX_UNITS = 5


def units_to_begin(user: User, now: datetime) -> QuerySet[Unit]:
    """Units with a date, of courses that `user` studies in, that they have begun no essay for: due first."""
    studied = Membership.objects.filter(user=user).exclude(role__in=TEACHING_ROLES)
    begun = Post.objects.editable_by(user).filter(unit__isnull=False)
    return (
        Unit.objects.filter(course__in=studied.values("course"), posts_due_at__gt=now - OVERDUE_FOR)
        .exclude(pk__in=begun.values("unit"))
        .select_related("course")
        .defer("prompt", "course__description")
        .order_by("posts_due_at", "pk")[:MAX_UNITS]
    )
