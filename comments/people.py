"""People's pages. They are here because who may see one depends on essays and on comments."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User, Viewer
from blog.authorship.names import openly_said
from blog.feeds import Atom, SiteFeed
from blog.models import Authorship, Post, PostQuerySet
from courses.models import Membership

from .models import Comment


def visible_people(viewer: Viewer) -> QuerySet[User]:
    """The one gate to people's pages: those whom `viewer` meets on another page, and themselves.

    One meets who wrote an essay or a comment that one may see, under their own name, who leads a course, and
    the members of one's own courses. That somebody has an account is nobody else's business. Site staff
    meet everyone.
    """
    people = User.objects.filter(is_active=True)
    if viewer.is_active and viewer.is_staff:
        return people
    essays = Post.objects.visible_to(viewer).signed_for(viewer)
    wrote = essays.filter(author=OuterRef("pk"))
    shared = Authorship.objects.accepted().filter(user=OuterRef("pk"), post__in=essays)
    said = Comment.objects.visible_to(viewer).filter(openly_said(viewer), author=OuterRef("pk"))
    member = Membership.objects.visible_to(viewer).filter(user=OuterRef("pk"))
    met = Exists(member) | Exists(wrote) | Exists(shared) | Exists(said)
    return people.filter(Q(pk=viewer.pk) | met)


@require_safe
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    people = visible_people(request.user).select_related("portfolio")
    author = get_object_or_404(people, slug=slug)
    context = {
        "author": author,
        "address": request.build_absolute_uri(author.get_absolute_url()),
        "picture_address": request.build_absolute_uri(author.picture_url()) if author.picture else "",
    }
    return render(request, "comments/author_detail.html", context)


class AuthorFeed(SiteFeed):
    def get_object(self, request: HttpRequest, slug: str) -> User:
        return get_object_or_404(visible_people(request.user), slug=slug)

    def title(self, obj: User) -> str:
        return f"Essays by {obj.display_name}"

    def posts(self, obj: User) -> PostQuerySet:
        return Post.objects.signed_for(AnonymousUser()).written_by(obj.pk)


class AuthorAtom(Atom, AuthorFeed):
    pass
