"""Courses, their units, and joining them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import address
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first

from . import actions
from .models import Course, Membership, Unit, teaches


@require_safe
def course_detail(request: HttpRequest, course: str) -> HttpResponse:
    found = get_object_or_404(Course.objects.select_related("writing_policy"), slug=course)
    members = Membership.objects.visible_to(request.user).filter(course=found).by_role()
    mine = [member for member in members if member.user_id == request.user.pk]
    context = {
        "course": found,
        "units": found.units.defer("prompt"),
        "members": members,
        "is_member": bool(mine),
        "is_teacher": request.user.is_authenticated and teaches(request.user, mine[0].role if mine else None),
    }
    return render(request, "courses/course_detail.html", context)


@require_POST
@sign_in_first(lambda course: address("courses:course_detail", course))
def course_join(request: SignedInRequest, course: str) -> HttpResponse:
    found = get_object_or_404(Course, slug=course)
    if actions.join(course=found, user=request.user):
        messages.success(request, f"You are now a student of {found.title}.")
    return redirect(found)


@require_safe
def unit_detail(request: HttpRequest, course: str, number: int) -> HttpResponse:
    # The unit once for each of its questions: one query instead of two.
    rows: list[Any] = get_list_or_404(
        Unit.objects.select_related("course__writing_policy")
        .annotate(question=F("key_questions__text"))
        .order_by("key_questions__number"),
        course__slug=course,
        number=number,
    )
    unit = rows[0]
    context = {
        "unit": unit,
        "questions": [row.question for row in rows if row.question],
        "is_member": request.user.is_authenticated
        and Course.objects.joined_by(request.user).filter(pk=unit.course_id).exists(),
    }
    return render(request, "courses/unit_detail.html", context)
