"""What nobody's browser sends, and what people paste: a clear answer, nothing lost, nothing wrong stored."""

from __future__ import annotations

import html
import time
from typing import Any

import pytest
from django.test import Client

from blog.models import Post
from comments.models import MAX_BODY_LENGTH, Comment
from tests import makers

from .test_comment_reply import GUEST, send, text_in

pytestmark = pytest.mark.django_db
ZERO_WIDTH = "\u200b\u200c\u200d\ufeff\u2060\u3164"
RIGHT_TO_LEFT = "هذا مقال رائع"


@pytest.mark.parametrize("body", ["", "  \n ", ZERO_WIDTH, "\x00\x00", "\u2800", "\u202e"])
def test_text_that_cannot_be_seen_is_empty(client: Client, post: Post, body: str) -> None:
    response = send(client, post, body=body)
    assert response.status_code == 422
    assert "Please type your comment." in text_in(response)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["", "\u200b", "\u202e"])
def test_name_that_cannot_be_seen_is_empty(client: Client, post: Post, name: str) -> None:
    assert "Please type your name." in text_in(send(client, post, name=name))


def test_name_loses_what_turns_the_line_around(client: Client, post: Post) -> None:
    send(client, post, name="Ga\u202est\n\x00 Hund")
    assert Comment.objects.get().guest_name == "Gast Hund"


def test_longest_text_is_taken_and_a_longer_one_is_kept_for_the_writer(client: Client, post: Post) -> None:
    assert send(client, post, body="ä" * MAX_BODY_LENGTH).status_code == 302
    response = send(client, post, body="ä" * (MAX_BODY_LENGTH + 1))
    assert response.status_code == 422
    assert "Your comment has 65526 characters; it may have 65525." in text_in(response)
    assert "ä" * (MAX_BODY_LENGTH + 1) in text_in(response)


@pytest.mark.parametrize("body", [RIGHT_TO_LEFT, "😀" * 10_000, "a\u0301" * 500, "Привет, 世界"])
def test_text_in_any_script_is_stored_as_typed(client: Client, post: Post, body: str) -> None:
    assert send(client, post, body=body).status_code == 302
    comment = Comment.objects.get()
    assert comment.body == body
    assert body in text_in(client.get(post.get_absolute_url()))


def test_characters_that_no_database_holds_are_left_out(client: Client, post: Post) -> None:
    address = f"{post.get_absolute_url()}reply/"
    body = "body=a%00b%ED%A0%80c%0D%0Ad&name=Gast&email=gast%40example.org"
    response = client.generic("POST", address, body, "application/x-www-form-urlencoded")
    assert response.status_code == 302
    assert Comment.objects.get().body.startswith("ab")
    assert Comment.objects.get().body.endswith("c\nd")


@pytest.mark.parametrize("parent", ["letters", "-1", "1e3", "9" * 400, "99999999999", "1.0", "٣", "0x1"])
def test_parent_that_is_none_is_refused_and_the_text_kept(client: Client, post: Post, parent: str) -> None:
    response = send(client, post, parent=parent)
    assert response.status_code == 422
    assert "The comment you are answering is no longer there." in text_in(response)
    assert "Well said." in text_in(response)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("status", ["held", "spam", "removed"])
def test_parent_that_is_hidden_is_refused(client: Client, post: Post, status: str) -> None:
    hidden = makers.make_comment(post, status=status, body="Hidden words")
    response = send(client, post, parent=str(hidden.pk))
    assert response.status_code == 422
    assert "Hidden words" not in text_in(response)


def test_parent_under_another_essay_is_refused(client: Client, post: Post) -> None:
    elsewhere = makers.make_comment(makers.make_post(post.author, post.course))
    assert send(client, post, parent=str(elsewhere.pk)).status_code == 422


def test_refused_reply_can_be_sent_on_the_first_level(client: Client, post: Post) -> None:
    page = text_in(send(client, post, parent="999"))
    assert '<input type="hidden" name="parent" value="">' in page


def test_forged_fields_change_nothing(client: Client, post: Post) -> None:
    other = makers.make_post()
    forged = {
        "status": "published", "post": str(other.pk), "author": str(post.author_id), "id": "1", "path": "0",
        "depth": "9", "html": "<b>x</b>", "created_at": "2001-01-01", "ip_address": "192.0.2.9",
    }  # fmt: skip
    client.post(f"{post.get_absolute_url()}reply/", GUEST | forged)
    comment = Comment.objects.get()
    assert (comment.status, comment.post, comment.author, comment.depth) == ("held", post, None, 0)
    assert comment.ip_address == "127.0.0.1"
    assert comment.created_at.year > 2001


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](data:text/html,hello)",
        "<a href='javascript:alert(1)'>x</a>",
        "</div></article><article id='comment-1'>",
        '"><svg onload=alert(1)>',
    ],
)
def test_markup_in_a_comment_stays_text(client: Client, post: Post, body: str) -> None:
    send(client, post, body=body)
    drawn = Comment.objects.get().html
    for element in ("<script", "<img", "<svg", "<article", 'javascript:alert(1)"', 'href="data:'):
        assert element not in drawn
    assert drawn.count("<div>") == drawn.count("</div>") == 1


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "not a site"]
)
def test_website_has_to_be_one(client: Client, post: Post, website: str) -> None:
    response = send(client, post, website=website)
    assert response.status_code == 422
    assert "Please type a whole web address" in text_in(response)


def test_website_without_a_scheme_is_completed(client: Client, post: Post) -> None:
    send(client, post, website="gast.example")
    assert Comment.objects.get().guest_website == "https://gast.example"


@pytest.mark.parametrize("body", ["[" * 60_000, "> " * 5_000, "- " * 5_000, "*a " * 20_000, "`" * 60_000])
def test_nesting_by_the_thousand_is_answered_in_time(client: Client, post: Post, body: str) -> None:
    begin = time.process_time()
    assert send(client, post, body=body).status_code == 302
    assert client.get(post.get_absolute_url()).status_code == 200
    assert time.process_time() - begin < 3


@pytest.mark.parametrize("limit", [("name", 245), ("website", 200), ("email", 100)])
def test_long_fields_are_refused(client: Client, post: Post, limit: tuple[str, int]) -> None:
    name, most = limit
    stem = {"name": "", "website": "https://a.example/", "email": "@example.org"}[name]
    fill = "x" * (most + 1 - len(stem))
    value = fill + stem if name == "email" else stem + fill
    assert send(client, post, **{name: value}).status_code == 422
    assert not Comment.objects.exists()


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "latin-1"])
def test_other_charsets_get_400(post: Post, charset: str) -> None:
    client = Client(raise_request_exception=False)
    address = f"{post.get_absolute_url()}reply/"
    form = f"application/x-www-form-urlencoded; charset={charset}"
    assert client.generic("POST", address, "body=x", form).status_code == 400


def test_missing_token_gets_403(post: Post) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(f"{post.get_absolute_url()}reply/", GUEST)
    assert response.status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x"]
)
def test_other_bodies_are_an_empty_form(client: Client, post: Post, content_type: str) -> None:
    response: Any = client.generic("POST", f"{post.get_absolute_url()}reply/", '{"body": 1}', content_type)
    assert response.status_code == 422


def test_text_is_kept_exactly_whatever_it_holds(client: Client, post: Post) -> None:
    body = "</textarea><script>alert(1)</script> & “quoted” \U0001f600"
    response = send(client, post, body=body, name="")
    assert html.escape(body, quote=False) in response.content.decode()
