"""Steps of an essay's way on the page of notices."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from blog.models import Post
from blog.publishing import actions as publishing
from comments.models import Notice, NoticeSettings
from comments.notices.counting import wrong_counts
from courses.models import Course, Membership, WritingPolicy
from tests import makers

from .test_notice_list import unread

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(course: Course, author: User) -> Post:
    WritingPolicy.objects.create(course=course, publishing="staff")
    return makers.make_draft(author, course, title="On bread")


@pytest.fixture
def returned(draft: Post, author: User, instructor: User) -> Post:
    publishing.submit(post=draft, by=author)
    publishing.return_with_note(post=draft, by=instructor, note="Where is this from?")
    return draft


def page_of(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get("/notices/").text


def test_writer_finds_what_came_back_with_its_note(client: Client, returned: Post, author: User) -> None:
    page = page_of(client, author)
    assert "Your essay was returned to you" in page
    assert "Where is this from?" in page
    assert f'href="/essays/{returned.pk}/publication/"' in page
    assert (unread(author), wrong_counts().exists()) == (1, False)


def test_staff_find_what_was_handed_in(client: Client, returned: Post, instructor: User) -> None:
    assert "An essay was handed in" in page_of(client, instructor)
    assert "On bread" in page_of(client, instructor)


def test_who_takes_the_next_step_has_read_of_the_last(
    draft: Post, author: User, instructor: User, assistant: User
) -> None:
    publishing.submit(post=draft, by=author)
    assert (unread(instructor), unread(assistant)) == (1, 1)
    publishing.return_with_note(post=draft, by=instructor, note="Where is this from?")
    assert (unread(author), unread(instructor), unread(assistant)) == (1, 0, 1)
    publishing.submit(post=draft, by=author)
    assert (unread(author), unread(instructor), unread(assistant)) == (0, 1, 2)
    assert not wrong_counts().exists()


def test_staff_read_who_handed_it_in(client: Client, draft: Post, author: User, instructor: User) -> None:
    publishing.submit(post=draft, by=author)
    assert f"<span>By {author}</span>" in page_of(client, instructor)


def test_nobody_is_told_of_what_they_did(client: Client, draft: Post, author: User) -> None:
    publishing.submit(post=draft, by=author)
    assert "Nothing yet." in page_of(client, author)


def test_who_wants_no_mail_finds_it_there(
    client: Client, draft: Post, author: User, instructor: User
) -> None:
    NoticeSettings.objects.create(user=instructor, decision="never")
    publishing.submit(post=draft, by=author)
    assert "An essay was handed in" in page_of(client, instructor)


def test_who_left_the_course_reads_no_title(client: Client, returned: Post, instructor: User) -> None:
    Membership.objects.filter(user=instructor).delete()
    page = page_of(client, instructor)
    assert "About an essay that you may not read any more" in page
    assert "On bread" not in page


def test_it_is_marked_as_read(client: Client, returned: Post, author: User) -> None:
    client.force_login(author)
    client.post("/notices/read/", {"notice": Notice.objects.get(recipient=author).pk})
    assert unread(author) == 0


def test_choice_of_mail_leaves_it_alone(client: Client, returned: Post, author: User) -> None:
    client.force_login(author)
    choice = dict.fromkeys(["reply", "comment", "mention", "followed", "decision"], "daily")
    assert client.post("/notices/settings/", choice).status_code == 302
    assert Notice.objects.get(recipient=author).mail_due_at is None


@pytest.mark.parametrize("change", [{"step": None}, {"kind": "reply"}, {"mail_due_at": "2020-02-24T12:00Z"}])
def test_notice_of_a_step_has_a_step_and_no_mail_of_its_own(
    returned: Post, author: User, change: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match="notice_names_its_step"), transaction.atomic():
        Notice.objects.filter(recipient=author).update(**change)
