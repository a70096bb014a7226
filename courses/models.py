"""Where: courses, who is in them in which role, and their units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.addresses import address
from accounts.joins import Join, JoinManager
from accounts.models import User, Viewer

if TYPE_CHECKING:
    from datetime import datetime


class CourseQuerySet(models.QuerySet["Course"]):
    def taught_by(self, user: Viewer) -> CourseQuerySet:
        """Courses in which `user` may moderate and manage: all of them for site staff."""
        if not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all()
        return self.filter(
            pk__in=Membership.objects.filter(user=user.pk, role__in=TEACHING_ROLES).values("course")
        )

    def led_by(self, user: Viewer) -> CourseQuerySet:
        """Courses that `user` may set up, with their units and members: an assistant may not."""
        if not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all()
        return self.filter(
            pk__in=Membership.objects.filter(user=user.pk, role=Role.INSTRUCTOR).values("course")
        )

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


class StandingQuerySet(models.QuerySet["Standing"]):
    def in_force(self, now: datetime | None = None) -> StandingQuerySet:
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=now or timezone.now()))

    def silencing(self) -> StandingQuerySet:
        """Those of who may not write."""
        return self.in_force().filter(level__in=[Standing.Level.SILENCED, Standing.Level.EXCLUDED])


class Standing(Join):
    """What a course's staff decided about somebody who writes in it. Without a row: nothing."""

    class Level(models.TextChoices):
        NONE = "none", "As everyone"
        TRUSTED = "trusted", "Trusted"
        LIMITED = "limited", "Limited: every comment waits"
        SILENCED = "silenced", "Silenced"
        EXCLUDED = "excluded", "Removed from the course"

    JOINS = ("course_id", "user_id")

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="standings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="standings")
    level = models.CharField(max_length=10, choices=Level)
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="standings_set", editable=False
    )
    set_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = JoinManager.from_queryset(StandingQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "user"], name="standing_once_per_course"),
            models.CheckConstraint(
                condition=models.Q(level__in=["trusted", "limited", "silenced", "excluded"]),
                name="standing_level_known",
            ),
            models.CheckConstraint(
                condition=models.Q(level="trusted") | ~models.Q(reason=""), name="standing_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_level_display()}"


class UnitManager(models.Manager["Unit"]):
    def get_by_natural_key(self, course: str, number: int) -> Unit:
        return self.get(course__slug=course, number=number)


class Unit(models.Model):
    """A week or topic of a course: what is asked, and until when."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="units")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    prompt = models.TextField(max_length=8000, blank=True)
    posts_due_at = models.DateTimeField("essays are due", null=True, blank=True)
    comments_open_at = models.DateTimeField("read and comment from", null=True, blank=True)
    comments_close_at = models.DateTimeField(
        "read and comment until",
        null=True,
        blank=True,
        help_text="Expected of the class. Nothing closes then: an essay has a date of its own for that.",
    )

    objects = UnitManager()

    class Meta:
        ordering = ["course", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="unit_number_once_per_course"),
            models.CheckConstraint(condition=~models.Q(title=""), name="unit_title_not_empty"),
            models.CheckConstraint(
                condition=models.Q(comments_close_at__isnull=True)
                | models.Q(comments_open_at__isnull=True)
                | models.Q(comments_close_at__gt=models.F("comments_open_at")),
                name="unit_comments_open_before_they_close",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return address("courses:unit_detail", self.course.slug, self.number)

    def natural_key(self) -> tuple[str, int]:
        return (self.course.slug, self.number)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]


class KeyQuestionManager(models.Manager["KeyQuestion"]):
    def get_by_natural_key(self, course: str, unit: int, number: int) -> KeyQuestion:
        return self.get(unit__course__slug=course, unit__number=unit, number=number)


class KeyQuestion(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="key_questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    objects = KeyQuestionManager()

    class Meta:
        ordering = ["unit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="key_question_number_once_per_unit"),
            models.CheckConstraint(condition=~models.Q(text=""), name="key_question_text_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, int, int]:
        return (*self.unit.natural_key(), self.number)

    natural_key.dependencies = ["courses.unit"]  # type: ignore[attr-defined]
