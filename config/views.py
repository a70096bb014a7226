"""What machines ask of the site: whether it works, and what they may crawl."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    try:
        connection.ensure_connection()
        connection.cursor().execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers need not fetch: forms, and the same thread once per reply link."""
    address = request.build_absolute_uri(reverse("sitemap"))
    rules = ["User-agent: *", "Disallow: /accounts/", "Disallow: /admin/", "Disallow: /*?replytocom="]
    return HttpResponse("\n".join([*rules, f"Sitemap: {address}\n"]), content_type="text/plain")
