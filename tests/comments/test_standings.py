"""Deciding about people: limiting, silencing, excluding, trusting."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments.actions import post_comment
from comments.models import ModerationEntry
from comments.moderation.refusals import WriterSilenced
from comments.moderation.standings import lift_standing, set_standing
from courses.models import Course, Membership, Standing
from tests import makers

pytestmark = pytest.mark.django_db
LEVEL = Standing.Level
WHY = "Unkind to a classmate"


@pytest.fixture
def known(post: Post, classmate: User) -> User:
    makers.make_comment(makers.make_post(post.author, post.course), classmate)
    return classmate


def decide(course: Course, user: User, by: User, level: str = LEVEL.SILENCED, **options: Any) -> Standing:
    return set_standing(course=course, user=user, level=level, by=by, **({"reason": WHY} | options))


def test_silenced_member_cannot_write_until_the_date(
    post: Post, known: User, instructor: User, time_machine: Any
) -> None:
    decide(post.course, known, instructor, until=timezone.now() + timedelta(days=1))
    with pytest.raises(WriterSilenced, match=WHY):
        post_comment(post=post, author=known, body="Well said.")
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert post_comment(post=post, author=known, body="Well said.").status == "published"


def test_page_of_the_silenced_says_so_with_403_and_keeps_the_text(
    client: Client, post: Post, known: User, instructor: User
) -> None:
    decide(post.course, known, instructor)
    client.force_login(known)
    response = client.post(f"{post.get_absolute_url()}reply/", {"body": "Well said.", "parent": ""})
    assert response.status_code == 403
    assert f"You have been silenced in this course. Nothing was posted. The reason: {WHY}" in str(
        response.content.decode()
    )
    assert "Well said.</textarea>" in response.content.decode()


@pytest.mark.parametrize("level", [LEVEL.SILENCED, LEVEL.EXCLUDED])
def test_silenced_reader_is_told_in_place_of_the_form(
    client: Client, post: Post, known: User, instructor: User, level: str
) -> None:
    decide(post.course, known, instructor, level, until=timezone.now() + timedelta(days=1))
    client.force_login(known)
    page = client.get(post.get_absolute_url()).text
    assert re.search(rf"You have been \w+ \w+ this course until [^.]+\. The reason: {WHY}", page)
    assert "reply-form" not in page
    assert "replytocom" not in page


def test_limited_reader_is_told_above_the_form(
    client: Client, post: Post, known: User, instructor: User
) -> None:
    decide(post.course, known, instructor, LEVEL.LIMITED)
    client.force_login(known)
    page = client.get(post.get_absolute_url()).text
    assert f"A teacher reads your comments before they appear. The reason: {WHY}" in page
    assert "reply-form" in page


def test_everyone_else_has_the_form_and_no_word_of_it(
    client: Client, post: Post, known: User, editor: User, instructor: User, staff: User
) -> None:
    decide(post.course, known, instructor)
    Standing.objects.update(until=timezone.now() - timedelta(days=1))
    decide(makers.make_course(), editor, staff)
    for user in (known, editor, instructor):
        client.force_login(user)
        page = client.get(post.get_absolute_url()).text
        assert "reply-form" in page
        assert WHY not in page


def test_silence_is_for_one_course(post: Post, known: User, instructor: User) -> None:
    other = makers.make_course()
    Membership.objects.create(course=other, user=known)
    decide(post.course, known, instructor)
    assert post_comment(post=makers.make_post(course=other), author=known, body="Well said.")


def test_limited_members_comments_wait_and_trusted_ones_do_not(
    post: Post, known: User, classmate: User, editor: User, instructor: User
) -> None:
    decide(post.course, known, instructor, LEVEL.LIMITED)
    decide(post.course, editor, instructor, LEVEL.TRUSTED, reason="")
    assert post_comment(post=post, author=known, body="Well said.").status == "held"
    assert post_comment(post=post, author=editor, body="https://a.example https://b.example").is_shown


def test_excluded_member_is_out_and_cannot_come_back(
    client: Client, post: Post, known: User, instructor: User
) -> None:
    Course.objects.update(enrolment=Course.Enrolment.OPEN)
    decide(post.course, known, instructor, LEVEL.EXCLUDED)
    client.force_login(known)
    address = reverse("courses:course_join", args=[post.course.slug])
    assert client.post(address).status_code == 403
    assert not Membership.objects.filter(course=post.course, user=known).exists()
    with pytest.raises(WriterSilenced):
        post_comment(post=post, author=known, body="Well said.")


def test_who_was_excluded_may_join_again_when_that_is_lifted(
    client: Client, post: Post, known: User, instructor: User
) -> None:
    Course.objects.update(enrolment=Course.Enrolment.OPEN)
    decide(post.course, known, instructor, LEVEL.EXCLUDED)
    assert lift_standing(course=post.course, user=known, by=instructor)
    client.force_login(known)
    client.post(reverse("courses:course_join", args=[post.course.slug]))
    assert Membership.objects.filter(course=post.course, user=known).exists()


def test_journal_says_who_decided_what_about_whom(post: Post, known: User, instructor: User) -> None:
    decide(post.course, known, instructor, LEVEL.LIMITED)
    decide(post.course, known, instructor)
    lift_standing(course=post.course, user=known, by=instructor, reason="Apologised")
    lines = ModerationEntry.objects.order_by("pk").values_list("person", "from_status", "to_status", "reason")
    assert list(lines) == [
        (known.pk, "none", "limited", WHY),
        (known.pk, "limited", "silenced", WHY),
        (known.pk, "silenced", "none", "Apologised"),
    ]


def test_who_was_silenced_and_then_made_a_teacher_writes(post: Post, known: User, instructor: User) -> None:
    decide(post.course, known, instructor)
    Membership.objects.filter(course=post.course, user=known).update(role="assistant")
    assert post_comment(post=post, author=known, body="Well said.").status == "published"


def test_lifting_nothing_is_no_decision(post: Post, known: User, instructor: User) -> None:
    assert not lift_standing(course=post.course, user=known, by=instructor)
    assert not ModerationEntry.objects.exists()


@pytest.mark.parametrize("role", ["classmate", "editor", "outsider"])
def test_only_who_teaches_the_course_decides(post: Post, author: User, role: str, request: Any) -> None:
    with pytest.raises(PermissionDenied):
        decide(post.course, author, request.getfixturevalue(role))
    with pytest.raises(PermissionDenied):
        lift_standing(course=post.course, user=author, by=request.getfixturevalue(role))
    assert not Standing.objects.exists()


@pytest.mark.parametrize("role", ["instructor", "assistant", "staff"])
def test_nobody_decides_about_who_teaches(post: Post, assistant: User, role: str, request: Any) -> None:
    with pytest.raises(PermissionDenied):
        decide(post.course, request.getfixturevalue(role), assistant)


@pytest.mark.parametrize(
    "options",
    [
        {"reason": ""},
        {"level": "none"},
        {"level": "banned"},
        {"until": timezone.now() - timedelta(days=1)},
        {"reason": "x" * 501},
    ],
)
def test_bad_decision_is_refused(post: Post, known: User, instructor: User, options: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        decide(post.course, known, instructor, **options)
    assert not Standing.objects.exists()
    assert not ModerationEntry.objects.exists()
