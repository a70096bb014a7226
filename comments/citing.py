"""What is put into a comment's text: citations of the essay's own sources, as in essays, and names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString

from blog import markup
from blog.citing import drawing
from blog.citing.desk import Shelf, reading_of
from blog.citing.rows import make_rows
from blog.inserts import Insert
from blog.models import Post
from courses.models import Membership
from sources.models import Source, SourceMerge

from . import mentions

if TYPE_CHECKING:
    from .models import Comment

# Without one of these there is no citation, and nothing is asked of the database.
_MAY_CITE = re.compile(r"[(@]")


def names_called(comment: Comment) -> list[str]:
    """The names by which a stored comment calls those whom it mentions."""
    called = dict(comment.mentions.values_list("user", "user__display_name"))
    behind = comment.post.behind if called else {}
    if not behind:
        return list(called.values())
    # Behind a pseudonym there is a member of the course like others, to who sees its members.
    members = Membership.objects.visible_to(comment.author or AnonymousUser()).filter(user__in=behind)
    met = {*members.filter(course=comment.post.course_id).values_list("user", flat=True)}
    own = [name for user, name in called.items() if user not in behind or user in met]
    return own + [behind[user] for user in called if user in behind]


def body_html(body: str, post: int | None, names: Iterable[str] = ()) -> SafeString:
    """A comment's text, rendered, with what it cites of the sources of the essay with the key `post`.

    `names` are those of people it may name with an @. They are no links: the same HTML serves every reader.

    Two queries at most, and none where the text cannot hold a citation.
    """
    named = [Insert(one.start, one.end, "<strong>", "</strong>") for one in mentions.find(body, names)]
    if post is None or not _MAY_CITE.search(body):
        return markup.render_comment(body, named)
    listed = Source.objects.filter(entries__post=post).select_related("course")
    sources = {source.key: source for source in listed}
    if not sources:
        return markup.render_comment(body, named)
    shelf = Shelf(sources)
    if "@" in body:
        merged = SourceMerge.objects.filter(kept__in=sources.values())
        shelf.renamed = dict(merged.values_list("key", "kept__key"))
    rows = make_rows(Post(body=body), reading_of(body, shelf).ledger, sources)
    return drawing.in_comment(body, rows, named)
