"""What stands in the form of an essay and is not saved yet, as far as the check and the preview take it."""

from __future__ import annotations

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString

from accounts.models import User
from accounts.texts import TextField, lines_in
from courses.models import Course

from ..images import keeping
from ..models import MAX_LINE_LENGTH, MAX_LISTED, Post
from ..numbers import number
from . import desk, drawing
from .rows import make_rows

_text = TextField(required=False, strip=False)


def typed_body(value: str) -> str:
    """The text as it would be saved."""
    return _text.clean(value)


def typed_lines(value: str) -> list[str]:
    """The lines of sources as they would be saved, without those that no form would take."""
    lines = [line for line in lines_in(_text.clean(value)) if len(line) <= MAX_LINE_LENGTH]
    return list(dict.fromkeys(lines))[:MAX_LISTED]


def typed(data: QueryDict) -> tuple[str | None, list[str] | None]:
    """The text and the lines of sources in a form, None where the form has none."""
    body = typed_body(data.get("body", "")) if "body" in data else None
    return body, typed_lines(data.get("sources", "")) if "sources" in data else None


def typed_text(data: QueryDict) -> tuple[str, list[str]]:
    """The same, empty where the form has none."""
    return typed_body(data.get("body", "")), typed_lines(data.get("sources", ""))


def post_of(data: QueryDict, user: User) -> Post:
    """The essay that a form is about: `post`, one of the writer's own, or a new one in one of their courses.

    Raises Http404 where it is neither.
    """
    if pk := number(data.get("post", "")):
        return get_object_or_404(Post.objects.editable_by(user).select_related("author"), pk=pk)
    course = Course.objects.joined_by(user).filter(pk=number(data.get("course", ""))).first()
    return Post(author=user, course=course) if course else Post(author=user)


def preview(post: Post, body: str, lines: list[str] | None) -> SafeString:
    """The text as its readers will see it, citations and all, each block with its line. Nothing is stored."""
    reading = desk.read(post, body=body, lines=lines)
    pictures = keeping.figures(keeping.pictures_in(post, body))
    rows = make_rows(Post(body=body), reading.ledger, reading.sources)
    return drawing.as_written(body, rows, pictures, has_lines=True)
