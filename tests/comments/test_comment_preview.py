"""A comment as it will look."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import rates
from accounts.models import User
from blog.models import Post
from comments.models import MAX_BODY_LENGTH, Comment
from comments.writing import previewing
from courses.visibility import Visibility

from .test_comment_reply import send, text_in

pytestmark = pytest.mark.django_db


def preview(client: Client, post: Post, body: str, user: User | None = None) -> Any:
    if user:
        client.force_login(user)
    return client.post(f"{post.get_absolute_url()}reply/preview/", {"body": body})


def test_guest_sees_the_servers_rendering(client: Client, post: Post) -> None:
    assert preview(client, post, "*So* said.\n\n1986. A year").content.decode() == (
        "<p><em>So</em> said.</p>\n<p>1986. A year</p>\n"
    )


def test_member_sees_whom_it_names(client: Client, post: Post, classmate: User, editor: User) -> None:
    assert "<strong>@Tom Classmate</strong>" in text_in(preview(client, post, "@Tom Classmate", editor))
    assert "<strong>" not in text_in(preview(Client(), post, "@Tom Classmate"))


def test_nothing_is_stored(client: Client, post: Post) -> None:
    preview(client, post, "So said.")
    assert not Comment.objects.exists()


def test_who_may_not_read_the_essay_gets_404(client: Client, post: Post, outsider: User) -> None:
    Post.objects.update(visibility=Visibility.COURSE)
    assert preview(client, post, "So said.").status_code == 404
    assert preview(client, post, "So said.", outsider).status_code == 404


@pytest.mark.parametrize("body", ["", "\x00\u202e", "<script>alert(1)</script>", "[" * 5_000, "a" * 70_000])
def test_bad_text_is_shown_harmlessly(client: Client, post: Post, body: str) -> None:
    response = preview(client, post, body)
    assert response.status_code == 200
    assert b"<script" not in response.content
    assert len(response.content) < MAX_BODY_LENGTH + 100


def test_other_methods_are_refused(client: Client, post: Post) -> None:
    assert client.get(f"{post.get_absolute_url()}reply/preview/").status_code == 405


def test_one_client_gets_so_many_a_minute(
    client: Client, post: Post, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RATE_LIMITS = True
    monkeypatch.setattr(previewing, "MAX_PREVIEWS_PER_MINUTE", 2)
    monkeypatch.setattr(rates.time, "time", lambda: 1_000_000.0)
    cache.clear()
    assert [preview(client, post, "a").status_code for _ in range(3)] == [200, 200, 429]
    assert preview(client, post, "a")["Retry-After"] == "60"


def test_queries_are_few(client: Client, post: Post, editor: User) -> None:
    client.force_login(editor)
    with CaptureQueriesContext(connection) as queries:
        preview(client, post, "@Tom (Freeze 347)")
    assert len(queries) <= 6


def test_button_shows_it_without_script_and_keeps_all(client: Client, post: Post) -> None:
    page = text_in(send(client, post, body="*So* said.", name="Gail", intent="preview", remember="on"))
    assert "<em>So</em> said." in page
    assert "*So* said.</textarea>" in page
    assert 'value="Gail"' in page
    assert "There is a problem" not in page
    assert "<title>Error" not in page
    assert not Comment.objects.exists()


def test_preview_of_nothing_is_no_error(client: Client, post: Post) -> None:
    response = send(client, post, body="", name="", intent="preview")
    assert response.status_code == 200
    assert "There is a problem" not in text_in(response)
