"""The ways to a study note: by subject, and by specification."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.texts import one_line, storable

from ..models import Specification, StudyNote
from .places import places_of
from .searching import MAX_QUERY_LENGTH, found


@require_safe
def subject_list(request: HttpRequest) -> HttpResponse:
    readable = StudyNote.objects.visible_to(request.user)
    specifications = Specification.objects.select_related("subject").annotate(
        topic_count=Count("topics"),
        note_count=Count("topics", filter=Q(topics__note__in=readable)),
    )
    words = one_line(storable(request.GET.get("q", "")))[:MAX_QUERY_LENGTH]
    context = {"specifications": specifications, "words": words, "found": found(words, request.user)}
    return render(request, "studynotes/subject_list.html", context)


@require_safe
def specification_detail(request: HttpRequest, specification: str) -> HttpResponse:
    writes = Specification.objects.editable_by(request.user).filter(pk=OuterRef("pk"))
    kept = get_object_or_404(
        Specification.objects.select_related("subject", "course").annotate(is_writer=Exists(writes)),
        slug=specification,
    )
    context = {"specification": kept, "places": places_of(kept, request.user)}
    return render(request, "studynotes/specification_detail.html", context)
