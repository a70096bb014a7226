"""What a guest's form tells of its sender: the field that nobody sees, and how old the form is."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import arrivals
from accounts.clients import address_block
from accounts.models import User
from blog.models import Post
from comments.actions import Guest, post_comment
from comments.models import Comment, ModerationPolicy
from comments.moderation.pipeline import COMMENTS_PER_MINUTE
from comments.moderation.refusals import TooManyComments, WrongLength
from comments.moderation.written import latest_written
from courses.models import Standing
from tests import makers

pytestmark = pytest.mark.django_db
FIELDS = {"body": "Well said.", "name": "Gast", "email": "gast@example.org", "parent": ""}


def send(client: Client, post: Post, **data: Any) -> Comment:
    assert client.post(f"{post.get_absolute_url()}reply/", FIELDS | data).status_code == 302
    return Comment.objects.latest("pk")


def rule_of(comment: Comment) -> tuple[str, str]:
    return comment.status, comment.moderation_log.get().rule


def test_field_that_nobody_sees_catches_who_fills_it_in(client: Client, post: Post) -> None:
    page = client.get(post.get_absolute_url()).content.decode()
    field = re.search(r'<input name="(\w+)" autocomplete="off" hidden>', page)
    assert field
    assert rule_of(send(client, post, **{field[1]: "Cheap watches"})) == ("spam", "trap")


def test_guests_spam_looks_to_them_as_what_waits(client: Client, post: Post) -> None:
    ModerationPolicy.objects.create(course=post.course, spam_words="casino", held_words="bonus")
    drawn = {}
    for word in ("casino", "bonus"):
        comment = send(client, post, body=f"A {word}")
        page = client.get(comment.get_absolute_url()).content.decode()
        article = page.partition(f'id="comment-{comment.pk}"')[2].partition("</article>")[0]
        drawn[comment.status] = (
            article.partition("</time>")[2].replace(word, "").replace(f"/{comment.pk}/", "")
        )
        detail = client.get(f"/comments/{comment.pk}/").content.decode()
        assert "Your comment is awaiting moderation." in detail
    assert drawn["spam"] == drawn["held"]
    assert "A teacher reads it before it appears." in drawn["spam"]


def test_guests_spam_is_seen_in_their_browser_alone(client: Client, post: Post, classmate: User) -> None:
    ModerationPolicy.objects.create(course=post.course, spam_words="casino")
    spam = send(client, post, body="A casino")
    client.force_login(classmate)
    assert "A casino" not in client.get(spam.get_absolute_url()).content.decode()
    assert "A casino" not in Client().get(spam.get_absolute_url()).content.decode()


def test_member_whose_words_a_list_calls_spam_sees_that_they_wait(
    client: Client, post: Post, classmate: User
) -> None:
    ModerationPolicy.objects.create(course=post.course, spam_words="casino")
    client.force_login(classmate)
    comment = send(client, post, body="The casino of history")
    assert rule_of(comment) == ("held", "blocked_words")
    page = client.get(comment.get_absolute_url()).content.decode()
    assert "The casino of history" in page
    assert "A teacher reads it before it appears." in page


def test_members_form_has_no_such_field(client: Client, post: Post, classmate: User) -> None:
    client.force_login(classmate)
    assert f'name="{arrivals.TRAP}"' not in client.get(post.get_absolute_url()).content.decode()


def test_form_sent_at_once_is_held(client: Client, post: Post) -> None:
    assert rule_of(send(client, post, submission=arrivals.new_submission())) == ("held", "form_age")


@pytest.mark.parametrize("age", [timedelta(seconds=5), timedelta(hours=9), timedelta(days=9)])
def test_form_of_some_age_says_nothing(client: Client, post: Post, time_machine: Any, age: timedelta) -> None:
    form = arrivals.new_submission()
    time_machine.move_to(timezone.now() + age)
    assert rule_of(send(client, post, submission=form)) == ("held", "course_policy")


@pytest.mark.parametrize("signed", ["", "forged", "a:b:c", "é:é:é", f"{'0' * 32}:1:{'x' * 43}"])
def test_age_of_a_forged_form_is_not_known(signed: str) -> None:
    assert arrivals.age_of(signed) is None


def test_member_may_be_quick(client: Client, post: Post, classmate: User) -> None:
    makers.make_comment(post, classmate)
    client.force_login(classmate)
    assert send(client, post, submission=arrivals.new_submission()).status == "published"


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8:ffff::/48"),
    ],
)
def test_block_of_an_address(address: str, block: str) -> None:
    assert address_block(address) == block


def test_guests_of_one_network_are_one_client(post: Post) -> None:
    for n in range(COMMENTS_PER_MINUTE):
        ip = f"2001:db8:1:{n}::1"
        post_comment(
            post=post, guest=Guest("Gast", f"gast{n}@example.org"), body=f"Number {n}", ip_address=ip
        )
    guest = Guest("Gast", "gast@example.org")
    with pytest.raises(TooManyComments):
        post_comment(post=post, guest=guest, body="One more", ip_address="2001:db8:1:ffff::1")
    assert post_comment(post=post, guest=guest, body="One more", ip_address="2001:db8:2::1")


def test_search_for_a_networks_latest_uses_its_index(post: Post) -> None:
    latest = Comment.objects.filter(author__isnull=True, address_block="192.0.2.0/24").order_by("-created_at")
    if connection.vendor == "sqlite":
        assert "comment_newest_of_block" in latest.explain()


def test_courses_own_policy_and_lists_are_kept(post: Post) -> None:
    ModerationPolicy.objects.create(course=post.course, mode="at-once", held_words="casino")
    guest = Guest("Gast", "gast@example.org")
    assert post_comment(post=post, guest=guest, body="Well said.").status == "published"
    assert rule_of(post_comment(post=post, guest=guest, body="A casino!")) == ("held", "blocked_words")


def test_writer_of_a_held_comment_is_told_less_than_the_moderator(post: Post) -> None:
    ModerationPolicy.objects.create(course=post.course, held_words="casino")
    entry = post_comment(post=post, guest=Guest("G", "g@example.org"), body="A casino!").moderation_log.get()
    assert (entry.reason, entry.shared_reason) == (
        "Contains “casino”", "A teacher reads it before it appears.",
    )  # fmt: skip


@pytest.mark.parametrize("body", ["", "  ", "x" * 65_526])
def test_text_of_wrong_length_is_refused(post: Post, classmate: User, body: str) -> None:
    with pytest.raises(WrongLength):
        post_comment(post=post, author=classmate, body=body)


def test_trial_leaves_out_whom_the_lists_are_not_held_against(
    post: Post, classmate: User, instructor: User, editor: User, staff: User
) -> None:
    Standing.objects.create(course=post.course, user=editor, level="trusted", set_by=instructor)
    mine = makers.make_comment(post, classmate)
    guests = makers.make_comment(post, guest_name="Gast", guest_email="gast@example.org", status="spam")
    for writer in (instructor, editor, staff):
        makers.make_comment(post, writer)
    makers.make_comment(makers.make_post(), classmate)
    found = latest_written(post.course)
    assert [written.pk for written in found] == [guests.pk, mine.pk]
    assert [written.email for written in found] == ["gast@example.org", classmate.email]
