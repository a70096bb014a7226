"""What `sources` asks of essays: whose lists name a source (sources/lists.py)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import Viewer
from courses.access import readable_by
from sources import lists
from sources.lists import Lists

from ..models import BibliographyEntry, Post, SourceProposal

BEYOND_WRITERS = [status for status in Post.Status if status != Post.Status.DRAFT]


def register() -> None:
    lists.register(Lists(_readable, _public, BibliographyEntry.objects.all))
    lists.register(Lists(_suggested, SourceProposal.objects.none, SourceProposal.objects.all))


def _readable(user: Viewer) -> QuerySet[Any]:
    return BibliographyEntry.objects.filter(readable_by(user, "post__"))


def _public() -> QuerySet[Any]:
    return BibliographyEntry.objects.filter(post__status__in=BEYOND_WRITERS)


def _suggested(user: Viewer) -> QuerySet[Any]:
    """What an author accepted stands with the list."""
    return SourceProposal.objects.accepted().filter(readable_by(user, "post__"))
