"""Comments as the lists of words and the classifier read them, from the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from courses.models import Course, Standing

from ..models import Comment
from .words import Written

TRIED = 500


def latest_written(course: Course, most: int = TRIED) -> list[Written]:
    """The newest comments of a course, for a trial of its lists: those that the lists are held against."""
    trusted = Standing.objects.in_force().filter(course=course, level=Standing.Level.TRUSTED).values("user")
    passed = Q(author__in=course.teachers()) | Q(author__in=trusted)
    comments = Comment.objects.filter(post__course=course).exclude(Q(author__isnull=False) & passed)
    return list(read_written(comments.order_by("-created_at")[:most]))


def read_written(comments: QuerySet) -> Iterator[Written]:
    columns = ("pk", "body", "guest_name", "guest_website", "guest_email", "author__email", "ip_address")
    rows: Any = comments.values_list(*columns)
    for pk, body, name, website, guests, members, ip in rows:
        yield Written(pk, body, name, website, members or guests, ip)
