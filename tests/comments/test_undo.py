"""Taking a decision back."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments.models import Comment, ModerationEntry, Report
from comments.moderation.deciding import moderate, undo
from tests import makers

pytestmark = pytest.mark.django_db


def decide(to: str, by: User, *comments: Comment) -> uuid.UUID:
    batch = uuid.uuid4()
    chosen = Comment.objects.filter(pk__in=[comment.pk for comment in comments])
    moderate(comments=chosen, to=to, by=by, batch=batch)
    return batch


def statuses() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def test_each_goes_back_to_where_it_was(post: Post, instructor: User) -> None:
    comments = [makers.make_comment(post, status=status) for status in ("held", "published", "removed")]
    batch = decide("spam", instructor, *comments)
    assert undo(batch=batch, by=instructor) == 3
    assert statuses() == ["held", "published", "removed"]
    post.refresh_from_db()
    assert post.comment_count == 1


def test_what_was_decided_anew_since_stays(post: Post, instructor: User, assistant: User) -> None:
    first, second = (makers.make_comment(post, status="held") for _ in range(2))
    batch = decide("spam", instructor, first, second)
    decide("published", assistant, second)
    assert undo(batch=batch, by=instructor) == 1
    assert statuses() == ["held", "published"]


def test_taking_back_is_logged_and_can_be_taken_back(post: Post, instructor: User) -> None:
    comment = makers.make_comment(post, status="held")
    undo(batch=decide("published", instructor, comment), by=instructor)
    newest = ModerationEntry.objects.all()[0]
    step = (newest.from_status, newest.to_status, newest.moderator)
    assert step == ("published", "held", instructor)
    assert newest.undoes == ModerationEntry.objects.get(to_status="published")
    assert not ModerationEntry.objects.in_force().exists()
    assert undo(batch=newest.batch or uuid.uuid4(), by=instructor) == 1
    assert statuses() == ["published"]
    assert ModerationEntry.objects.in_force().get().to_status == "published"


def test_a_second_time_does_nothing(post: Post, instructor: User) -> None:
    batch = decide("published", instructor, makers.make_comment(post, status="held"))
    assert [undo(batch=batch, by=instructor) for _ in range(2)] == [1, 0]


def test_who_does_not_teach_the_course_may_not(post: Post, instructor: User, classmate: User) -> None:
    batch = decide("spam", instructor, makers.make_comment(post))
    with pytest.raises(PermissionDenied):
        undo(batch=batch, by=classmate)
    assert statuses() == ["spam"]


def test_what_its_writer_deleted_stays_deleted(post: Post, instructor: User) -> None:
    comment = makers.make_comment(post)
    batch = decide("spam", instructor, comment)
    Comment.objects.update(status="deleted", is_shown=False)
    assert undo(batch=batch, by=instructor) == 0
    decide("published", instructor, comment)
    assert statuses() == ["deleted"]


def test_settled_reports_are_open_again(post: Post, instructor: User, classmate: User) -> None:
    comment = makers.make_comment(post)
    earlier = Report.objects.create(
        comment=comment, reporter=instructor, reason="spam", settled_at=timezone.now()
    )
    Report.objects.create(comment=comment, reporter=classmate, reason="rude")
    batch = decide("published", instructor, comment)
    assert not Report.objects.open().exists()
    assert undo(batch=batch, by=instructor) == 1
    assert list(Report.objects.exclude(pk=earlier.pk)) == list(Report.objects.open())


def test_replies_come_and_go_with_what_they_answer(post: Post, instructor: User) -> None:
    parent = makers.make_comment(post)
    makers.make_comment(post, parent=parent)
    batch = decide("held", instructor, parent)
    assert not Comment.objects.published().exists()
    undo(batch=batch, by=instructor)
    assert Comment.objects.published().count() == 2
