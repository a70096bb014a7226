"""The admin site: the stock admin, open to site staff and to the staff of courses."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib import admin, auth
from django.contrib.admin.utils import unquote
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import form_methods
from courses.admin_scope import teaching

# What a teacher comes for stands first.
APP_ORDER = ["comments", "blog", "courses", "sources", "studynotes", "accounts"]
MODEL_ORDER = [
    "Comment",
    "ModerationEntry",
    "ModerationPolicy",
    "Post",
    "Category",
    "Tag",
    "Image",
    "Course",
    "Unit",
    "Membership",
    "Standing",
    "Source",
    "UnitSource",
    "SourceMerge",
]


class AdminSite(admin.AdminSite):
    site_title = site_header = "Colloquy"
    index_title = "Teach and moderate"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and teaching(request).may_teach()

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """The stock wrapper sends everyone it refuses to sign in, signed in or not, for ever."""
        stock = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if self.has_permission(request):
                return stock(request, *args, **kwargs)
            return self._refuse(request, request.get_full_path())

        # The stock views take any method, TRACE as well, for a GET.
        return form_methods(update_wrapper(guarded, stock))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one page to sign in, allauth's, with its limits.

        (allauth's own `secure_admin_login` lets in nobody but site staff.)
        """
        if self.has_permission(request):
            return redirect("admin:index", permanent=False)
        return self._refuse(request, request.GET.get("next") or reverse("admin:index"))

    def _refuse(self, request: HttpRequest, back_to: str) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied
        response = redirect_to_login(back_to)
        add_never_cache_headers(response)
        return response

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return require_POST(_sign_out)(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return self.password_change(request)

    def get_urls(self) -> list[Any]:
        shortcut = path(
            "r/<path:content_type_id>/<path:object_id>/",
            self.admin_view(require_safe(self.view_on_site)),
            name="view_on_site",
        )
        return [shortcut, *super().get_urls()]

    def view_on_site(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        """The stock view leads to any object at all, and an essay's address tells its title."""
        content_type = ContentType.objects.filter(pk=content_type_id if content_type_id.isdecimal() else 0)
        model = next((found.model_class() for found in content_type), None)
        if model is None or not self.is_registered(model):
            raise Http404
        model_admin = self.get_model_admin(model)
        obj = model_admin.get_object(request, unquote(object_id))
        if obj is None or not model_admin.has_view_permission(request, obj):
            raise Http404
        if not hasattr(obj, "get_absolute_url"):
            raise Http404
        return redirect(obj)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"], MODEL_ORDER))
        return sorted(apps, key=lambda app: _place(app["app_label"], APP_ORDER))


def _place(name: str, order: list[str]) -> int:
    return order.index(name) if name in order else len(order)


def _sign_out(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return redirect("blog:home")
