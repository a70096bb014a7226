"""Taking back one's own comment."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from blog.models import Post
from comments.models import Comment, CommentEdit, ModerationEntry
from comments.moderation.deciding import moderate
from comments.upkeep import redraw
from comments.writing.deleting import delete_comment
from tests import makers

from .test_comment_reply import send, text_in

pytestmark = pytest.mark.django_db
TOMBSTONE = "This reply was deleted by its writer."


@pytest.fixture
def comment(post: Post, classmate: User) -> Comment:
    return makers.make_comment(post, classmate, body="Rashly said.")


def delete(client: Client, comment: Comment, user: User | None = None) -> Any:
    if user:
        client.force_login(user)
    response = client.post(f"/comments/{comment.pk}/delete/")
    comment.refresh_from_db()
    return response


def thread_of(client: Client, post: Post) -> str:
    return text_in(client.get(post.get_absolute_url()))


def test_without_replies_nothing_is_left(client: Client, comment: Comment, post: Post) -> None:
    response = delete(client, comment, comment.author)
    assert response["Location"] == f"{post.get_absolute_url()}#comments"
    page = thread_of(client, post)
    assert "Rashly said." not in page
    assert TOMBSTONE not in page
    assert Post.objects.get(pk=post.pk).comment_count == 0


def test_with_replies_its_place_is_left(client: Client, comment: Comment, post: Post) -> None:
    makers.make_comment(post, parent=comment, body="And yet.")
    redraw(Comment.objects.all())
    delete(client, comment, comment.author)
    page = thread_of(client, post)
    assert TOMBSTONE in page
    assert "And yet." in page
    assert "Rashly said." not in page
    assert "<b>Tom Classmate</b>" not in page


def test_page_says_what_remains(client: Client, comment: Comment, post: Post) -> None:
    client.force_login(comment.author)
    assert "Nothing of it stays in the thread." in text_in(client.get(f"/comments/{comment.pk}/delete/"))
    makers.make_comment(post, parent=comment)
    page = text_in(client.get(f"/comments/{comment.pk}/delete/"))
    assert TOMBSTONE in page
    assert "The course’s staff can still read what it said" in page
    comment.refresh_from_db()
    assert comment.status == "published"


def test_journal_says_who_it_was(client: Client, comment: Comment) -> None:
    delete(client, comment, comment.author)
    entry = ModerationEntry.objects.get(comment=comment)
    assert (entry.moderator, entry.from_status, entry.to_status) == (comment.author, "published", "deleted")


def test_no_moderator_brings_it_back(comment: Comment, instructor: User) -> None:
    delete_comment(comment=comment, by=comment.author)
    moderate(comments=Comment.objects.all(), to="published", by=instructor)
    comment.refresh_from_db()
    assert comment.status == "deleted"


def test_change_that_waits_goes_with_it(comment: Comment) -> None:
    CommentEdit.objects.create(comment=comment, before=comment.body, after="x", state="held")
    delete_comment(comment=comment, by=comment.author)
    assert not CommentEdit.objects.exists()


def test_anonymous_signs_in_first(client: Client, comment: Comment) -> None:
    assert delete(client, comment)["Location"].startswith("/accounts/login/")
    assert comment.status == "published"


def test_nobody_else_deletes_it(client: Client, comment: Comment, instructor: User) -> None:
    assert delete(client, comment, instructor).status_code == 403
    with pytest.raises(PermissionDenied):
        delete_comment(comment=comment, by=None)
    assert comment.status == "published"


def test_twice_is_once(client: Client, comment: Comment) -> None:
    delete(client, comment, comment.author)
    assert delete(client, comment).status_code == 404


def test_what_a_moderator_withheld_stays_withheld(client: Client, comment: Comment, post: Post) -> None:
    makers.make_comment(post, parent=comment, body="Worse.")
    Comment.objects.filter(pk=comment.pk).update(status="held", is_shown=False)
    response = delete(client, comment, comment.author)
    assert response.status_code == 403
    assert "The course’s staff are looking at this comment" in text_in(response)
    assert comment.status == "held"


def test_guest_deletes_their_held_comment(client: Client, post: Post) -> None:
    send(client, post)
    comment = Comment.objects.get()
    assert delete(client, comment).status_code == 302
    assert comment.status == "deleted"
    assert ModerationEntry.objects.filter(to_status="deleted").get().reason == "Deleted by its writer"


def test_other_methods_are_refused(client: Client, comment: Comment) -> None:
    assert client.delete(f"/comments/{comment.pk}/delete/").status_code == 405
