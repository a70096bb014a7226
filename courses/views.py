"""Courses, their units, and joining them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from .models import Course, Unit


@require_safe
def course_detail(request: HttpRequest, course: str) -> HttpResponse:
    found = get_object_or_404(Course.objects.prefetch_related("units"), slug=course)
    return render(request, "courses/course_detail.html", {"course": found})


@require_POST
def course_join(request: HttpRequest, course: str) -> HttpResponse:
    raise NotImplementedError


@require_safe
def unit_detail(request: HttpRequest, course: str, number: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.select_related("course"), course__slug=course, number=number)
    return render(request, "courses/unit_detail.html", {"unit": unit})
