"""What of the journal's decisions still stands, so that it can be taken back."""

from __future__ import annotations

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import Combinable

from ..models import Comment, CommentEdit, EditRule, Report

_State = CommentEdit.State


def did_something() -> Combinable | Q:
    """Of entries: they put a comment into another status, or settled what was reported of it."""
    settled = Report.objects.filter(comment=OuterRef("comment"), settled_at=OuterRef("created_at"))
    return ~Q(from_status="") & (~Q(from_status=F("to_status")) | Exists(settled))


def with_taking_back(entries: QuerySet) -> QuerySet:
    """With `can_be_taken_back`: deciding.undo finds the comment, or its edit, as a moderator left it."""
    edits = CommentEdit.objects.filter(comment=OuterRef("comment")).order_by("-made_at", "-pk")
    newest = CommentEdit.objects.filter(pk=OuterRef("newest_edit"), made_at__lte=OuterRef("created_at"))
    applied = newest.filter(state=_State.APPLIED, after=OuterRef("comment__body"))
    refused = newest.filter(state=_State.REFUSED)
    of_edit = Q(Exists(applied), rule=EditRule.APPLIED) | Q(Exists(refused), rule=EditRule.REFUSED)
    of_edit &= Q(comment__status__in=Comment.STANDING)
    of_status = did_something() & Q(comment__status=F("to_status"))
    by_moderator = Q(batch__isnull=False, moderator__isnull=False)
    return entries.annotate(
        newest_edit=Subquery(edits.values("pk")[:1]),
        can_be_taken_back=Case(When(by_moderator & (of_status | of_edit), then=True), default=False),
    )
