"""Forms as nobody should send them: refused or taken, never an error of ours, never slow, nothing lost."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from blog.models import Post
from comments.models import Comment, ModerationEntry

from .bad_input import (
    ESSAY,
    FORMS,
    GUEST_REPLY,
    PICTURES,
    PROFILE,
    SIGN_UP,
    SLOWEST,
    TEXTS,
    WORDS,
    Form,
    reply_address,
    send,
)
from .html_checks import faults
from .world import arguments, client_of, essay, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

# What no page may hold. A refused text is shown as it came, and browsers drop them.
CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))
by_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


@by_form
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_gets_an_answer_and_a_sound_page(form: Form, text: str) -> None:
    client, good = client_of(form.who), form.fields()
    everywhere = {name: text if isinstance(value, str) else value for name, value in good.items()}
    for fields in [everywhere, good | {form.main: text}]:
        response = send(client, form.address(), fields)
        if response.status_code == 302:
            start = time.process_time()
            response = client.get(response.headers["Location"])
            assert time.process_time() - start < SLOWEST
            assert response.status_code in (200, 404)
            assert not faults(response.content)
        else:
            assert not faults(response.content.translate(None, delete=CONTROLS))


@by_form
def test_form_in_utf_16_is_a_bad_request(form: Form) -> None:
    body = urlencode(form.fields()).encode("utf-16")
    client = client_of(form.who)
    client.raise_request_exception = False
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    assert client.generic("POST", form.address(), body, content_type=kind).status_code == 400


@by_form
def test_form_that_breaks_off_stores_nothing(form: Form) -> None:
    client, before = client_of(form.who), stored()
    client.raise_request_exception = False
    for body in [b"", b"--x\r\nContent-Disposition: form-data; name=", b"--x\r\n\r\n" * 50]:
        response = client.post(form.address(), body, content_type="multipart/form-data; boundary=x")
        # 200 is the stock admin's answer to a form that it does not take.
        assert response.status_code in (200, 400, 403, 404, 422)
    assert stored() == before


@by_form
def test_form_of_three_megabytes_is_too_large(form: Form) -> None:
    response = send(client_of(form.who), form.address(), form.fields() | {form.main: "a" * 3_000_000})
    assert response.status_code == 413
    assert not faults(response.content)


@by_form
def test_form_with_a_thousand_fields_is_a_bad_request(form: Form) -> None:
    fields = form.fields() | {f"field-{n}": "" for n in range(1_000)}
    assert send(client_of(form.who), form.address(), fields).status_code == 400


@by_form
def test_form_without_its_token_is_refused_and_shown_again(form: Form) -> None:
    client = client_of(form.who)
    client.handler.enforce_csrf_checks = True
    before = stored()
    response = send(client, form.address(), form.fields())
    assert response.status_code == 403
    assert not faults(response.content)
    if " " in form.fields()[form.main]:
        assert form.fields()[form.main] in unescape(response.content.decode())
    assert stored() == before


def stored() -> list[Any]:
    return [
        User.objects.count(),
        Post.objects.count(),
        Comment.objects.count(),
        ModerationEntry.objects.count(),
        User.objects.get(email="tom@colloquy.example").biography,
    ]


# What a reply may not answer, by what is wrong with it.
NO_PARENTS: dict[str, Callable[[], Any]] = {
    "of another essay": lambda: essay("A deep thread").comments.first().pk,
    "held": lambda: essay("For world").comments.get(status="held").pk,
    "removed": lambda: Comment.objects.filter(status="removed").first().pk,
    "spam": lambda: Comment.objects.filter(status="spam").first().pk,
    "missing": lambda: 10**9,
    "negative": lambda: -1,
    "beyond the database": lambda: 10**30,
    "letters": lambda: "abc",
    "digits of another script": lambda: "٣",
    "a list": lambda: "1,2",
    "with a NUL": lambda: "1\x00",
    "a float": lambda: "1.5",
    "very long": lambda: "1" * 5_000,
}


@pytest.mark.parametrize("wrong", NO_PARENTS)
def test_reply_to_what_cannot_be_answered_is_refused_with_its_text(wrong: str) -> None:
    before = Comment.objects.count()
    response = send(client_of("max"), reply_address(), {"body": WORDS, "parent": NO_PARENTS[wrong]()})
    assert response.status_code == 422
    assert WORDS in response.content.decode()
    assert Comment.objects.count() == before


@pytest.mark.parametrize("none", ["", "0", " "])
def test_reply_to_none_is_a_comment_of_the_first_level(none: str) -> None:
    assert send(client_of("max"), reply_address(), {"body": WORDS, "parent": none}).status_code == 302
    assert Comment.objects.get(body=WORDS).parent is None


def test_forged_fields_change_nothing_of_a_reply() -> None:
    theirs = Comment.objects.filter(author=person("siria")).first()
    forged = {
        "status": "published", "author": person("isaiah").pk, "post": essay("A deep thread").pk, "depth": "9",
        "path": "zzzzzzz", "ip_address": "203.0.113.9", "created_at": "2000-01-01", "html": "<b>x</b>",
        "id": theirs.pk, "submission": theirs.submission,
    }  # fmt: skip
    fields = GUEST_REPLY.fields() | forged
    assert (
        send(Client(), reply_address(), fields, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 302
    )
    comment = Comment.objects.get(body=WORDS)
    assert (comment.status, comment.author, comment.post, comment.depth) == (
        "held",
        None,
        essay("For world"),
        0,
    )
    assert comment.ip_address == "127.0.0.1"
    assert comment.submission != theirs.submission
    theirs.refresh_from_db()
    assert theirs.body != WORDS


def test_forged_fields_change_nothing_of_an_essay() -> None:
    forged = {
        "author": person("isaiah").pk, "status": "withdrawn", "slug": "forged", "published_at": "2000-01-01",
        "body_html": "<b>x</b>", "id": essay("For world").pk, "comment_count": "99", "category": 1,
    }  # fmt: skip
    assert send(client_of("tom"), "/write/", ESSAY.fields() | forged).status_code == 302
    post = Post.objects.get(body=WORDS)
    assert (post.author, post.status, post.slug, post.comment_count) == (
        person("tom"),
        "published",
        "a-title",
        0,
    )
    assert post.published_at.year > 2000
    assert post.category is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("course", lambda: arguments()["@other-course"]),
        ("unit", lambda: arguments()["@foreign-unit"]),
        ("visibility", lambda: "nobody"),
        ("course", lambda: "x"),
        ("course", lambda: 10**30),
        ("unit", lambda: "1\x00"),
    ],
)
def test_essay_takes_no_choice_that_was_not_offered(field: str, value: Callable[[], Any]) -> None:
    response = send(client_of("tom"), "/write/", ESSAY.fields() | {field: value()})
    assert response.status_code == 422
    assert WORDS in response.content.decode()


def test_forged_fields_make_nobody_more_than_they_are() -> None:
    forged = {"is_staff": "on", "is_active": "", "email": "tom@evil.example", "slug": "isaiah", "id": "1"}
    assert send(client_of("tom"), "/profile/", PROFILE.fields() | forged).status_code == 302
    assert send(Client(), "/accounts/signup/", SIGN_UP.fields() | {"is_staff": "on"}).status_code == 302
    tom, nora = person("tom"), User.objects.get(email="nora@example.org")
    assert (tom.is_staff, tom.is_active, tom.slug, nora.is_staff) == (False, True, "tom", False)


def test_moderator_cannot_reach_another_courses_comments() -> None:
    pks = f"{arguments()['@foreign-comment']}"
    address = reverse("admin:comments_comment_moderate", args=["remove"])
    assert send(client_of("instructor"), address, {"pks": pks, "reason": WORDS}).status_code == 404
    for bad in ["", "x", "1;2", "-1", "1" * 400, "\x00", ",".join(map(str, range(6_000)))]:
        assert send(client_of("instructor"), address, {"pks": bad, "reason": WORDS}).status_code in (400, 404)


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize(
    ("form", "field"), [(ESSAY, "picture"), (PROFILE, "new_picture")], ids=["essay", "profile"]
)
def test_picture_that_cannot_be_shown_is_refused(form: Form, field: str, name: str) -> None:
    file = io.BytesIO(PICTURES[name]())
    file.name = name
    start = time.process_time()
    response = client_of(form.who).post(form.address(), form.fields() | {"alt": "A picture", field: file})
    assert time.process_time() - start < SLOWEST
    assert response.status_code == 422
    assert not faults(response.content)
    assert WORDS in response.content.decode()
    assert not Post.objects.filter(body=WORDS).exists()


def test_file_where_words_belong_and_words_where_a_file_belongs() -> None:
    file = io.BytesIO(b"x")
    file.name = "x.txt"
    client = client_of("tom")
    assert client.post("/write/", ESSAY.fields() | {"body": file, "picture": "words"}).status_code == 422
    assert client.post(reply_address(), {"body": file}).status_code == 422
