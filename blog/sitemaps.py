"""What search engines are told of: public essays and the courses."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from courses.models import Course

from .models import Post


class PostSitemap(Sitemap):
    limit = 1000

    def items(self) -> QuerySet[Post]:
        public = Post.objects.visible_to(AnonymousUser()).published()
        return public.select_related("course").only("slug", "updated_at", "course__slug").order_by("pk")

    def lastmod(self, item: Post) -> datetime:
        return item.updated_at


class CourseSitemap(Sitemap):
    limit = 1000

    def items(self) -> QuerySet[Course]:
        return Course.objects.order_by("pk")


SITEMAPS = {"essays": PostSitemap, "courses": CourseSitemap}
