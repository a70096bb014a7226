"""What a course's staff decide about the people who write in it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from accounts.moments import moment_column
from accounts.requests import SignedInRequest
from accounts.texts import LineField
from courses.admin import MembershipAdmin
from courses.admin_filters import CourseFilter, ScopedFilter
from courses.admin_scope import ReadOnly
from courses.models import TEACHING_ROLES, Course, Membership, Standing

from .admin_list import list_address
from .models import Comment
from .moderation.offered import MAX_REASON_LENGTH
from .moderation.standings import lift_standing, set_standing

MAX_LINES_SHOWN = 20
Level = Standing.Level


class StandingForm(forms.Form):
    level = forms.ChoiceField(
        choices=[
            (Level.NONE, "As everyone: nothing is decided about them"),
            (Level.TRUSTED, "Trusted: their comments pass every rule"),
            (Level.LIMITED, "Limited: every comment of theirs waits"),
            (Level.SILENCED, "Silenced: they read, and write no comments"),
            (Level.EXCLUDED, "Removed from the course: their membership ends"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    until = forms.DateField(
        label="Until the end of",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Empty: until somebody decides otherwise.",
    )
    reason = LineField(
        required=False,
        max_length=MAX_REASON_LENGTH,
        help_text="Kept in the moderation log. Who is limited, silenced or removed reads it when they write.",
    )

    def clean_until(self) -> datetime | None:
        day = self.cleaned_data["until"]
        until = timezone.make_aware(datetime.combine(day, time.max)) if day else None
        if until and until <= timezone.now():
            raise forms.ValidationError("That day has passed.")
        return until

    def clean(self) -> dict[str, Any]:
        level, reason = self.cleaned_data.get("level"), self.cleaned_data.get("reason")
        if level not in (None, Level.NONE, Level.TRUSTED) and not reason and "reason" not in self.errors:
            self.add_error("reason", "Say why.")
        return self.cleaned_data


class LevelFilter(ScopedFilter):
    title = parameter_name = lookup = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), label) for value, label in Level.choices if value != Level.NONE]


@admin.register(Standing)
class StandingAdmin(ReadOnly):
    list_display = ["person", "level", "until_shown", "reason", "set_by", "set_shown", "course"]
    list_display_links = None
    list_filter = [CourseFilter, LevelFilter]
    # No address: of who is no member, the course's staff have no business to know it.
    search_fields = ["user__display_name", "reason"]
    search_help_text = "Name or reason"
    ordering = ["-set_at"]
    fields = ["person", "course", "level", "until_shown", "reason", "set_by", "set_shown"]
    until_shown = moment_column("until", "until")
    set_shown = moment_column("set_at", "when")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("course", "user", "set_by")

    @admin.display(ordering="user__display_name")
    def person(self, standing: Standing) -> SafeString:
        return _decide_link(standing.course_id, standing.user_id, standing.user.display_name)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.decide_view)
        route = "decide/<int:course>/<int:user>/"
        return [path(route, view, name="courses_standing_decide"), *super().get_urls()]

    def decide_view(self, request: SignedInRequest, course: int, user: int) -> HttpResponse:
        """One person in one course: what is decided about them, and the form that decides."""
        home = get_object_or_404(Course.objects.taught_by(request.user), pk=course)
        person = get_object_or_404(_people_of(home), pk=user)
        there = Standing.objects.in_force().filter(course=home, user=person).first()
        form = StandingForm(request.POST if request.method == "POST" else None, initial=_initial(there))
        if request.method != "POST" or not form.is_valid():
            return self._page(request, home, person, form)
        given = form.cleaned_data
        people = {"course": home, "user": person, "by": request.user, "reason": given["reason"]}
        if given["level"] == Level.NONE:
            lift_standing(**people)
        else:
            set_standing(level=given["level"], until=given["until"], **people)
        said = f"{person.display_name}: {Level(given['level']).label.lower()}."
        self.message_user(request, said, messages.SUCCESS)
        return redirect(_back(request, home))

    def _page(
        self, request: SignedInRequest, course: Course, person: User, form: StandingForm
    ) -> HttpResponse:
        written = Comment.objects.filter(post__course=course, author=person)
        log = course.moderation_log.filter(person=person).select_related("moderator")
        context = {
            **self.admin_site.each_context(request),
            "title": person.display_name,
            "opts": self.opts,
            "form": form,
            "person": person,
            "course": course,
            "role": Membership.objects.filter(course=course, user=person).first(),
            "written": written.count(),
            "log": log[:MAX_LINES_SHOWN],
            "back": _back(request, course),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/courses/standing/decide.html", context, status=status)


def _back(request: HttpRequest, course: Course) -> str:
    """To the list with the link to the person: that of comments as it was filtered, or of standings."""
    if request.GET.get("back") == "comments":
        return list_address(request.GET.get("_changelist_filters", ""))
    return f"{reverse('admin:courses_standing_changelist')}?course={course.pk}"


def _people_of(course: Course) -> QuerySet[User]:
    """Whom a course's staff may decide about: its members, who wrote in it, and whom they decided about."""
    here = {"user": OuterRef("pk"), "course": course}
    wrote = Comment.objects.filter(author=OuterRef("pk"), post__course=course)
    member, known = Membership.objects.filter(**here), Standing.objects.filter(**here)
    return User.objects.filter(Q(Exists(member)) | Q(Exists(wrote)) | Q(Exists(known)))


def _initial(standing: Standing | None) -> dict[str, Any]:
    if standing is None:
        return {"level": Level.NONE}
    until = timezone.localtime(standing.until).date() if standing.until else None
    return {"level": standing.level, "until": until, "reason": standing.reason}


def _decide_link(course: int, user: int, text: str) -> SafeString:
    return format_html(
        '<a href="{}">{}</a>', reverse("admin:courses_standing_decide", args=[course, user]), text
    )


@admin.display(description="standing", empty_value="–")
def standing_of(membership: Any) -> str:
    """A column of the list of members; what their level is comes with its rows. Of staff, none."""
    if membership.role in TEACHING_ROLES:
        return ""
    level = Level(membership.level or Level.NONE)
    return _decide_link(membership.course_id, membership.user_id, level.label)


MembershipAdmin.list_display = [*MembershipAdmin.list_display, standing_of]
