"""Citations in comments: the essay's own sources, in the notation of essays."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString

from blog import markup
from blog.citing import drawing
from blog.citing.rows import make_rows
from blog.models import Post
from sources.checks import dictionary, ledger
from sources.formats.line import understood
from sources.models import Source, SourceMerge

# Without one of these there is no citation, and nothing is asked of the database.
_MAY_CITE = re.compile(r"[(@]")


def body_html(body: str, post: int | None) -> SafeString:
    """A comment's text, rendered, with what it cites of the sources of the essay with the key `post`.

    Two queries at most, and none where the text cannot hold a citation.
    """
    if post is None or not _MAY_CITE.search(body):
        return markup.render_comment(body)
    listed = Source.objects.filter(entries__post=post).select_related("course")
    sources = {source.key: source for source in listed}
    if not sources:
        return markup.render_comment(body)
    known = dictionary.make(understood(source.item()) for source in sources.values())
    if "@" in body:
        merged = SourceMerge.objects.filter(kept__in=sources.values()).values_list("key", "kept__key")
        known.by_id.update((old, known.by_id[kept]) for old, kept in merged)
    found = ledger.check(body, known)
    return drawing.in_comment(body, make_rows(Post(body=body), found, sources))
