"""The course bibliography, and the page of one source."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import address
from accounts.models import Viewer
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first
from courses.models import Course
from sources import actions
from sources.models import Source, SourceMerge, UnitSource

from ..authorship import names
from ..citing.styles import style_for
from ..exports.files import FORMATS
from ..models import Post
from ..numbers import number
from ..paging import page_of
from .citations import citations_in, essays_by_locator
from .facts import facts, texts
from .forms import BrowseForm
from .references import references
from .rights import belongs_to
from .uses import essays_citing, essays_only_listing

NO_SOURCE = "There is no source at this address."
MOST_LISTED = 50
# What a reader's browser keeps of a card while they read on.
CARD_SECONDS = 300


@require_safe
def source_list(request: HttpRequest, course: str) -> HttpResponse:
    found = get_object_or_404(Course.objects.select_related("citation_policy"), slug=course)
    form = BrowseForm(request.GET, course=found, user=request.user)
    asked_by = UnitSource.objects.select_related("unit").order_by("unit__number")
    rows = form.rows().prefetch_related(Prefetch("unit_sources", asked_by))
    page = page_of(rows, request)
    for source in page.rows:
        source.course = found
    style = style_for(request, found)
    drawn = references(page.rows, style)
    context = {
        "course": found,
        "form": form,
        "page": page,
        "count": rows.count(),
        "style": style,
        "references": drawn,
        "is_ready": not style.is_rendered or all(reference.is_ready for reference in drawn),
        "may_add": belongs_to(request.user, found),
        "teaches": found.is_taught_by(request.user),
    }
    return render(request, "blog/source_list.html", context)


@require_safe
def source_detail(request: HttpRequest, course: str, key: str) -> HttpResponse:
    source = visible_source(request.user, course, key)
    if source is None:
        return _moved(request, course, key)
    style = style_for(request, source.course)
    reference = references([source], style)[0]
    page = page_of(essays_by_locator(source, request.user), request)
    context = {
        "source": source,
        "course": source.course,
        "reference": reference,
        "is_ready": reference.is_ready,
        "style": style,
        "facts": facts(source.csl),
        "texts": texts(source.csl),
        "formats": FORMATS.values(),
        "page": page,
        "cited_in": essays_citing(source, request.user).count(),
        "citings": citations_in(page.rows, source, request.user, reference.short),
        "asked_by": source.unit_sources.select_related("unit").order_by("unit__number"),
    }
    context |= _listing(source, request.user) | _rights(source, request.user)
    return render(request, "blog/source_detail.html", context)


@require_safe
def source_card(request: HttpRequest, course: str, key: str) -> HttpResponse:
    """What a citation's card shows of its source; `?essay=` is the one that it stands in, and not counted."""
    source = visible_source(request.user, course, key)
    if source is None:
        return _moved(request, course, key)
    own = number(request.GET.get("essay", ""))
    context = {
        "source": source,
        "reference": references([source], style_for(request, source.course))[0],
        "others": essays_citing(source, request.user).exclude(pk=own).count(),
        "own": own,
    }
    response = render(request, "blog/source_card.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = f"private, max-age={CARD_SECONDS}"
    return response


@require_POST
@sign_in_first(lambda course, key: address("blog:source_detail", course, key))
def source_share(request: SignedInRequest, course: str, key: str) -> HttpResponse:
    """Put what an essay lists into the course's library."""
    source = source_here(request.user, course, key)
    if not belongs_to(request.user, source.course):
        raise PermissionDenied
    if actions.share(source=source):
        messages.success(request, f"“{source}” is in the library of {source.course} now.")
    return redirect(source)


def _listing(source: Source, user: Viewer) -> dict[str, Any]:
    """The newest of the essays that list `source` and cite it nowhere, and how many more there are."""
    essays = essays_only_listing(source, user).newest_first().with_names(user).select_related("course")
    shown = list(essays.only("title", "slug", "course__slug", *names.SHOWN)[:MOST_LISTED])
    more = essays.count() - MOST_LISTED if len(shown) == MOST_LISTED else 0
    return {"listing": shown, "more_listing": more}


def _rights(source: Source, user: Viewer) -> dict[str, Any]:
    belongs = belongs_to(user, source.course)
    return {
        "may_add": belongs,
        "may_share": belongs and source.shared_at is None,
        "may_edit": Source.objects.editable_by(user).filter(pk=source.pk).exists(),
        "essay": Post.objects.visible_to(user).filter(cited_as__source=source).first(),
    }


def visible_source(user: Viewer, course: str, key: str) -> Source | None:
    """The source at an address, with its course; None where `user` sees none."""
    sources = Source.objects.visible_to(user).select_related("course__citation_policy")
    return sources.filter(course__slug=course, key=key).first()


def source_here(user: Viewer, course: str, key: str) -> Source:
    """The same. Raises Http404 where `user` sees none."""
    source = visible_source(user, course, key)
    if source is None:
        raise Http404(NO_SOURCE)
    return source


def _moved(request: HttpRequest, course: str, key: str) -> HttpResponse:
    """What was merged into another source is found there. Raises Http404 where nothing was."""
    visible = Source.objects.visible_to(request.user)
    merge = (
        SourceMerge.objects.filter(course__slug=course, key=key, kept__in=visible)
        .select_related("kept")
        .first()
    )
    if merge is None or request.resolver_match is None:
        raise Http404(NO_SOURCE)
    return HttpResponsePermanentRedirect(address(request.resolver_match.view_name, course, merge.kept.key))
