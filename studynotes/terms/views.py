"""What a reader sees of a key term beside its study note: in an essay, and in which essays."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from blog import marks
from blog.models import Post
from blog.numbers import number
from blog.paging import page_of

from ..models import KeyTerm
from . import uses

# A note's definitions change seldom, and a reader opens several cards.
DEFINITION_SECONDS = 300


@require_safe
def term_definitions(request: HttpRequest, pk: int) -> HttpResponse:
    """What the terms mean that an essay uses: for static/js/terms.js, which shows them beside the words."""
    post = get_object_or_404(Post.objects.visible_to(request.user).only("pk"), pk=pk)
    terms = KeyTerm.objects.visible_to(request.user).filter(uses__post=post)
    rows = terms.select_related("note__topic__specification").defer("note__body", "note__body_html")
    response = render(request, "studynotes/term_definitions.html", {"terms": rows})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = f"private, max-age={DEFINITION_SECONDS}"
    return response


@require_POST
def terms_choose(request: HttpRequest) -> HttpResponse:
    """Keep whether a reader sees key terms in essays, and go on with the `post` that they see."""
    choice = request.POST.get("terms")
    if choice not in ("shown", "hidden"):
        raise Http404("Key terms are shown or hidden.")
    posts = Post.objects.visible_to(request.user).select_related("course")
    response = redirect(get_object_or_404(posts, pk=number(request.POST.get("post", ""))))
    marks.keep_choice(request, response, are_wanted=choice == "shown")
    return response


@require_safe
def term_detail(request: HttpRequest, specification: str, topic: str, slug: str) -> HttpResponse:
    """A key term, and every essay that uses it among those that the reader may see."""
    terms = KeyTerm.objects.visible_to(request.user).select_related("note__topic__specification__subject")
    place = {"note__topic__specification__slug": specification, "note__topic__slug": topic}
    term = get_object_or_404(terms.defer("note__body", "note__body_html"), slug=slug, **place)
    page = page_of(uses.of_term(term, request.user), request)
    context = {"term": term, "page": page, "passages": uses.passages(page.rows, request.user)}
    return render(request, "studynotes/term_detail.html", context)
