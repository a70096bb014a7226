"""A topic's page."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import KeyTerm, StudyNote, Topic
from ..tree.places import places_of, surroundings


@require_safe
def note_detail(request: HttpRequest, specification: str, topic: str) -> HttpResponse:
    """The topic's study note, or what stands around it where this reader sees none."""
    writes = Topic.objects.editable_by(request.user).filter(pk=OuterRef("pk"))
    found = get_object_or_404(
        Topic.objects.select_related("specification__subject").annotate(is_writer=Exists(writes)),
        specification__slug=specification,
        slug=topic,
    )
    note = StudyNote.objects.visible_to(request.user).filter(topic=found).defer("body").first()
    terms = KeyTerm.objects.visible_to(request.user).filter(note=note).only("term", "slug") if note else []
    context = {
        "topic": found,
        "specification": found.specification,
        "note": note,
        "terms": terms,
        "around": surroundings(places_of(found.specification, request.user), found.pk),
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    return render(request, "studynotes/note_detail.html", context)
