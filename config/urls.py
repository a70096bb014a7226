from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from blog.sitemaps import SITEMAPS
from studynotes.sitemaps import SITEMAPS as NOTE_SITEMAPS

from . import views
from .apps import load_pages

load_pages()

urlpatterns = [
    path("admin/", admin.site.urls),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS | NOTE_SITEMAPS}, name="sitemap"),
    path("accounts/", include("accounts.allauth_urls")),
    path("", include("accounts.urls")),
    path("", include("courses.urls")),
    path("", include("blog.urls")),
    path("", include("comments.urls")),
    path("", include("studynotes.urls")),
    path("", include("transfer.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler429 = "config.errors.too_many_requests"
handler500 = "config.errors.server_error"
