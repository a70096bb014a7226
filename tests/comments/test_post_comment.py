"""The action behind the reply form."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments import paths
from comments.actions import Guest, post_comment
from comments.models import Comment
from comments.moderation.pipeline import COMMENTS_PER_MINUTE
from comments.moderation.refusals import CommentsClosed, DuplicateComment, ParentGone, TooManyComments
from tests import makers

pytestmark = pytest.mark.django_db
GUEST = Guest("Gast", "gast@example.org")


@pytest.fixture
def known(post: Post, classmate: User) -> User:
    """A member with a published comment, whose next one is published at once."""
    makers.make_comment(makers.make_post(post.author, post.course), classmate)
    return classmate


def say(post: Post, author: User | None = None, body: str = "Well said.", **options: Any) -> Comment:
    comment = post_comment(post=post, author=author, body=body, **options)
    comment.refresh_from_db()
    return comment


def counts(post: Post) -> tuple[int, int]:
    return Post.objects.values_list("comment_count", "thread_version").get(pk=post.pk)


def test_known_members_comment_is_published_and_counted(post: Post, known: User) -> None:
    assert say(post, known).status == "published"
    assert counts(post) == (1, 1)


def test_comment_is_filed_and_drawn(post: Post, known: User) -> None:
    comment = say(post, known, "*Well* said.")
    assert (comment.path, comment.depth) == (paths.path_of(comment.pk), 0)
    assert "<em>Well</em> said." in comment.html


def test_reply_is_filed_under_its_parent(post: Post, known: User) -> None:
    parent = say(post, known)
    reply = say(post, known, "And more.", parent=parent)
    assert reply.path.startswith(parent.path)
    assert reply.depth == 1


def test_first_comment_in_a_course_is_held_and_not_counted(post: Post, classmate: User) -> None:
    comment = say(post, classmate)
    assert comment.status == "held"
    assert comment.moderation_log.get().reason == "First comment in this course"
    assert counts(post) == (0, 0)


def test_comment_in_another_course_makes_nobody_known_here(post: Post, outsider: User) -> None:
    makers.make_comment(makers.make_post(outsider), outsider)
    assert say(post, outsider).status == "held"


def test_two_links_are_held(post: Post, known: User) -> None:
    comment = say(post, known, "https://a.example and https://b.example")
    assert comment.moderation_log.get().reason == "Two or more links"


def test_guests_comment_is_held(post: Post) -> None:
    comment = say(post, guest=GUEST, ip_address="192.0.2.1")
    assert comment.moderation_log.get().reason == "Written by a guest"
    assert (comment.guest_name, comment.guest_email, comment.ip_address) == (
        "Gast", "gast@example.org", "192.0.2.1",
    )  # fmt: skip


@pytest.mark.parametrize("role", ["instructor", "assistant", "staff"])
def test_staffs_first_comment_with_links_is_published(post: Post, role: str, request: Any) -> None:
    teacher = request.getfixturevalue(role)
    assert say(post, teacher, "https://a.example https://b.example").status == "published"


def test_editors_first_comment_is_held_as_a_classmates(post: Post, editor: User) -> None:
    assert say(post, editor).status == "held"


@pytest.mark.parametrize("status", ["held", "spam", "removed"])
def test_hidden_comment_cannot_be_answered(post: Post, known: User, status: str) -> None:
    parent = makers.make_comment(post, known, status=status)
    with pytest.raises(ParentGone):
        say(post, known, parent=parent)


def test_comment_of_another_essay_cannot_be_answered(post: Post, known: User) -> None:
    elsewhere = makers.make_comment(makers.make_post(post.author, post.course), known)
    with pytest.raises(ParentGone):
        say(post, known, parent=elsewhere)


def test_closed_thread_takes_nothing(post: Post, known: User) -> None:
    Post.objects.filter(pk=post.pk).update(comments_close_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(CommentsClosed):
        say(post, known)


def test_withdrawn_essay_takes_nothing(post: Post, known: User) -> None:
    Post.objects.filter(pk=post.pk).update(status=Post.Status.WITHDRAWN)
    with pytest.raises(CommentsClosed):
        say(post, known)


@pytest.mark.parametrize("options", [{}, {"guest": GUEST}])
def test_essay_deleted_meanwhile_takes_nothing(post: Post, known: User, options: dict[str, Any]) -> None:
    Post.objects.filter(pk=post.pk).delete()
    with pytest.raises(CommentsClosed):
        say(post, None if options else known, **options)


def test_same_words_in_the_same_place_are_a_duplicate(post: Post, known: User) -> None:
    first = say(post, known)
    with pytest.raises(DuplicateComment) as refused:
        say(post, known)
    assert refused.value.first == first


def test_same_words_elsewhere_are_no_duplicate(post: Post, known: User, instructor: User) -> None:
    first = say(post, known)
    say(post, known, parent=first)
    say(post, instructor)
    say(makers.make_post(post.author, post.course), known)
    assert Comment.objects.filter(body=first.body).count() == 4


def test_guests_duplicate_is_found_by_the_address(post: Post) -> None:
    say(post, guest=GUEST)
    say(post, guest=Guest("Gast", "other@example.org"))
    with pytest.raises(DuplicateComment):
        say(post, guest=Guest("Somebody", GUEST.email))


def test_words_that_were_removed_may_be_said_again(post: Post, known: User) -> None:
    makers.make_comment(post, known, body="Well said.", status="removed")
    assert say(post, known)


def test_same_form_twice_is_one_comment(post: Post, known: User) -> None:
    form = uuid.uuid4()
    assert say(post, known, submission=form) == say(post, known, submission=form)
    assert counts(post) == (1, 1)


def test_same_form_twice_is_one_comment_after_it_was_removed(post: Post, known: User) -> None:
    form = uuid.uuid4()
    first = say(post, known, submission=form)
    Comment.objects.update(status="removed", is_shown=False)
    assert say(post, known, submission=form) == first


def test_same_form_with_other_words_loses_none(post: Post, known: User) -> None:
    form = uuid.uuid4()
    assert say(post, known, submission=form) != say(post, known, "Other words.", submission=form)


def test_somebody_elses_form_gives_nothing_away(post: Post, known: User, instructor: User) -> None:
    form = uuid.uuid4()
    first = say(post, known, submission=form)
    assert say(post, instructor, submission=form).author == instructor
    assert say(post, guest=GUEST, submission=form) != first


def test_flood_of_one_account_is_stopped(post: Post, known: User) -> None:
    Comment.objects.all().update(created_at=timezone.now() - timedelta(minutes=2))
    for n in range(COMMENTS_PER_MINUTE):
        say(post, known, f"Number {n}")
    with pytest.raises(TooManyComments) as refused:
        say(post, known)
    assert 50 < refused.value.retry_after <= 60


def test_flood_from_one_network_is_stopped_and_others_go_on(post: Post, known: User) -> None:
    for n in range(COMMENTS_PER_MINUTE):
        say(post, guest=Guest("Gast", f"gast{n}@example.org"), ip_address=f"192.0.2.{n}")
    with pytest.raises(TooManyComments):
        say(post, guest=GUEST, ip_address="192.0.2.99")
    assert say(post, guest=GUEST, ip_address="198.51.100.1")
    assert say(post, known, ip_address="192.0.2.1")


def test_field_rules_are_checked(post: Post) -> None:
    with pytest.raises(ValidationError):
        say(post, guest=Guest("Gast", "no address"))
    assert not Comment.objects.exists()


def test_reply_below_the_deepest_level_is_filed_beside_its_parent(post: Post, known: User) -> None:
    makers.make_thread(post, [post.author], 101, levels=101)
    last = Comment.objects.filter(post=post).latest("pk")
    reply = say(post, known, parent=last)
    assert (reply.parent, reply.depth) == (last, last.depth)
    assert Comment.objects.filter(post=post).order_by("path").last() == reply


@pytest.mark.parametrize("size", [10, 1000])
def test_query_count_does_not_grow_with_the_thread(post: Post, known: User, size: int) -> None:
    parent = makers.make_comment(post, known)
    makers.make_thread(post, [post.author], size)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        post_comment(post=post, author=known, body="New.", parent=parent)
    assert len(queries) == 7 + makers.locks(), [query["sql"] for query in queries]
