"""Merging in the admin: which sources may be one work, and the page that asks which of them stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode

from accounts.requests import SignedInRequest
from courses.admin_scope import teaching
from sources import merging
from sources.formats.line import is_bare
from sources.likeness import Library
from sources.models import Source

from .merging import MAX_AT_ONCE, merge
from .numbers import number

# A course's library; of more, those that were added last are compared.
MAX_COMPARED = 2000
MAX_GROUPS = 50


class MergeForm(forms.Form):
    kept = forms.ModelChoiceField(
        Source.objects.none(), empty_label=None, error_messages={"required": "Choose which one stays."}
    )
    fill = forms.BooleanField(
        label="Take over the fields that the one that stays lacks", required=False, initial=True
    )

    def __init__(self, *args: Any, sources: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = sources  # type: ignore[attr-defined]


class MergesSources(admin.ModelAdmin):
    @admin.action(description="Merge…", permissions=["change"])
    def merge_chosen(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        keys = list(chosen.order_by("pk").values_list("pk", flat=True)[: MAX_AT_ONCE + 2])
        if not 2 <= len(keys) <= MAX_AT_ONCE + 1:
            words = f"Choose two sources or more, and at most {MAX_AT_ONCE + 1}, that are one work."
            self.message_user(request, words, messages.ERROR)
            return None
        address = reverse("admin:sources_source_merge")
        return redirect(f"{address}?{urlencode({'ids': keys}, doseq=True)}")

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("merge/", guarded(self.merge_view), name="sources_source_merge"),
            path("duplicates/", guarded(self.duplicates_view), name="sources_source_duplicates"),
            *super().get_urls(),
        ]

    def merge_view(self, request: SignedInRequest) -> HttpResponse:
        """GET asks which of `ids` stays, POST acts."""
        sources = self._asked_for(request)
        sent = request.POST if request.method == "POST" else None
        form = MergeForm(sent, sources=sources, initial={"kept": _best(sources)})
        if request.method == "POST" and form.is_valid() and (kept := self._merge(request, form, sources)):
            if request.GET.get("from") == "duplicates":
                return redirect(f"{reverse('admin:sources_source_duplicates')}?course={kept.course_id}")
            return redirect("admin:sources_source_change", kept.pk)
        rows = list(sources)
        context = {
            **self.admin_site.each_context(request),
            "title": "Merge sources",
            "opts": self.opts,
            "form": form,
            "chosen": form["kept"].value(),
            "sources": rows,
            "fields": merging.compared([source.csl for source in rows]),
        }
        page = "admin/sources/source/merge.html"
        return TemplateResponse(request, page, context, status=422 if form.errors else 200)

    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        """The sources of a course that may be one work, in groups."""
        asked, taught = request.GET.get("course", ""), teaching(request)
        home = taught.chosen(asked)
        if asked and (home is None or str(home.pk) != asked):
            raise Http404
        sources = self.get_queryset(request).filter(course=home).order_by("-created_at", "-pk")
        groups = alike_groups(list(sources[:MAX_COMPARED]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Possible duplicates",
            "opts": self.opts,
            "courses": taught.courses,
            "home": home,
            "groups": [group[: MAX_AT_ONCE + 1] for group in groups[:MAX_GROUPS]],
            "more": max(0, len(groups) - MAX_GROUPS),
        }
        return TemplateResponse(request, "admin/sources/source/duplicates.html", context)

    def _asked_for(self, request: HttpRequest) -> QuerySet:
        asked = {number(key) for key in request.GET.getlist("ids")}
        sources = self.get_queryset(request).filter(pk__in=asked).order_by("pk")
        if not 2 <= len(asked) <= MAX_AT_ONCE + 1 or sources.count() < len(asked):
            raise Http404
        return sources

    def _merge(self, request: SignedInRequest, form: MergeForm, sources: QuerySet) -> Source | None:
        kept = form.cleaned_data["kept"]
        others = [source for source in sources if source.pk != kept.pk]
        try:
            log = merge(kept=kept, others=others, by=request.user, fill=form.cleaned_data["fill"])
        except ValidationError as error:
            form.add_error(None, error)
            return None
        keys = ", ".join(line.key for line in log)
        self.log_change(request, kept, f"Merged with {keys}.")
        words = f"{keys} merged into “{kept}”. What cited or listed it points here now."
        self.message_user(request, words, messages.SUCCESS)
        return kept


def alike_groups(sources: list[Source]) -> list[list[Source]]:
    """The sources that may be one work, each group in the order given; the likest group first."""
    rows = {str(source.pk): source for source in sources}
    items = [{**source.csl, "id": key} for key, source in rows.items()]
    library = Library(items)
    pairs = [(item["id"], other, score) for item in items for other, score in library.alike(item)]
    group_of = {key: {key} for key in rows}
    for one, other, _ in pairs:
        joined = group_of[one] | group_of[other]
        group_of.update(dict.fromkeys(joined, joined))
    likest = {frozenset(group): 0.0 for group in group_of.values() if len(group) > 1}
    for one, _, score in pairs:
        group = frozenset(group_of[one])
        likest[group] = max(likest[group], score)
    ordered = sorted(likest, key=lambda group: -likest[group])
    return [[source for key, source in rows.items() if key in group] for group in ordered]


def _best(sources: QuerySet) -> int | None:
    """A work that was taken apart before a line; then the one that most essays cite, and that says most."""
    ranked = ((not is_bare(s.csl), s.citation_count, s.essay_count, len(s.csl), s.pk) for s in sources)
    return max(ranked, default=(None,))[-1]
