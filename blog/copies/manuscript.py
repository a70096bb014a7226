"""What a form is about whose text is kept while it is typed: an essay, or a study note, before one writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from accounts.models import User

from ..models import Post, Revision, WorkingCopy

# What makes two copies one: the words, whatever is chosen beside them.
WORDS = ("title", "body", "sources")
Words = tuple[str, ...]


@dataclass(frozen=True)
class Manuscript:
    """An essay or a note, stored or not yet, as `writer` has it.

    `own` are the writer's copies of all that is of its kind, and `of` tells those of this one. `revisions`
    are the texts that it has had, `newest` is the number of the last one; None where it is not stored.
    `saved` takes words that were typed and gives the saved ones that they may be.
    """

    writer: User
    own: QuerySet[Any]
    of: Mapping[str, Any]
    revisions: QuerySet[Any]
    newest: int | None
    saved: Callable[[Words], Iterable[Words]]

    @property
    def copies(self) -> QuerySet[Any]:
        """The writer's copies of it, the newest first."""
        return self.own.filter(**self.of)

    def saved_by_writer_at(self) -> datetime | None:
        own = self.revisions.filter(author=self.writer.pk)
        found: datetime | None = own.aggregate(at=Max("made_at"))["at"]
        return found


def of_essay(writer: User, post: Post | None) -> Manuscript:
    """An essay, or one that is not begun yet."""
    stored = post if post and post.pk else None

    def saved(typed: Words) -> Iterable[Words]:
        title, body, _ = typed
        posts = Post.objects.editable_by(writer).filter(title=title).only("title", "body")
        found = posts.filter(pk=stored.pk) if stored else posts
        return [words_of(one) for one in found if one.body.strip() == body]

    return Manuscript(
        writer,
        WorkingCopy.objects.visible_to(writer),
        {"writer": writer, "post": stored},
        stored.revisions.all() if stored else Revision.objects.none(),
        stored.revision_number if stored else None,
        saved,
    )


def words_of(post: Post) -> Words:
    return said(post.title, post.body, post.source_lines())


def said(title: str, body: str, lines: Sequence[str]) -> Words:
    """The WORDS of a text."""
    return title.strip(), body.strip(), "\n".join(lines).strip()


def typed(fields: Mapping[str, str]) -> Words:
    """The WORDS in a form's fields."""
    return tuple(fields.get(name, "").strip() for name in WORDS)
