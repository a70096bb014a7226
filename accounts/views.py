"""People's pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from . import pictures
from .models import User


@require_safe
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    author = get_object_or_404(User, slug=slug)
    return render(request, "accounts/author_detail.html", {"author": author})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile_edit(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


@require_safe
def picture_show(request: HttpRequest, name: str) -> HttpResponse:
    return pictures.serve("pictures", name, public=True)
