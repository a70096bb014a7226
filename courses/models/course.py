"""Courses, and who is in them in which role."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.addresses import address
from accounts.models import User, Viewer

if TYPE_CHECKING:
    from .policy import WritingPolicy


class CourseQuerySet(models.QuerySet["Course"]):
    def taught_by(self, user: Viewer) -> CourseQuerySet:
        """Courses in which `user` may moderate and manage: all of them for site staff."""
        return self._run_by(user, TEACHING_ROLES)

    def led_by(self, user: Viewer) -> CourseQuerySet:
        """Courses that `user` may set up, with their units and members: an assistant may not."""
        return self._run_by(user, [Role.INSTRUCTOR])

    def _run_by(self, user: Viewer, roles: Collection[str]) -> CourseQuerySet:
        if not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all()
        return self.filter(pk__in=Membership.objects.filter(user=user.pk, role__in=roles).values("course"))

    def open_to(self, user: Viewer) -> CourseQuerySet:
        """Courses that hide no essay from `user` until their own is in."""
        hidden = Membership.objects.filter(
            user=user.pk, course__writing_policy__hides_until_own=True
        ).exclude(role__in=TEACHING_ROLES)
        return self.exclude(pk__in=hidden.values("course"))

    def joined_by(self, user: Viewer) -> CourseQuerySet:
        """Courses of which `user` is a member, in any role: those in which they may write."""
        return self.filter(pk__in=Membership.objects.filter(user=user.pk).values("course"))


class CourseManager(models.Manager.from_queryset(CourseQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> Course:
        return self.get(slug=slug)


class Course(models.Model):
    class Enrolment(models.TextChoices):
        CLOSED = "closed", "staff add the members"
        OPEN = "open", "anyone who is signed in may join as a student"

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    subject = models.CharField(max_length=80)
    term = models.CharField(max_length=40, blank=True)
    description = models.TextField(max_length=4000, blank=True)
    enrolment = models.CharField(max_length=10, choices=Enrolment, default=Enrolment.CLOSED)
    comments_close_after = models.PositiveSmallIntegerField(
        "days until comments close",
        null=True,
        blank=True,
        help_text="Set on each essay when it is first published. Empty: they stay open.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CourseManager()

    class Meta:
        ordering = ["-created_at", "title"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="course_title_not_empty"),
            models.CheckConstraint(
                condition=models.Q(enrolment__in=["closed", "open"]), name="course_enrolment_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("courses:course_detail", self.slug)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def rules_of_writing(self) -> WritingPolicy:
        """What the course says of how essays come about: its row, or the defaults."""
        policy: WritingPolicy | None = getattr(self, "writing_policy", None)
        if policy is None:
            from .policy import WritingPolicy  # which names this model

            policy = WritingPolicy(course=self)
        return policy

    def is_taught_by(self, user: Viewer) -> bool:
        """As `teaches`, asked of the database."""
        return Course.objects.taught_by(user).filter(pk=self.pk).exists()

    def teachers(self) -> models.QuerySet[User]:
        """Its staff, and the site's: as `teaches`, asked of the database."""
        here = Membership.objects.filter(course=self, role__in=TEACHING_ROLES)
        return User.objects.filter(models.Q(is_staff=True) | models.Q(pk__in=here.values("user")))


class Role(models.TextChoices):
    STUDENT = "student", "Student"
    EDITOR = "editor", "Editor"
    ASSISTANT = "assistant", "Assistant"
    INSTRUCTOR = "instructor", "Instructor"


# An editor picks for editions and sees nothing that a classmate may not see.
TEACHING_ROLES = (Role.ASSISTANT, Role.INSTRUCTOR)


def teaches(user: User | None, role: str | None) -> bool:
    """Whether somebody with this role in a course is of its staff, or of the site's. Pure."""
    return user is not None and (user.is_staff or role in TEACHING_ROLES)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: Viewer) -> MembershipQuerySet:
        """Everyone sees who leads a course; its students are seen by its members and by site staff."""
        if user.is_active and user.is_staff:
            return self.all()
        seen = models.Q(role__in=[Role.EDITOR, *TEACHING_ROLES])
        if user.is_authenticated:
            seen |= models.Q(course__in=Course.objects.joined_by(user))
        return self.filter(seen)

    def by_role(self) -> list[Membership]:
        """With their people, the instructors first and the students last."""
        people = self.select_related("user").only("role", "course", "user__display_name", "user__slug")
        # The database would need an expression for the order of the roles; a class is small.
        return sorted(
            people.order_by("user__display_name", "pk"), key=lambda member: -Role.values.index(member.role)
        )


class MembershipManager(models.Manager.from_queryset(MembershipQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, course: str, email: str) -> Membership:
        return self.get(course__slug=course, user__email=email)


class Membership(models.Model):
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.STUDENT)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MembershipManager()

    class Meta:
        verbose_name = "member"
        ordering = ["course", "user__display_name"]
        constraints = [
            models.UniqueConstraint(fields=["course", "user"], name="membership_once_per_course"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]
        indexes = [models.Index(fields=["user", "role", "course"], name="membership_of_user")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()}, {self.course})"

    def natural_key(self) -> tuple[str, str]:
        return (self.course.slug, self.user.email)

    natural_key.dependencies = ["courses.course", "accounts.user"]  # type: ignore[attr-defined]
