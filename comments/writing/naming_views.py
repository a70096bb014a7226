"""Names to be completed after an @."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.texts import storable
from blog.views import visible_post

from ..naming import offered, people_here


@require_safe
def mention_find(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """`?q=` the beginning of a name: {"names": […]}, those alone whom the writer meets here anyway."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    post = visible_post(request.user, course, slug)
    typed = storable(request.GET.get("q", ""))
    response = JsonResponse({"names": offered(people_here(post, request.user), typed)})
    response["Cache-Control"] = "private, no-store"
    return response
