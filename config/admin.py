"""The admin site: the stock admin, open to site staff and to the staff of courses."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from courses.models import Course


class AdminSite(admin.AdminSite):
    site_title = site_header = "Colloquy"
    index_title = "Teach and moderate"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and (user.is_staff or Course.objects.taught_by(user).exists())
