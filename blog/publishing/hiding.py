"""What a course hides from a student until their own essay is in: how much, never which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from courses.access import in_audience
from courses.models import Course, Unit

from ..models import Post


@dataclass(frozen=True)
class Hidden:
    """`count` essays of classmates. `opens_at`: the own essay of the unit is in, and opens them then."""

    count: int
    opens_at: datetime | None = None


def hidden_from(user: User, course: Course, unit: Unit | None = None) -> Hidden | None:
    """How many essays of the course, or of the unit, `user` does not see as yet; None where it hides none.

    No query where the course (read with its `writing_policy`) hides nothing, else up to three.
    """
    if user.is_staff or not course.rules_of_writing().hides_until_own:
        return None
    if Course.objects.open_to(user).filter(pk=course.pk).exists():
        return None
    published = Post.objects.published().filter(in_audience(user), course=course)
    if unit:
        published = published.filter(unit=unit)
    count = published.exclude(pk__in=Post.objects.visible_to(user).values("pk")).count()
    if not count:
        return None
    return Hidden(count, _opens_at(user, unit) if unit else None)


def _opens_at(user: User, unit: Unit) -> datetime | None:
    mine = Q(author=user) | Q(pk__in=user.authorships.accepted().values("post"))
    own = Post.objects.filter(mine, unit=unit, counts_from__isnull=False)
    return own.order_by("counts_from").values_list("counts_from", flat=True).first()
