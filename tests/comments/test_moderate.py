"""Deciding about comments: the action behind the admin's buttons."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from accounts.models import User
from blog.models import Post
from comments.models import Comment, ModerationEntry, Report
from comments.moderation.deciding import moderate
from tests import makers

pytestmark = pytest.mark.django_db


def counts(post: Post) -> tuple[int, int]:
    return Post.objects.values_list("comment_count", "thread_version").get(pk=post.pk)


def test_approval_publishes_counts_and_shows_anew(post: Post, instructor: User) -> None:
    makers.make_comment(post, status="held")
    assert moderate(comments=Comment.objects.all(), to="published", by=instructor) == 1
    assert counts(post) == (1, 1)


@pytest.mark.parametrize("to", ["held", "spam", "removed"])
def test_hidden_comment_is_no_longer_counted(post: Post, instructor: User, to: str) -> None:
    makers.make_comment(post)
    moderate(comments=Comment.objects.all(), to=to, by=instructor)
    assert counts(post) == (0, 1)


def test_log_says_who_when_what_and_why(post: Post, instructor: User) -> None:
    comment = makers.make_comment(post)
    moderate(comments=Comment.objects.all(), to="removed", by=instructor, reason="Off the subject")
    entry = comment.moderation_log.get()
    assert (entry.moderator, entry.from_status, entry.to_status) == (instructor, "published", "removed")
    assert entry.reason == "Off the subject"


@pytest.mark.parametrize(
    ("field", "rule"),
    [("from_status", "moderation_earlier_status_known"), ("to_status", "moderation_status_known")],
)
def test_log_knows_no_other_status(post: Post, instructor: User, field: str, rule: str) -> None:
    makers.make_comment(post)
    moderate(comments=Comment.objects.all(), to="held", by=instructor)
    with pytest.raises(IntegrityError, match=rule):
        ModerationEntry.objects.update(**{field: "lost"})


def test_comment_that_is_there_already_is_left_alone(post: Post, instructor: User) -> None:
    makers.make_comment(post)
    assert moderate(comments=Comment.objects.all(), to="published", by=instructor) == 0
    assert counts(post) == (1, 0)
    assert not ModerationEntry.objects.exists()


def test_words_stay_as_they_are(post: Post, instructor: User) -> None:
    comment = makers.make_comment(post, html="<p>drawn</p>")
    before = (comment.body, comment.html, comment.path)
    moderate(comments=Comment.objects.all(), to="spam", by=instructor)
    comment.refresh_from_db()
    assert (comment.body, comment.html, comment.path) == before


def test_several_essays_are_counted_each_on_its_own(post: Post, instructor: User) -> None:
    other = makers.make_post(post.author, post.course)
    for essay in (post, post, other):
        makers.make_comment(essay, status="held")
    assert moderate(comments=Comment.objects.all(), to="published", by=instructor) == 3
    assert (counts(post), counts(other)) == ((2, 1), (1, 1))


@pytest.mark.parametrize("who", ["author", "classmate", "editor", "outsider"])
def test_who_does_not_teach_the_course_may_not(post: Post, who: str, request: pytest.FixtureRequest) -> None:
    makers.make_comment(post)
    with pytest.raises(PermissionDenied):
        moderate(comments=Comment.objects.all(), to="spam", by=request.getfixturevalue(who))
    assert counts(post) == (1, 0)


def test_one_comment_of_another_course_refuses_all(post: Post, instructor: User, outsider: User) -> None:
    makers.make_comment(post)
    makers.make_comment(makers.make_post(outsider), outsider)
    with pytest.raises(PermissionDenied):
        moderate(comments=Comment.objects.all(), to="spam", by=instructor)
    assert not Comment.objects.filter(status="spam").exists()


def test_long_reason_is_refused(post: Post, instructor: User) -> None:
    makers.make_comment(post)
    with pytest.raises(ValidationError):
        moderate(comments=Comment.objects.all(), to="spam", by=instructor, reason="x" * 501)
    assert counts(post) == (1, 0)


def test_one_batch_for_what_was_decided_together(post: Post, instructor: User) -> None:
    for _ in range(2):
        makers.make_comment(post)
    moderate(comments=Comment.objects.all(), to="spam", by=instructor, shared_reason="No advertisements.")
    first, second = ModerationEntry.objects.all()
    assert first.batch == second.batch is not None
    assert first.shared_reason == "No advertisements."


@pytest.mark.parametrize(("to", "settled"), [("published", 1), ("removed", 1), ("held", 0)])
def test_a_decision_settles_what_was_reported(
    post: Post, instructor: User, classmate: User, to: str, settled: int
) -> None:
    comment = makers.make_comment(post)
    Report.objects.create(comment=comment, reporter=classmate, reason="rude")
    moderate(comments=Comment.objects.all(), to=to, by=instructor)
    assert Report.objects.filter(settled_at__isnull=False).count() == settled
