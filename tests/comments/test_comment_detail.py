"""The page of one comment, with what its reader may do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments import upkeep
from comments.models import Comment, CommentEdit
from courses.visibility import Visibility
from tests import makers

from .test_comment_reply import send, text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(post: Post, classmate: User) -> Comment:
    made = makers.make_comment(post, classmate, body="*Well* said.")
    upkeep.redraw(Comment.objects.all())
    return made


def seen_by(client: Client, comment: Comment, user: User | None = None, query: str = "") -> Any:
    if user:
        client.force_login(user)
    return client.get(f"/comments/{comment.pk}/{query}")


def test_anyone_reads_it_and_may_answer(client: Client, comment: Comment) -> None:
    page = text_in(seen_by(client, comment))
    assert "<em>Well</em> said." in page
    assert f"?replytocom={comment.pk}#respond" in page
    for word in ("Thank", "Edit", "Delete", "Report", "Moderate", "question to the author"):
        assert f">{word}" not in page


def test_its_writer_may_change_and_delete_it_but_not_thank(client: Client, comment: Comment) -> None:
    page = text_in(seen_by(client, comment, comment.author))
    assert f'href="/comments/{comment.pk}/edit/"' in page
    assert f'href="/comments/{comment.pk}/delete/"' in page
    assert "Mark as a question to the author" in page
    assert ">Thank<" not in page


def test_another_member_may_thank_and_not_change(client: Client, comment: Comment, editor: User) -> None:
    page = text_in(seen_by(client, comment, editor))
    assert f'<button type="submit" name="comment" value="{comment.pk}">Thank</button>' in page
    assert "/edit/" not in page
    assert "question to the author" not in page


def test_staff_moderate_and_read_earlier_texts(client: Client, comment: Comment, assistant: User) -> None:
    CommentEdit.objects.create(comment=comment, before="Badly said.", after=comment.body)
    page = text_in(seen_by(client, comment, assistant))
    assert f"/admin/comments/comment/{comment.pk}/change/" in page
    assert "Badly said." in page
    assert "Badly said." not in text_in(seen_by(client, comment, comment.author))


def test_parents_words_stand_above_unless_they_are_hidden(client: Client, post: Post) -> None:
    parent = makers.make_comment(post, body="What I said.")
    answer = makers.make_comment(post, parent=parent)
    upkeep.redraw(Comment.objects.all())
    assert "What I said." in text_in(seen_by(client, answer))
    Comment.objects.filter(pk=parent.pk).update(status="removed", is_shown=False)
    assert "What I said." not in text_in(seen_by(client, answer))


@pytest.mark.parametrize("status", ["held", "spam", "removed", "deleted"])
def test_hidden_comment_is_not_there(client: Client, comment: Comment, editor: User, status: str) -> None:
    Comment.objects.update(status=status, is_shown=False)
    assert seen_by(client, comment).status_code == 404
    assert seen_by(client, comment, editor).status_code == 404


def test_who_may_not_read_the_essay_gets_404(client: Client, comment: Comment, outsider: User) -> None:
    Post.objects.update(visibility=Visibility.COURSE)
    assert seen_by(client, comment, outsider).status_code == 404


def test_guest_sees_their_own_held_one_in_the_browser_it_was_sent_from(client: Client, post: Post) -> None:
    send(client, post)
    comment = Comment.objects.get()
    page = text_in(seen_by(client, comment))
    assert "awaiting moderation" in page
    assert f"/comments/{comment.pk}/edit/" in page
    assert seen_by(Client(), comment).status_code == 404


def test_panel_is_the_part_of_what_one_may_do(client: Client, comment: Comment, editor: User) -> None:
    part = text_in(seen_by(client, comment, editor, "?panel"))
    assert ">Permanent link<" in part
    assert ">Thank<" not in part
    assert "<html" not in part
    assert 'data-quote="> *Well* said.\n\n"' in part


def test_window_that_ended_offers_no_edit(client: Client, comment: Comment) -> None:
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    assert "/edit/" not in text_in(seen_by(client, comment, comment.author))


@pytest.mark.parametrize("address", ["/comments/0/", "/comments/999999/", f"/comments/{10**17}/"])
def test_no_such_comment_is_404(client: Client, comment: Comment, address: str) -> None:
    assert client.get(address).status_code == 404


def test_other_methods_are_refused(client: Client, comment: Comment) -> None:
    assert client.post(f"/comments/{comment.pk}/").status_code == 405


def test_queries_do_not_grow(client: Client, comment: Comment, instructor: User) -> None:
    client.force_login(instructor)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"/comments/{comment.pk}/").status_code == 200
        counts.append(len(queries))
        makers.make_thread(comment.post, [comment.author, instructor], 30)
        for n in range(5):
            CommentEdit.objects.create(comment=comment, before=str(n), after="x")
    assert counts[0] == counts[1] <= 7
