"""What essays add to the admin of sources: their uses, their files, their merging, and a course's policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize

from courses.admin_filters import CourseFilter, ScopedFilter
from courses.admin_scope import PartInline, teaching
from sources.admin import LibraryFilter, TypeFilter
from sources.admin import SourceAdmin as Records
from sources.models import CitationPolicy
from sources.styling.styles import Style

from .admin_merging import MergesSources
from .citing.actions import sources_changed
from .citing.tasks import set_course
from .exports.bibliography import Bibliography
from .exports.files import FORMATS
from .models import BibliographyEntry, Citation, Post

# A file of more is a library's, and the library's page makes it.
MAX_EXPORTED = 1000
# What a message says of a file's losses; the file, or the record, has the rest.
MAX_LOSSES_TOLD = 5


class UseFilter(ScopedFilter):
    title = "use"
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("cited", "Cited in essays"), ("listed", "Listed, never cited"), ("unused", "In no essay")]

    def chosen(self, queryset: QuerySet, value: str) -> QuerySet:
        if value == "cited":
            return queryset.filter(citation_count__gt=0)
        uncited = queryset.filter(citation_count=0)
        return uncited.filter(essay_count__gt=0) if value == "listed" else uncited.filter(essay_count=0)


class SourceAdmin(MergesSources, Records):
    change_list_template = "admin/sources/source/list.html"
    list_display = ["named", "first_author", "year", "kind", "uses", "place", "course"]
    list_filter = [CourseFilter, TypeFilter, UseFilter, LibraryFilter]
    actions = ["merge_chosen", "export_biblatex", "export_ris", "export_csl"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the citations and the essays that are not drafts: those are their authors' alone."""
        return (
            super()
            .get_queryset(request)
            .annotate(
                citation_count=_count(Citation.objects.all(), "pk"),
                essay_count=_count(BibliographyEntry.objects.all(), "post"),
            )
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change:
            sources_changed([obj])

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        # The course whose library the list is.
        home = teaching(request).chosen(request.GET.get("course", ""))
        return super().changelist_view(request, {"home": home, **(extra_context or {})})

    @admin.display(ordering="citation_count")
    def uses(self, source: Any) -> str:
        if not source.essay_count:
            return "None"
        citations = f"{source.citation_count} citation{pluralize(source.citation_count)}"
        return f"{citations} in {source.essay_count} essay{pluralize(source.essay_count)}"

    @admin.action(description="Export as BibLaTeX", permissions=["view"])
    def export_biblatex(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return self._export(request, chosen, "bib")

    @admin.action(description="Export as RIS", permissions=["view"])
    def export_ris(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return self._export(request, chosen, "ris")

    @admin.action(description="Export as CSL-JSON", permissions=["view"])
    def export_csl(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return self._export(request, chosen, "json")

    def _export(self, request: HttpRequest, chosen: QuerySet, extension: str) -> HttpResponse | None:
        """The file; what it could not hold is said on the next page."""
        sources = list(chosen[: MAX_EXPORTED + 1])
        if len(sources) > MAX_EXPORTED:
            self.message_user(request, f"Choose at most {MAX_EXPORTED:,} sources.", messages.ERROR)
            return None
        items = [source.item() for source in sources]
        if losses := FORMATS[extension].losses(items):
            self.message_user(request, _told(FORMATS[extension].label, losses), messages.WARNING)
        return Bibliography("Sources", "sources", items).download(extension)


def _told(label: str, losses: list[str]) -> str:
    more = len(losses) - MAX_LOSSES_TOLD
    said = [*losses[:MAX_LOSSES_TOLD], *([f"and {more} more"] if more > 0 else [])]
    return f"{label} could not hold all of what you exported. {'; '.join(said)}."


def _count(rows: QuerySet, counted: str) -> Coalesce:
    """Without joining one kind of row with the other."""
    ours = rows.filter(source=OuterRef("pk")).exclude(post__status=Post.Status.DRAFT).order_by()
    totals = ours.values("source").annotate(total=Count(counted)).values("total")
    return Coalesce(Subquery(totals), 0)


class PolicyFormSet(BaseInlineFormSet):
    def save(self, commit: bool = True) -> Iterable[CitationPolicy]:
        """A new style of the course is set in the essays that it has already."""
        saved = super().save(commit)
        for policy in saved:
            if Style(policy.style).is_rendered:
                set_course.enqueue(policy.course_id, policy.style)
        return saved


class CitationPolicyInline(PartInline, admin.StackedInline):
    """How a course cites, on its page: for its instructors to set."""

    model = CitationPolicy
    formset = PolicyFormSet
    fields = ["style", "shows_ledger", "requires_sources"]
    verbose_name = verbose_name_plural = "citations"
    extra = max_num = 1
    can_delete = False
