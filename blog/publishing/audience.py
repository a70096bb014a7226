"""Who may read an essay at most: what its author chose, and what its course allows."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from courses.models import Course, WritingPolicy
from courses.visibility import Visibility

from ..models import Post, Step
from .steps import take

AUTHOR_WIDENS = "Only the author can open an essay to more people."


def audiences_of(course: Course) -> list[Visibility]:
    """Those that its rules allow, the widest first."""
    return Visibility(course.rules_of_writing().widest).and_narrower()


def too_wide(course: Course, audience: str) -> str:
    """What is wrong with this audience in this course; empty where nothing is."""
    allowed = audiences_of(course)
    return "" if audience in allowed else f"In {course} the widest audience is “{allowed[0].label}”."


def allow_audience(post: Post) -> None:
    """Raise ValidationError where the course does not allow the essay's audience.

    Who changes the audience holds the course before (`hold_course`).
    """
    course = Course.objects.select_related("writing_policy").get(pk=post.course_id)
    if problem := too_wide(course, post.visibility):
        raise ValidationError({"visibility": problem})


def check_audience(*, post: Post) -> None:
    """Raise ValidationError where `post` would have a wider audience than it is stored with.

    Its row stays as it is until the end of the transaction, which the caller has begun.
    """
    stored = Post.objects.select_for_update().values_list("visibility", flat=True).get(pk=post.pk)
    if post.visibility not in Visibility(stored).and_narrower():
        raise ValidationError({"visibility": AUTHOR_WIDENS})


@transaction.atomic
def set_policy(*, policy: WritingPolicy, by: User) -> int:
    """Store a course's rules of writing, and narrow the essays that are open to more than it allows.

    Returns how many, each with its own step. Raises ValidationError, and PermissionDenied for who does not
    lead the course.
    """
    if not Course.objects.led_by(by).filter(pk=policy.course_id).exists():
        raise PermissionDenied
    hold_course(policy.course_id)
    policy.full_clean()
    policy.save()
    widest = Visibility(policy.widest)
    wider = Post.objects.filter(course=policy.course_id).exclude(visibility__in=widest.and_narrower())
    posts = list(wider.select_for_update().only("title"))
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(
        visibility=widest, version=F("version") + 1, updated_at=timezone.now()
    )
    for post in posts:
        take(post, Step.Kind.NARROWED, by=by, note=f"To “{widest.label}”, the widest that the course allows.")
    return len(posts)


def hold_course(course: int) -> None:
    """Let a course stay as it is until the end of the transaction, which the caller has begun.

    Before any essay is held, everywhere: two who held one each and wanted the other's would both fail. Who
    changes an audience makes `set_policy` wait by it, which then finds the essay when it narrows.
    """
    list(Course.objects.filter(pk=course).select_for_update(no_key=True).values_list("pk"))
