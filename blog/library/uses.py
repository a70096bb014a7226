"""Which essays use a source, by listing or by citing it: those that the viewer may read, never another."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import Viewer
from courses.access import readable_by
from sources.models import Source, SourceQuerySet

from ..models import BibliographyEntry, Citation, Post, PostQuerySet


def with_uses(sources: SourceQuerySet, user: Viewer) -> SourceQuerySet:
    """Each with `uses`: the number of essays that use it.

    Two subqueries from the source's own rows: a join with both tables would count every pair.
    """
    of_source = Q(source=OuterRef("pk")) & readable_by(user, "post__")
    in_list = BibliographyEntry.objects.filter(post=OuterRef("post"), source=OuterRef("source"))
    listed = BibliographyEntry.objects.filter(of_source)
    cited_only = Citation.objects.filter(of_source).exclude(Exists(in_list))
    return sources.annotate(uses=_number(listed) + _number(cited_only))


def of_person(sources: SourceQuerySet, user: Viewer) -> SourceQuerySet:
    """Those that `user` added, and those that their own essays list."""
    listed = BibliographyEntry.objects.filter(post__in=Post.objects.editable_by(user))
    return sources.filter(Q(added_by=user.pk) | Q(pk__in=listed.values("source")))


def essays_citing(source: Source, user: Viewer) -> PostQuerySet:
    return Post.objects.visible_to(user).filter(pk__in=_citations(source))


def essays_listing(source: Source, user: Viewer) -> PostQuerySet:
    listing = BibliographyEntry.objects.filter(source=source).values("post")
    return Post.objects.visible_to(user).filter(pk__in=listing)


def essays_only_listing(source: Source, user: Viewer) -> PostQuerySet:
    """The essays whose list has `source`, and whose text has not."""
    return essays_listing(source, user).exclude(pk__in=_citations(source))


def _number(rows: QuerySet) -> Coalesce:
    numbers = rows.order_by().values("source").annotate(number=Count("post", distinct=True))
    return Coalesce(Subquery(numbers.values("number")), Value(0))


def _citations(source: Source) -> QuerySet:
    return Citation.objects.filter(source=source).values("post")
