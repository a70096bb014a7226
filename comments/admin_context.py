"""What a moderator sees beside a comment: in the rows themselves, and of their writers in one query more."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Aggregate, Count, Exists, JSONField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject, Length, Substr

from blog.authorship import names
from courses.models import Membership, Role, Standing, teaches

from .models import Comment, CommentEdit, ModerationEntry, Report
from .moderation.changes import word_changes
from .moderation.queue import newest_edit

# What a row shows of a text at most; the rest is on the comment's own page.
SHOWN_LENGTH = 5000
PARENT_LENGTH = 300


class ListOf(Aggregate):
    """The rows of a group as one JSON array."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def with_words(comments: QuerySet) -> QuerySet:
    """With writer, essay, parent and the first SHOWN_LENGTH characters: a text may have 65,525."""
    role = Membership.objects.filter(course=OuterRef("post__course"), user=OuterRef("author"))
    return (
        comments.select_related("post__course", "author", "parent__author")
        .defer(
            *("body", "html", "parent__body", "parent__html"),
            *("post__body", "post__body_html", "post__marked_html", "post__sources_html"),
        )
        .annotate(
            text=Substr("body", 1, SHOWN_LENGTH),
            text_length=Length("body"),
            parent_text=Substr("parent__body", 1, PARENT_LENGTH),
            role_name=Subquery(role.values("role")),
        )
    )


def with_context(comments: QuerySet) -> QuerySet:
    """With all that a decision may turn on, but the writer's history: see `add_context`.

    `latest` is the newest line about it in the journal that is in force, `open_reports` are what is reported
    of it, `edit` is the change that waits, `reported` has the words that were reported where others stand
    there now, `version` is its newest edit, `hanging` counts the replies shown, or withheld, with it.
    """
    later = ModerationEntry.objects.filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"))
    entry = ModerationEntry.objects.in_force().filter(comment=OuterRef("pk")).order_by("-created_at", "-pk")
    entry = entry.annotate(was_undone=Exists(later.exclude(undoes=None)))
    latest = JSONObject(reason="reason", rule="rule", by="moderator__display_name", was_undone="was_undone")
    report = Report.objects.open().filter(comment=OuterRef("pk")).order_by().values("comment")
    edit = CommentEdit.objects.waiting().filter(comment=OuterRef("pk"))
    words = JSONObject(before=Substr("before", 1, SHOWN_LENGTH), after=Substr("after", 1, SHOWN_LENGTH))
    open_since = Report.objects.open().filter(comment=OuterRef("comment")).order_by().values("comment")
    applied = CommentEdit.objects.filter(comment=OuterRef("pk"), state=CommentEdit.State.APPLIED)
    first_words = Substr("before", 1, SHOWN_LENGTH)
    since = applied.filter(made_at__gt=Subquery(open_since.annotate(at=Min("made_at")).values("at")))
    below = Comment.objects.below(OuterRef("path")).filter(
        post=OuterRef("post"),
        status=Comment.Status.PUBLISHED,
        is_shown=OuterRef("is_shown"),
    )
    standing = Standing.objects.in_force().filter(course=OuterRef("post__course"), user=OuterRef("author"))
    return (
        with_words(comments)
        .select_related("passage", "post__course", "author", "parent__author")
        .annotate(
            latest=Subquery(entry.annotate(line=latest).values("line")[:1]),
            open_reports=Subquery(
                report.annotate(all=ListOf(JSONObject(reason="reason", note="note"))).values("all")
            ),
            edit=Subquery(edit.annotate(words=words).values("words")[:1]),
            reported=Subquery(since.order_by("made_at", "pk").values(was=first_words)[:1]),
            version=newest_edit(),
            # Below an essay under a pseudonym, whom readers see under it.
            further=names.further_column("post__"),
            hanging=Coalesce(
                Subquery(below.order_by().values("post").annotate(total=Count("pk")).values("total")), 0
            ),
            standing_level=Subquery(standing.values("level")[:1]),
        )
    )


class History(NamedTuple):
    """What became of what somebody wrote in a course."""

    approved: int = 0
    rejected: int = 0
    waiting: int = 0
    reports: int = 0


def add_context(comments: list[Any], user: Any) -> None:
    """Give each comment of `with_context` what is made of the rows for `user`, and its writer's history."""
    histories = _histories(comments)
    for comment in comments:
        names.hand_over(comment, comment.post)
        comment.role = role_label(comment)
        comment.history = histories.get(_writer(comment), History())
        comment.can_be_limited = bool(comment.author) and not teaches(comment.author, comment.role_name)
        comment.standing = Standing.Level(comment.standing_level or Standing.Level.NONE)
        comment.reasons = [
            (Report.Reason(report["reason"]).label, report["note"]) for report in comment.open_reports or []
        ]
        # Who wrote it learns that it was reported, not in which words.
        comment.is_own = comment.author_id == user.pk
        comment.reported_changes = word_changes(comment.reported, comment.text) if comment.reported else []
        comment.changes = word_changes(comment.edit["before"], comment.edit["after"]) if comment.edit else []


def role_label(comment: Any) -> str:
    """The writer's role in the essay's course: empty for guests and strangers."""
    return Role(comment.role_name).label if comment.role_name else ""


def _writer(comment: Any) -> tuple[int, int | None, str]:
    return comment.post.course_id, comment.author_id, comment.guest_email


def _histories(comments: list[Any]) -> dict[tuple[int, int | None, str], History]:
    writers = Q(author__in={comment.author_id for comment in comments if comment.author_id})
    writers |= Q(author=None, guest_email__in={c.guest_email for c in comments if not c.author_id})
    courses = {comment.post.course_id for comment in comments}
    rows = Comment.objects.filter(writers, post__course__in=courses).order_by()
    rejected = [Comment.Status.SPAM, Comment.Status.REMOVED]
    counted = rows.values_list("post__course", "author", "guest_email").annotate(
        approved=Count("pk", filter=Q(status=Comment.Status.PUBLISHED), distinct=True),
        rejected=Count("pk", filter=Q(status__in=rejected), distinct=True),
        waiting=Count("pk", filter=Q(status=Comment.Status.HELD), distinct=True),
        reports=Count("reports"),
    )
    return {(course, author, email): History(*counts) for course, author, email, *counts in counted}
