"""Marks the key terms in an essay when its text is drawn, and keeps where it uses them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Viewer
from accounts.prepared import Prepared
from blog import followers, markup
from blog.citing.reciting import mark
from blog.models import Post, Rendering

from ..models import KeyTerm, TermUse, UnitTopic
from . import marking
from .marking import Use
from .vocabulary import Term, Vocabulary


def mark_terms(post: Post, drawn: str, style: str) -> str:
    """`drawn` with its terms marked; "" where there are none, or its author wants none marked.

    What the words as written name is stored, whatever its author wants: a topic's page lists it. In a
    course without terms that is nothing, whatever they named in another.
    """
    rows = _terms.rows(AnonymousUser(), post=post.pk, course=post.course_id)
    vocabulary = Vocabulary(
        Term(row.pk, row.get_absolute_url(), (row.term, *row.spellings)) for row in rows if row.is_taught
    )
    html, uses = marking.mark(drawn, vocabulary) if vocabulary else ("", [])
    if not style and rows:
        _keep(post, uses)
    return markup.marked(html) if html and post.marks_terms else ""


def _terms_of(viewer: Viewer, post: int, course: int) -> QuerySet[KeyTerm]:
    """The terms of the topics that the essay's course uses, `is_taught`, those of its own unit first; and
    those that a use is stored of, whose course it may have left: one query for both.
    """
    own = UnitTopic.objects.filter(topic=OuterRef("note__topic"), unit__posts=post)
    taught = KeyTerm.objects.used_by(course).filter(pk=OuterRef("pk"))
    kept = TermUse.objects.filter(post=post, term=OuterRef("pk"))
    terms = KeyTerm.objects.annotate(is_own=Exists(own), is_taught=Exists(taught))
    rows = terms.filter(Q(is_taught=True) | Exists(kept)).select_related("note__topic__specification")
    return rows.order_by("-is_own", "note", "position").only(
        "term", "slug", "spellings", "note__topic__slug", "note__topic__specification__slug"
    )


# Asked at every save of every essay, in most courses for nothing.
_terms = Prepared(_terms_of)


def _keep(post: Post, uses: Sequence[Use]) -> None:
    """Make `uses` the rows of `post`, unless they are that already."""
    stored = post.term_uses.order_by().values_list(*Use._fields)
    if sorted(uses) == sorted(Use(*row) for row in stored):
        return
    post.term_uses.all().delete()
    TermUse.objects.bulk_create(
        TermUse(post=post, term_id=use.term, passage=use.passage, start=use.start, end=use.end)
        for use in uses
    )


def mark_anew(posts: Iterable[int]) -> int:
    """Mark these stored essays as their courses' topics are now, in every style; returns how many are there.

    One after the other, each in a transaction of its own; those that are gone by then are left out.
    """
    return sum(_mark_anew(key) for key in sorted(posts))


@transaction.atomic
def _mark_anew(key: int) -> bool:
    post = Post.objects.select_for_update(of=("self",)).filter(pk=key).defer("body", "ledger").first()
    if post is None:
        return False
    mark(post)
    for rendering in Rendering.objects.filter(post=post).exclude(body_html=""):
        html = followers.marked(post, rendering.body_html, rendering.style)
        if html != rendering.marked_html:
            Rendering.objects.filter(pk=rendering.pk).update(marked_html=html)
    return True
