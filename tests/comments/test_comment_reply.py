"""Sending a reply."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import arrivals
from accounts.models import User
from blog.models import Post
from comments.models import Comment
from comments.moderation.pipeline import COMMENTS_PER_MINUTE
from courses.visibility import Visibility
from tests import makers

pytestmark = pytest.mark.django_db
GUEST = {"body": "Well said.", "name": "Gast", "email": "gast@example.org", "website": "", "parent": ""}


@pytest.fixture
def known(post: Post, classmate: User) -> User:
    makers.make_comment(makers.make_post(post.author, post.course), classmate)
    return classmate


def send(client: Client, post: Post, **data: Any) -> Any:
    return client.post(f"{post.get_absolute_url()}reply/", GUEST | data)


def text_in(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_members_comment_is_published_and_leads_to_its_permalink(
    client: Client, post: Post, known: User
) -> None:
    client.force_login(known)
    response = send(client, post)
    comment = Comment.objects.get(post=post)
    assert response.status_code == 302
    assert response["Location"] == f"{post.get_absolute_url()}?comment={comment.pk}#comment-{comment.pk}"
    assert "Well said." in text_in(client.get(response["Location"]))


def test_signed_in_member_needs_no_name_and_is_not_named_otherwise(
    client: Client, post: Post, known: User
) -> None:
    client.force_login(known)
    send(client, post, name="Somebody", email="forged@example.org")
    comment = Comment.objects.get(post=post)
    assert (comment.author, comment.guest_name, comment.guest_email) == (known, "", "")


def test_guests_comment_is_held_and_seen_by_that_guest_alone(client: Client, post: Post) -> None:
    response = send(client, post)
    assert response.status_code == 302
    page = text_in(client.get(response["Location"]))
    assert "Well said." in page
    assert "Your comment is awaiting moderation. A teacher reads guests’ comments before" in page
    assert "Well said." not in text_in(Client().get(post.get_absolute_url()))


def test_members_first_comment_is_held_and_seen_by_them_alone(
    client: Client, post: Post, classmate: User, instructor: User
) -> None:
    client.force_login(classmate)
    send(client, post)
    assert "awaiting moderation" in text_in(client.get(post.get_absolute_url()))
    client.force_login(instructor)
    assert "Well said." not in text_in(client.get(post.get_absolute_url()))


def test_member_of_another_course_may_comment_where_they_may_read(
    client: Client, post: Post, outsider: User
) -> None:
    Post.objects.update(visibility=Visibility.SIGNED_IN)
    client.force_login(outsider)
    assert send(client, post).status_code == 302
    assert Comment.objects.get().status == "held"


def test_who_may_not_read_the_essay_gets_404(client: Client, post: Post, outsider: User) -> None:
    Post.objects.update(visibility=Visibility.COURSE)
    assert send(client, post).status_code == 404
    client.force_login(outsider)
    assert send(client, post).status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_address_leads_to_the_form(client: Client, post: Post, method: str) -> None:
    response = getattr(client, method)(f"{post.get_absolute_url()}reply/")
    assert (response.status_code, response["Location"]) == (302, f"{post.get_absolute_url()}#respond")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(client: Client, post: Post, method: str) -> None:
    assert getattr(client, method)(f"{post.get_absolute_url()}reply/").status_code == 405


def test_reply_is_stored_under_its_parent(client: Client, post: Post, known: User) -> None:
    parent = makers.make_comment(post)
    client.force_login(known)
    send(client, post, parent=str(parent.pk))
    assert Comment.objects.get(author=known, post=post).parent == parent


@pytest.mark.parametrize("parent", ["", "0", " 0 "])
def test_no_parent_is_the_first_level(client: Client, post: Post, known: User, parent: str) -> None:
    client.force_login(known)
    assert send(client, post, parent=parent).status_code == 302
    assert Comment.objects.get(post=post).parent is None


def test_missing_fields_are_named_and_linked_and_the_text_stays(client: Client, post: Post) -> None:
    response = send(client, post, name="", email="nonsense")
    page = text_in(response)
    assert response.status_code == 422
    assert '<a href="#id_name">Name: Please type your name.</a>' in page
    assert '<a href="#id_email">Email: Please type a whole email address' in page
    assert "Well said." in page
    assert "<title>Error: " in page
    assert not Comment.objects.exists()


def test_error_is_described_at_its_field(client: Client, post: Post) -> None:
    page = text_in(send(client, post, email=""))
    assert 'aria-describedby="email-notes id_email_error"' in page
    assert 'id="id_email_error"' in page


def test_refused_form_has_the_parents_heading_and_links_to_the_essays_page(
    client: Client, post: Post
) -> None:
    parent = makers.make_comment(post, makers.make_user("Tom Maxwell"))
    page = text_in(send(client, post, name="", parent=str(parent.pk)))
    assert "Leave a Reply to Tom Maxwell" in page
    assert f'href="{post.get_absolute_url()}?replytocom={parent.pk}#respond"' in page
    assert 'href="?' not in page


def test_member_whose_session_ended_is_told_so_and_led_back_to_the_form(
    client: Client, post: Post, known: User
) -> None:
    parent = makers.make_comment(post)
    member = {"name": "", "email": "", "writer": str(known.pk), "parent": str(parent.pk)}
    page = text_in(send(client, post, **member))
    back = quote(f"{post.get_absolute_url()}?replytocom={parent.pk}#respond", safe="")
    assert f'You have been signed out: <a href="{reverse("account_login")}?next={back}">sign in</a>' in page
    assert f'<input type="hidden" name="writer" value="{known.pk}">' in page
    assert "Well said.</textarea>" in page


def test_member_whose_session_ended_may_post_as_a_guest(client: Client, post: Post, known: User) -> None:
    response = send(client, post, writer=str(known.pk))
    assert response.status_code == 302
    assert Comment.objects.get(post=post).author is None
    assert response.cookies["colloquy_sent"].value == f"{known.pk}-0"


@pytest.mark.parametrize("writer", ["", "0", "x", "-1", "9" * 500])
def test_guest_is_not_told_to_have_been_signed_out(client: Client, post: Post, writer: str) -> None:
    assert "signed out" not in text_in(send(client, post, name="", writer=writer))


def test_duplicate_gets_409_the_text_and_a_link_to_the_first(client: Client, post: Post, known: User) -> None:
    client.force_login(known)
    send(client, post)
    response = send(client, post)
    assert response.status_code == 409
    assert "You have said that already" in text_in(response)
    assert Comment.objects.get(post=post).get_absolute_url() in text_in(response)


def test_the_same_form_sent_twice_is_one_comment(client: Client, post: Post) -> None:
    page = client.get(post.get_absolute_url()).content.decode()
    form = re.search(r'name="submission" value="([^"]+)"', page)
    assert form is not None
    first = send(client, post, submission=form[1])
    assert send(client, post, submission=form[1])["Location"] == first["Location"]
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("submission", ["", "forged", "0:1:x", "é" * 300])
def test_form_without_a_good_id_is_taken(client: Client, post: Post, submission: str) -> None:
    assert send(client, post, submission=submission).status_code == 302


def test_old_form_is_taken(client: Client, post: Post, time_machine: Any) -> None:
    time_machine.move_to(timezone.now() - timedelta(days=30))
    old = arrivals.new_submission()
    time_machine.move_to(timezone.now() + timedelta(days=30))
    assert arrivals.submission_in(old).hex not in old
    assert send(client, post, submission=old).status_code == 302


def test_twenty_first_comment_within_a_minute_gets_429(client: Client, post: Post) -> None:
    answers = [send(client, post, body=f"Number {n}") for n in range(COMMENTS_PER_MINUTE + 1)]
    assert [answer.status_code for answer in answers] == [302] * COMMENTS_PER_MINUTE + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert f"Number {COMMENTS_PER_MINUTE}" in text_in(answers[-1])


def test_forged_forwarding_header_changes_no_limit(client: Client, post: Post) -> None:
    for n in range(COMMENTS_PER_MINUTE + 1):
        address = f"{post.get_absolute_url()}reply/"
        response = client.post(
            address, GUEST | {"body": f"Number {n}"}, headers={"x-forwarded-for": f"192.0.2.{n}"}
        )
    assert response.status_code == 429


def test_closed_thread_answers_403_with_the_text(client: Client, post: Post) -> None:
    Post.objects.update(comments_close_at=timezone.now())
    response = send(client, post, name="")
    page = text_in(response)
    assert response.status_code == 403
    assert "Comments are closed." in page
    assert "Well said.</textarea>" in page
    assert not Comment.objects.exists()


def test_accepted_draft_is_named_for_the_browser_to_forget(client: Client, post: Post, known: User) -> None:
    parent = makers.make_comment(post)
    client.force_login(known)
    response = send(client, post, parent=str(parent.pk))
    cookie = response.cookies["colloquy_sent"]
    assert (cookie.value, cookie["path"]) == (f"{known.pk}-{parent.pk}", post.get_absolute_url())
    assert "colloquy_sent" not in send(client, post, body="").cookies


def test_message_in_the_summary_comes_first_in_the_form(client: Client, post: Post) -> None:
    page = text_in(send(client, post, body=""))
    assert page.index('id="error-summary"') < page.index('id="reply-form"')
    assert 'id="error-summary" role="alert" tabindex="-1"' in page


@pytest.mark.parametrize("size", [10, 1000])
def test_twelve_queries_or_fewer_for_a_reply(client: Client, post: Post, known: User, size: int) -> None:
    makers.make_thread(post, [post.author], size)
    parent = Comment.objects.filter(post=post).latest("pk")
    client.force_login(known)
    send(client, post, body="Prepares the queries.")
    with CaptureQueriesContext(connection) as queries:
        assert send(client, post, parent=str(parent.pk)).status_code == 302
    assert len(queries) == 11 + makers.locks(), [query["sql"][:80] for query in queries]


@pytest.mark.parametrize("size", [10, 1000])
def test_query_count_for_a_guest(client: Client, post: Post, size: int) -> None:
    makers.make_thread(post, [post.author], size)
    send(client, post, body="Prepares the queries.")
    with CaptureQueriesContext(connection) as queries:
        assert send(client, post).status_code == 302
    assert len(queries) == 7 + makers.locks(), [query["sql"][:80] for query in queries]
