"""An essay compared with its sources anew: its citations found, its list and links drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from .. import followers, markup
from ..images import keeping
from ..models import Citation, Post
from . import desk, drawing, listing, setting, tasks
from .lines import join_list
from .rows import make_rows

# What tells one found citation from another.
_FIELDS = [field.attname for field in Citation._meta.concrete_fields if not field.primary_key]

# What it reads of an essay, and what it makes of it.
_WORDS = ("body", "citation_style", "marked_html", "marks_terms")
_MADE = ("body_html", "excerpt", "sources_html", "ledger")


@transaction.atomic
def recite(post: Post, *, anew: bool = False) -> desk.Reading:
    """Compare a stored essay with its sources and store what comes out.

    Its citations become rows, what it cites by key from the library joins its list, and its text and list
    are drawn with their links. Where that changes anything, or `anew` says that a source changed, its
    renderings in styles are emptied and asked for again. The words are those that are stored, whatever
    `post` says: whoever saves it at this moment comes before or after.
    """
    stored = Post.objects.select_for_update(of=("self",)).values(*_WORDS, *_MADE).get(pk=post.pk)
    for name, value in stored.items():
        setattr(post, name, value)
    reading = desk.read(post)
    rows = make_rows(post, reading.ledger, reading.sources)
    _list_cited(post, rows)
    changed = _replace(post, rows)
    pictures = keeping.pictures_in(post, post.body)
    body_html = drawing.as_written(post.body, rows, keeping.figures(pictures))
    values = {
        "body_html": body_html,
        "excerpt": markup.excerpt(body_html),
        "sources_html": _drawn_list(post, rows) if reading.sources else "",
        "ledger": reading.summary(),
    }
    keeping.keep(post, pictures)
    changed |= anew or any(getattr(post, name) != value for name, value in values.items())
    has_new_words = post.body_html != body_html
    if changed:
        for name, value in values.items():
            setattr(post, name, value)
        Post.objects.filter(pk=post.pk).update(**values, version=F("version") + 1)
        setting.outdate(post)
    if has_new_words:
        followers.words_changed(post)
    mark(post)
    if setting.missing_styles(post):
        tasks.set_styles.enqueue(post.pk)
    return reading


def mark(post: Post) -> None:
    """Store what is marked in the text of `post`, whose row is held: no news to who has read the essay."""
    marked_html = followers.marked(post, post.body_html)
    if marked_html != post.marked_html:
        post.marked_html = marked_html
        Post.objects.filter(pk=post.pk).update(marked_html=marked_html)


def _replace(post: Post, rows: Sequence[Citation]) -> bool:
    """Store `rows` as the citations of `post`, unless they are the same. Returns whether they were not."""
    stored = list(post.citations.order_by("position"))
    if [_told(row) for row in stored] == [_told(row) for row in rows]:
        return False
    post.citations.all().delete()
    Citation.objects.bulk_create(rows)
    return True


def _told(row: Citation) -> list[Any]:
    return [getattr(row, name) for name in _FIELDS]


def recite_posts(keys: Iterable[int], *, anew: bool = False) -> None:
    """Recite these essays, each as it is when its turn comes; those that are gone by then are left out."""
    for key in sorted(keys):
        post = Post.objects.select_related("course__citation_policy", "author").filter(pk=key).first()
        if post:
            recite(post, anew=anew)


def _list_cited(post: Post, rows: Sequence[Citation]) -> None:
    """A work that is cited by its key, or was proposed, and is cited now belongs to the author's list."""
    cited = {row.source_id: row.source for row in rows if row.source}
    if cited:
        for key in post.bibliography.filter(source__in=cited).values_list("source", flat=True):
            del cited[key]
    if cited:
        join_list(post.bibliography, cited.values(), dict(post.proposals.values_list("source", "line")))


def _drawn_list(post: Post, rows: Sequence[Citation]) -> str:
    entries, proposals = setting.list_of(post)
    return listing.source_list(entries, rows, proposals)
