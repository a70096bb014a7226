"""Lists of answers, and what a class missed."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedInRequest
from blog.paging import page_of
from courses.models import Course

from .lists import answers_to_mark, own_answers
from .results import questions_of, results_of
from .table import as_csv

# So long a marking by somebody else is called new.
NEW = timedelta(days=7)


@require_safe
@login_required
def answer_mine(request: SignedInRequest) -> HttpResponse:
    context = {"page": page_of(own_answers(request.user), request), "new_since": timezone.now() - NEW}
    return render(request, "studynotes/answer_mine.html", context)


@require_safe
@login_required
def answer_list(request: SignedInRequest) -> HttpResponse:
    """Others' answers that the reader may mark; `?show=all` those marked already too."""
    waiting = request.GET.get("show") != "all"
    page = page_of(answers_to_mark(request.user, waiting=waiting), request)
    return render(request, "studynotes/answer_list.html", {"page": page, "waiting": waiting})


@require_safe
@login_required
def result_list(request: SignedInRequest, course: str) -> HttpResponse:
    found = _taught(request.user, course)
    results = results_of(found, questions_of(found, request.user), request.user)
    return render(request, "studynotes/result_list.html", {"course": found, "results": results})


@require_safe
@login_required
def result_detail(request: SignedInRequest, course: str, question: int) -> HttpResponse:
    found = _taught(request.user, course)
    asked = get_object_or_404(questions_of(found, request.user), pk=question)
    (result,) = results_of(found, [asked], request.user)
    return render(request, "studynotes/result_detail.html", {"course": found, "result": result})


@require_safe
@login_required
def result_export(request: SignedInRequest, course: str) -> HttpResponse:
    found = _taught(request.user, course)
    table = as_csv(results_of(found, questions_of(found, request.user), request.user))
    name = f'attachment; filename="results-{found.slug}.csv"'
    # A byte order mark tells Excel that it is UTF-8.
    return HttpResponse(
        "\ufeff" + table, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


def _taught(user: User, slug: str) -> Course:
    found = get_object_or_404(Course, slug=slug)
    if not found.is_taught_by(user):
        raise PermissionDenied
    return found
