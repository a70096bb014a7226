"""Thanks: given and taken back with one button."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog import markup
from blog.models import Post
from comments import upkeep
from comments.models import Comment, Thanks
from comments.writing.thanking import toggle_thanks
from courses.visibility import Visibility
from tests import makers

from .test_comment_reply import text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(post: Post, classmate: User) -> Comment:
    made = makers.make_comment(post, classmate, body="*Well* said.")
    upkeep.redraw(Comment.objects.all())
    made.refresh_from_db()
    return made


def thank(client: Client, comment: Comment, user: User | None = None, **headers: str) -> Any:
    if user:
        client.force_login(user)
    response = client.post("/comments/thank/", {"comment": str(comment.pk)}, headers=headers)
    comment.refresh_from_db()
    return response


def test_thanks_are_counted_and_shown(client: Client, comment: Comment, editor: User, post: Post) -> None:
    assert thank(client, comment, editor)["Location"] == comment.get_absolute_url()
    assert comment.thanks_count == 1
    assert "<small>Thanks: 1</small>" in text_in(client.get(post.get_absolute_url()))


def test_second_press_takes_them_back(client: Client, comment: Comment, editor: User) -> None:
    thank(client, comment, editor)
    thank(client, comment)
    assert comment.thanks_count == 0
    assert "thank" not in comment.html
    assert not Thanks.objects.exists()


def test_script_is_told_how_it_stands(client: Client, comment: Comment, editor: User) -> None:
    answer = thank(client, comment, editor, accept="application/json")
    assert answer.json() == {"thanked": True, "count": 1}
    assert thank(client, comment, accept="application/json").json() == {"thanked": False, "count": 0}


def test_text_is_not_rendered_anew(comment: Comment, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "render_comment", None)
    toggle_thanks(comment=comment, by=editor)
    comment.refresh_from_db()
    assert "<em>Well</em> said." in comment.html


def test_cached_pages_of_the_thread_are_old_then(comment: Comment, editor: User, post: Post) -> None:
    before = Post.objects.get(pk=post.pk).thread_version
    toggle_thanks(comment=comment, by=editor)
    assert Post.objects.get(pk=post.pk).thread_version == before + 1


def test_nobody_thanks_themselves(client: Client, comment: Comment) -> None:
    assert thank(client, comment, comment.author).status_code == 403
    assert comment.thanks_count == 0


@pytest.mark.parametrize("status", ["held", "removed"])
def test_there_is_nothing_to_thank_for_in_what_is_hidden(
    client: Client, comment: Comment, editor: User, status: str
) -> None:
    Comment.objects.update(status=status, is_shown=False)
    assert thank(client, comment, editor).status_code == 404
    with pytest.raises(PermissionDenied):
        toggle_thanks(comment=comment, by=editor)


def test_who_may_not_read_the_essay_gets_404(client: Client, comment: Comment, outsider: User) -> None:
    Post.objects.update(visibility=Visibility.COURSE)
    assert thank(client, comment, outsider).status_code == 404


def test_anonymous_signs_in_first(client: Client, comment: Comment) -> None:
    assert thank(client, comment)["Location"].startswith("/accounts/login/")


def test_who_was_signed_out_comes_back_to_the_comment(client: Client, comment: Comment) -> None:
    assert thank(client, comment)["Location"] == f"/accounts/login/?next=/comments/{comment.pk}/"


@pytest.mark.parametrize("value", ["", "0", "x", "99999999999999999999"])
def test_no_such_comment_is_404(client: Client, editor: User, value: str) -> None:
    client.force_login(editor)
    assert client.post("/comments/thank/", {"comment": value}).status_code == 404


def test_other_methods_are_refused(client: Client) -> None:
    assert client.get("/comments/thank/").status_code == 405


def test_names_are_shown_to_who_may_see_the_people(
    client: Client, comment: Comment, editor: User, instructor: User
) -> None:
    silent = makers.make_member(comment.post.course, user=makers.make_user("Silvia Silent"))
    for user in (silent, instructor):
        toggle_thanks(comment=comment, by=user)
    guest = text_in(client.get(f"/comments/{comment.pk}/"))
    assert "Silvia Silent" not in guest
    assert "Ines Instructor</a> and 1 more." in guest
    client.force_login(editor)
    assert "Silvia Silent" in text_in(client.get(f"/comments/{comment.pk}/"))


def test_queries_do_not_grow(client: Client, comment: Comment, editor: User, post: Post) -> None:
    client.force_login(editor)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            thank(client, comment)
            thank(client, comment)
        counts.append(len(queries))
        makers.make_thread(post, [post.author], 30)
    assert counts[0] == counts[1] <= 36
