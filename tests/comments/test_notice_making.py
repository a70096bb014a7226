"""Who finds which notice after a comment is shown or decided on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments.actions import post_comment
from comments.models import (
    Comment,
    GuestSubscription,
    Mention,
    ModerationEntry,
    Notice,
    NoticeSettings,
    Subscription,
)
from comments.moderation.deciding import moderate, undo
from comments.notices.making import make_notices
from comments.notices.timing import SECOND_THOUGHTS
from comments.writing.editing import edit_comment
from courses.models import Membership
from courses.visibility import Visibility
from tests import makers

pytestmark = pytest.mark.django_db


def kinds() -> dict[str, str]:
    rows = Notice.objects.filter(recipient__isnull=False)
    return dict(rows.values_list("recipient__display_name", "kind"))


def unread(user: User) -> int:
    return User.objects.values_list("unread_notices", flat=True).get(pk=user.pk)


def tell(post: Post, author: User | None = None, parent: Any = None, **fields: Any) -> Comment:
    comment: Comment = makers.make_comment(post, author, parent, **fields)
    make_notices([comment.pk])
    return comment


def decide(commit: Any, comment: Comment, to: str, by: User, **words: str) -> None:
    with commit(execute=True):
        moderate(comments=Comment.objects.filter(pk=comment.pk), to=to, by=by, **words)


@pytest.fixture
def held(post: Post, classmate: User) -> Comment:
    return makers.make_comment(post, classmate, status="held")


def test_author_and_who_is_answered_are_told(
    post: Post, author: User, classmate: User, instructor: User
) -> None:
    first = makers.make_comment(post, classmate)
    tell(post, instructor, first)
    assert kinds() == {author.display_name: "comment", classmate.display_name: "reply"}
    assert (unread(author), unread(classmate)) == (1, 1)


def test_making_them_again_makes_no_second(post: Post, author: User, classmate: User) -> None:
    comment = tell(post, classmate)
    make_notices([comment.pk])
    assert Notice.objects.count() == unread(author) == 1


def test_followers_and_who_is_mentioned_are_told(
    post: Post, classmate: User, editor: User, assistant: User
) -> None:
    Subscription.objects.create(user=editor, post=post, state="followed")
    comment = makers.make_comment(post, classmate)
    Mention.objects.create(comment=comment, user=assistant)
    make_notices([comment.pk])
    assert kinds() | {"Isaiah Author": ""} == {
        "Isaiah Author": "",
        editor.display_name: "followed",
        assistant.display_name: "mention",
    }


@pytest.mark.parametrize("state", ["muted", "followed"])
def test_wishes_are_of_one_thread(post: Post, author: User, classmate: User, state: str) -> None:
    Subscription.objects.create(user=author, post=makers.make_post(author, post.course), state=state)
    tell(post, classmate)
    assert kinds() == {author.display_name: "comment"}


def test_held_comment_tells_nobody(held: Comment) -> None:
    make_notices([held.pk])
    assert not Notice.objects.exists()


def test_who_left_the_course_hears_of_nothing(post: Post, classmate: User, editor: User) -> None:
    Post.objects.filter(pk=post.pk).update(visibility=Visibility.COURSE)
    Subscription.objects.create(user=editor, post=post, state="followed")
    Membership.objects.filter(user=editor).delete()
    tell(post, classmate)
    assert editor.display_name not in kinds()


def test_account_that_is_switched_off_is_not_told(post: Post, author: User, classmate: User) -> None:
    User.objects.filter(pk=author.pk).update(is_active=False)
    tell(post, classmate)
    assert kinds() == {}


def test_posting_tells_once_it_is_stored(
    post: Post, author: User, classmate: User, django_capture_on_commit_callbacks: Any
) -> None:
    makers.make_comment(post, classmate)
    with django_capture_on_commit_callbacks(execute=True):
        post_comment(post=post, author=classmate, body="Well said.")
    assert kinds() == {author.display_name: "comment"}


def test_approval_tells_the_writer_and_whom_it_concerns(
    held: Comment,
    author: User,
    classmate: User,
    instructor: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    decide(django_capture_on_commit_callbacks, held, "published", instructor)
    assert kinds() == {author.display_name: "comment", classmate.display_name: "decision"}
    assert (unread(author), unread(classmate)) == (1, 1)


def test_approved_below_a_withheld_one_is_told_when_both_are_shown(
    post: Post, classmate: User, editor: User, instructor: User, django_capture_on_commit_callbacks: Any
) -> None:
    above = makers.make_comment(post, classmate, status="held")
    below = makers.make_comment(post, editor, above, status="held")
    decide(django_capture_on_commit_callbacks, below, "published", instructor)
    assert not Notice.objects.filter(comment=below).exclude(kind="decision").exists()
    decide(django_capture_on_commit_callbacks, above, "published", instructor)
    assert Notice.objects.get(comment=below, recipient=classmate).kind == "reply"


def test_restoring_tells_no_second_time(
    post: Post, author: User, classmate: User, instructor: User, django_capture_on_commit_callbacks: Any
) -> None:
    comment = tell(post, classmate)
    for status, number in [("spam", 0), ("published", 1)]:
        decide(django_capture_on_commit_callbacks, comment, status, instructor)
        assert unread(author) == number
    assert Notice.objects.filter(recipient=author).count() == 1


def test_rejection_carries_the_reason_to_share(
    held: Comment, classmate: User, instructor: User, django_capture_on_commit_callbacks: Any
) -> None:
    words = {"reason": "Rude again", "shared_reason": "Please keep to the essay."}
    decide(django_capture_on_commit_callbacks, held, "removed", instructor, **words)
    notice = Notice.objects.get(recipient=classmate)
    assert notice.decision
    assert notice.decision.shared_reason == "Please keep to the essay."


def test_decision_about_ones_own_comment_is_no_news(
    post: Post, instructor: User, django_capture_on_commit_callbacks: Any
) -> None:
    comment = makers.make_comment(post, instructor)
    decide(django_capture_on_commit_callbacks, comment, "removed", instructor)
    assert not Notice.objects.filter(recipient=instructor).exists()


def test_what_is_taken_back_unheard_is_not_told(
    held: Comment, classmate: User, instructor: User, django_capture_on_commit_callbacks: Any
) -> None:
    decide(django_capture_on_commit_callbacks, held, "removed", instructor)
    batch = ModerationEntry.objects.latest("pk").batch
    assert batch
    with django_capture_on_commit_callbacks(execute=True):
        undo(batch=batch, by=instructor)
    assert not Notice.objects.exists()
    assert unread(classmate) == 0


def test_mail_of_a_decision_waits_for_second_thoughts(
    held: Comment, classmate: User, instructor: User, django_capture_on_commit_callbacks: Any
) -> None:
    decide(django_capture_on_commit_callbacks, held, "removed", instructor)
    due = Notice.objects.get(recipient=classmate).mail_due_at
    assert due
    assert abs(due - timezone.now() - SECOND_THOUGHTS) < timedelta(seconds=20)


def test_guest_hears_only_of_what_the_world_may_read(post: Post, classmate: User) -> None:
    guest = GuestSubscription.objects.create(post=post, email="g@example.org", confirmed_at=timezone.now())
    tell(post, classmate)
    Post.objects.filter(pk=post.pk).update(visibility=Visibility.COURSE)
    tell(post, classmate)
    assert guest.notices.count() == 1


def test_unconfirmed_guest_hears_nothing(post: Post, classmate: User) -> None:
    GuestSubscription.objects.create(post=post, email="g@example.org")
    tell(post, classmate)
    assert not Notice.objects.filter(guest__isnull=False).exists()


def test_guest_who_is_a_member_too_hears_once(post: Post, author: User, classmate: User) -> None:
    for email in (author.email, classmate.email):
        GuestSubscription.objects.create(post=post, email=email, confirmed_at=timezone.now())
    tell(post, classmate)
    assert not Notice.objects.filter(guest__isnull=False).exists()


def test_never_means_no_mail_but_a_notice(post: Post, author: User, classmate: User) -> None:
    NoticeSettings.objects.create(user=author, comment="never")
    tell(post, classmate)
    assert Notice.objects.get(recipient=author).mail_due_at is None
    assert unread(author) == 1


@pytest.mark.parametrize(("followers", "size"), [(1, 1), (30, 1), (1, 30)])
def test_queries_do_not_grow_with_followers_or_comments(
    post: Post, classmate: User, followers: int, size: int
) -> None:
    for _ in range(followers):
        Subscription.objects.create(user=makers.make_member(post.course), post=post, state="followed")
    comments = [makers.make_comment(post, classmate).pk for _ in range(size)]
    with CaptureQueriesContext(connection) as queries:
        make_notices(comments)
    assert len(queries) <= 11, [query["sql"][:90] for query in queries]


def test_edit_tells_who_is_named_now_and_takes_back_who_is_not(
    post: Post, classmate: User, editor: User, assistant: User, django_capture_on_commit_callbacks: Any
) -> None:
    comment = makers.make_comment(post, classmate, body="@Eva Editor, look.")
    Mention.objects.create(comment=comment, user=editor)
    make_notices([comment.pk])
    with django_capture_on_commit_callbacks(execute=True):
        edit_comment(comment=comment, by=classmate, body="@Ada Assistant, look.")
    assert kinds() == {"Isaiah Author": "comment", assistant.display_name: "mention"}
    assert (unread(editor), unread(assistant)) == (0, 1)
