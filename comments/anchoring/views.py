"""The passages of an essay that replies answer, for its page: of a long thread it shows one part."""

from __future__ import annotations

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from blog.authorship.names import said_mask
from blog.models import Post

from .. import cookies
from ..models import Comment, Passage

# More marks would hide the essay.
MOST_PASSAGES = 2_000


@require_safe
def passage_list(request: HttpRequest, course: str, slug: str) -> JsonResponse:
    posts = Post.objects.visible_to(request.user).only("pk")
    post = get_object_or_404(posts, course__slug=course, slug=slug)
    seen = Comment.objects.visible_to(request.user, own=cookies.own_of(request)).filter(post=post)
    placed = Passage.objects.placed().filter(comment__in=seen.values("pk"))
    masked = NullIf(said_mask(request.user, "comment__"), Value(""))
    guest = NullIf("comment__guest_name", Value(""))
    name = Coalesce(masked, guest, "comment__author__display_name")
    rows = placed.order_by("start", "pk").values_list("pk", "start", "end", name)[:MOST_PASSAGES]
    keys = ("comment", "start", "end", "name")
    response = JsonResponse({"passages": [dict(zip(keys, row, strict=True)) for row in rows]})
    response["Cache-Control"] = "private, no-cache"
    return response
