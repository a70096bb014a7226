"""What search engines are told of study notes: the specifications, and what is published on their topics."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from .models import Specification, StudyNote


class NoteSitemap(Sitemap):
    limit = 1000

    def items(self) -> QuerySet[StudyNote]:
        public = StudyNote.objects.visible_to(AnonymousUser()).published()
        shown = public.select_related("topic__specification")
        return shown.only("updated_at", "topic__slug", "topic__specification__slug").order_by("pk")

    def lastmod(self, item: StudyNote) -> datetime:
        return item.updated_at


class SpecificationSitemap(Sitemap):
    limit = 1000

    def items(self) -> QuerySet[Specification]:
        return Specification.objects.order_by("pk")


SITEMAPS = {"study-notes": NoteSitemap, "specifications": SpecificationSitemap}
