"""The page of one's own essays."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from courses.models import Course

from ..paging import page_of
from .copies import by_post, copies_of, not_begun
from .rows import own_posts, rows_of
from .units import units_to_begin


@require_safe
@login_required
def post_mine(request: SignedInRequest) -> HttpResponse:
    page = page_of(own_posts(request.user), request)
    is_first = page.number == 1
    copies = copies_of(request.user)
    context = {
        "page": page,
        "rows": rows_of(page.rows, by_post(copies)),
        "unsaved": not_begun(copies) if is_first else [],
        "units": units_to_begin(request.user, timezone.now()) if is_first else [],
        # Asked only where it is said.
        "courses": Course.objects.joined_by(request.user) if is_first and not page.rows else (),
    }
    return render(request, "blog/post_mine.html", context)
