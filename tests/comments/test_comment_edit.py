"""Changing one's own comment, within the window and after it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments.models import EDIT_WINDOW, Comment, CommentEdit, ModerationEntry
from comments.moderation.edits import apply_edit, refuse_edit
from comments.writing.editing import MAX_EDITS, edit_comment
from tests import makers

from .test_comment_reply import send, text_in

pytestmark = pytest.mark.django_db
LINKS = "See https://a.example and https://b.example."


@pytest.fixture
def comment(post: Post, classmate: User) -> Comment:
    return makers.make_comment(post, classmate, body="Well sayd.")


def edit(client: Client, comment: Comment, user: User | None = None, body: str = "Well said.") -> Any:
    if user:
        client.force_login(user)
    response = client.post(f"/comments/{comment.pk}/edit/", {"body": body})
    comment.refresh_from_db()
    return response


def test_its_writer_changes_it_and_it_says_so(client: Client, comment: Comment, post: Post) -> None:
    response = edit(client, comment, comment.author)
    assert response["Location"] == comment.get_absolute_url()
    page = text_in(client.get(post.get_absolute_url()))
    assert "<small>edited</small>" in page
    assert "Well said." in page
    assert "Well sayd." not in page


def test_the_text_before_is_kept(client: Client, comment: Comment) -> None:
    edit(client, comment, comment.author)
    kept = CommentEdit.objects.get()
    assert (kept.before, kept.after, kept.state) == ("Well sayd.", "Well said.", "applied")


def test_cached_pages_of_the_thread_are_old_then(client: Client, comment: Comment, post: Post) -> None:
    edit(client, comment, comment.author)
    assert Post.objects.get(pk=post.pk).thread_version == post.thread_version + 1


def test_same_words_are_no_edit(client: Client, comment: Comment) -> None:
    assert edit(client, comment, comment.author, comment.body).status_code == 302
    assert comment.edited_at is None
    assert not CommentEdit.objects.exists()


def test_anonymous_signs_in_first_and_keeps_the_text(client: Client, comment: Comment) -> None:
    assert client.get(f"/comments/{comment.pk}/edit/")["Location"].startswith("/accounts/login/")
    response = edit(client, comment, body="Typed for long.")
    assert response.status_code == 403
    assert "Typed for long." in text_in(response)


def test_nobody_else_changes_it(client: Client, comment: Comment, instructor: User, staff: User) -> None:
    for user in (instructor, staff, comment.post.author):
        assert edit(client, comment, user).status_code == 403
    assert comment.body == "Well sayd."
    with pytest.raises(PermissionDenied):
        edit_comment(comment=comment, body="Mine.", by=instructor)


@pytest.mark.parametrize("body", ["", "  ", "a" * 65_526])
def test_bad_text_is_refused_and_kept(client: Client, comment: Comment, body: str) -> None:
    response = edit(client, comment, comment.author, body)
    assert response.status_code == 422
    assert "There is a problem" in text_in(response)
    assert body in text_in(response)


def test_other_methods_are_refused(client: Client, comment: Comment) -> None:
    assert client.put(f"/comments/{comment.pk}/edit/").status_code == 405


@pytest.mark.parametrize(("minutes", "status"), [(14.9, 302), (15.1, 403)])
def test_window_is_a_quarter_of_an_hour(
    client: Client, comment: Comment, minutes: float, status: int
) -> None:
    assert timedelta(minutes=15) == EDIT_WINDOW
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=minutes))
    response = edit(client, comment, comment.author)
    assert response.status_code == status
    assert (comment.body == "Well said.") is (status == 302)


def test_what_was_typed_when_the_window_ended_is_shown(client: Client, comment: Comment) -> None:
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    page = text_in(edit(client, comment, comment.author, "Typed for long."))
    assert "Typed for long." in page
    assert "A comment can be changed for 15 minutes after it was sent. Nothing was changed." in page
    assert client.get(f"/comments/{comment.pk}/edit/").status_code == 403


def test_answer_that_came_while_typing_is_a_conflict(client: Client, comment: Comment, post: Post) -> None:
    makers.make_comment(post, parent=comment)
    response = edit(client, comment, comment.author, "Typed for long.")
    assert response.status_code == 409
    assert "Somebody has answered your comment." in text_in(response)
    assert "Typed for long." in text_in(response)


def test_reply_that_waits_is_no_answer(client: Client, comment: Comment, post: Post) -> None:
    makers.make_comment(post, parent=comment, status="held")
    assert edit(client, comment, comment.author).status_code == 302


def test_preview_shows_the_words_and_changes_nothing(client: Client, comment: Comment) -> None:
    client.force_login(comment.author)
    page = client.post(f"/comments/{comment.pk}/edit/", {"body": "*Well* said.", "intent": "preview"})
    assert page.status_code == 200
    assert "<em>Well</em> said." in text_in(page)
    assert "*Well* said.</textarea>" in text_in(page)
    comment.refresh_from_db()
    assert comment.body == "Well sayd."


def test_edit_of_a_held_comment_stays_held(client: Client, comment: Comment) -> None:
    Comment.objects.update(status="held", is_shown=False, shown_in=None)
    edit(client, comment, comment.author, LINKS)
    assert (comment.status, comment.body, comment.edited_at) == ("held", LINKS, None)
    assert CommentEdit.objects.get().state == "applied"


def test_what_others_have_read_is_called_edited_while_it_is_withheld_too(
    client: Client, comment: Comment
) -> None:
    Comment.objects.update(status="held", is_shown=False)
    edit(client, comment, comment.author)
    assert comment.edited_at
    assert "<small>edited</small>" in comment.html


def test_edit_that_trips_a_rule_waits_and_the_old_text_stays(
    client: Client, comment: Comment, post: Post
) -> None:
    page = text_in(edit(client, comment, comment.author, LINKS) and client.get(f"/comments/{comment.pk}/"))
    assert (comment.body, comment.edited_at, comment.is_shown) == ("Well sayd.", None, True)
    assert "waits for a moderator" in page
    assert CommentEdit.objects.get().state == "held"
    assert LINKS in text_in(client.get(f"/comments/{comment.pk}/edit/"))
    assert "a.example" not in text_in(Client().get(post.get_absolute_url()))


def test_waiting_edit_is_replaced_by_the_next(client: Client, comment: Comment) -> None:
    edit(client, comment, comment.author, LINKS)
    edit(client, comment, comment.author, f"{LINKS} Twice.")
    assert [kept.after for kept in CommentEdit.objects.filter(state="held")] == [f"{LINKS} Twice."]
    edit(client, comment, comment.author, "Well said.")
    assert comment.body == "Well said."
    assert not CommentEdit.objects.filter(state="held").exists()


@pytest.mark.parametrize("links", ["", LINKS])
def test_nobody_changes_a_comment_without_end(client: Client, comment: Comment, links: str) -> None:
    answers = [edit(client, comment, comment.author, f"{n} {links}") for n in range(MAX_EDITS + 1)]
    assert [answer.status_code for answer in answers] == [302] * MAX_EDITS + [403]
    assert f"A comment can be changed {MAX_EDITS} times." in text_in(answers[-1])
    assert CommentEdit.objects.count() <= MAX_EDITS


def test_moderator_lets_an_edit_stand(client: Client, comment: Comment, assistant: User) -> None:
    waiting = edit_comment(comment=comment, body=LINKS, by=comment.author)
    assert waiting
    apply_edit(edit=waiting, by=assistant)
    comment.refresh_from_db()
    assert (comment.body, waiting.made_at) == (LINKS, comment.edited_at)
    assert 'href="https://a.example"' in comment.html
    assert ModerationEntry.objects.filter(comment=comment, moderator=assistant).exists()


def test_moderator_refuses_an_edit(comment: Comment, assistant: User, classmate: User) -> None:
    waiting = edit_comment(comment=comment, body=LINKS, by=comment.author)
    assert waiting
    with pytest.raises(PermissionDenied):
        refuse_edit(edit=waiting, by=classmate)
    refuse_edit(edit=waiting, by=assistant, shared_reason="Name the sources, please.")
    comment.refresh_from_db()
    assert (comment.body, CommentEdit.objects.get().state) == ("Well sayd.", "refused")
    with pytest.raises(CommentEdit.DoesNotExist):
        apply_edit(edit=waiting, by=assistant)


def test_guest_changes_their_held_comment_until_it_is_approved(client: Client, post: Post) -> None:
    send(client, post)
    comment = Comment.objects.get()
    assert edit(client, comment, body="Better said.").status_code == 302
    assert comment.body == "Better said."
    Comment.objects.update(status="published", is_shown=True, shown_in=1)
    assert edit(client, comment, body="Something else.").status_code == 403
    assert edit(Client(), comment).status_code == 403
    Comment.objects.update(status="held", is_shown=False)
    assert edit(client, comment, body="Something else.").status_code == 403
    assert comment.body == "Better said."


def test_queries_do_not_grow(client: Client, comment: Comment, post: Post) -> None:
    client.force_login(comment.author)
    counts = []
    for words in ("Well said.", "Better said."):
        with CaptureQueriesContext(connection) as queries:
            edit(client, comment, body=words)
        counts.append(len(queries))
        makers.make_thread(post, [post.author], 30)
    assert counts[0] == counts[1] <= 20
