"""What the cite button asks: which of the sources at hand is meant."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.models import Viewer
from accounts.texts import storable
from courses.models import Course
from sources.models import Source, SourceQuerySet
from sources.reference import plain_reference, short_reference

from ..models import BibliographyEntry, Post
from ..numbers import number
from .rights import belongs_to
from .searching import found_in

MOST_FOUND = 12


@require_safe
def source_find(request: HttpRequest, course: str) -> HttpResponse:
    """`?q=` words, `?essay=` the essay that is written: {"sources": [{key, label, line, year, mine}]}."""
    found = get_object_or_404(Course, slug=course)
    if not belongs_to(request.user, found):
        raise PermissionDenied
    words = storable(request.GET.get("q", "")).strip()
    essay = Post.objects.editable_by(request.user).filter(pk=number(request.GET.get("essay", ""))).first()
    rows = _sources(found, request.user, words, essay)
    response = JsonResponse({"sources": [_told(source) for source in rows]})
    response["Cache-Control"] = "private, no-store"
    return response


def _sources(course: Course, user: Viewer, words: str, essay: Post | None) -> SourceQuerySet:
    """The essay's own first, in its order; then whose name or key begins so; then the last added."""
    rows = Source.objects.visible_to(user).filter(course=course)
    if words:
        rows = rows.filter(pk__in=found_in(rows, words, course=course, user=user))
    entries = BibliographyEntry.objects.filter(post=essay, source=OuterRef("pk")).values("position")
    begins = Q(first_author__istartswith=words) | Q(key__istartswith=words) | Q(title__istartswith=words)
    rank = Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = rows.annotate(place=Subquery(entries[:1]), rank=rank)
    return rows.order_by(F("place").asc(nulls_last=True), "rank", "-created_at", "-pk")[:MOST_FOUND]


def _told(source: Source) -> dict[str, str | int | bool | None]:
    item = source.item()
    return {
        "key": source.key,
        "label": short_reference(item),
        "line": plain_reference(item),
        "year": source.year,
        "mine": source.place is not None,  # type: ignore[attr-defined]
    }
