"""What becomes of a question to the author."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client

from accounts.models import User
from blog.models import Post
from comments import upkeep
from comments.models import Comment
from comments.writing.questions import mark_question
from courses.visibility import Visibility
from tests import makers

from .test_comment_reply import send, text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(post: Post, classmate: User) -> Comment:
    made = makers.make_comment(post, classmate, body="Why so?")
    upkeep.redraw(Comment.objects.all())
    return made


def say(client: Client, comment: Comment, user: User | None, question: str) -> Any:
    if user:
        client.force_login(user)
    response = client.post(f"/comments/{comment.pk}/question/", {"question": question})
    comment.refresh_from_db()
    return response


def test_its_writer_marks_it_and_the_thread_shows_it(client: Client, comment: Comment, post: Post) -> None:
    assert say(client, comment, comment.author, "open")["Location"] == comment.get_absolute_url()
    assert comment.question == "open"
    assert "<em>Question</em>" in text_in(client.get(post.get_absolute_url()))


def test_asker_and_staff_settle_and_open_it(client: Client, comment: Comment, assistant: User) -> None:
    for user, state in ((comment.author, "open"), (assistant, "answered"), (comment.author, "open")):
        say(client, comment, user, state)
        assert comment.question == state
    say(client, comment, assistant, "answered")
    assert "Question, answered" in comment.html
    say(client, comment, assistant, "")
    assert "Question" not in comment.html


def test_who_is_asked_does_not_settle_it(
    client: Client, comment: Comment, author: User, editor: User
) -> None:
    mark_question(comment=comment, to="open", by=comment.author)
    for user in (author, editor):
        assert say(client, comment, user, "answered").status_code == 403
    assert comment.question == "open"


def test_nobody_asks_themselves(client: Client, post: Post) -> None:
    own = makers.make_comment(post, post.author)
    assert say(client, own, post.author, "open").status_code == 403


def test_guests_comment_is_no_question(post: Post, instructor: User) -> None:
    guests = makers.make_comment(post, guest_name="Gail", guest_email="gail@example.org")
    with pytest.raises(PermissionDenied):
        mark_question(comment=guests, to="open", by=instructor)


def test_database_has_no_questions_of_guests(post: Post) -> None:
    makers.make_comment(post, guest_name="Gail", guest_email="gail@example.org")
    with pytest.raises(IntegrityError, match="comment_question_is_a_members"):
        Comment.objects.update(question="open")


def test_anonymous_signs_in_first(client: Client, comment: Comment) -> None:
    assert say(client, comment, None, "open")["Location"].startswith("/accounts/login/")


def test_who_was_signed_out_comes_back_to_the_comment(client: Client, comment: Comment) -> None:
    signing_in = say(client, comment, None, "open")["Location"]
    assert signing_in == f"/accounts/login/?next=/comments/{comment.pk}/"


def test_who_may_not_read_the_essay_gets_404(client: Client, comment: Comment, outsider: User) -> None:
    Post.objects.update(visibility=Visibility.COURSE)
    assert say(client, comment, outsider, "open").status_code == 404


@pytest.mark.parametrize("question", ["maybe", "OPEN", "0"])
def test_unknown_state_is_400(client: Client, comment: Comment, question: str) -> None:
    assert say(client, comment, comment.author, question).status_code == 400


def test_other_methods_are_refused(client: Client, comment: Comment) -> None:
    assert client.get(f"/comments/{comment.pk}/question/").status_code == 405


def test_same_state_changes_nothing(comment: Comment, post: Post) -> None:
    before = Post.objects.get(pk=post.pk).thread_version
    mark_question(comment=comment, to="", by=comment.author)
    assert Post.objects.get(pk=post.pk).thread_version == before


def test_it_is_asked_with_the_reply(client: Client, post: Post, instructor: User) -> None:
    client.force_login(instructor)
    send(client, post, body="Why so?", question="on")
    assert Comment.objects.get(body="Why so?").question == "open"


def test_form_offers_it_to_members_but_the_author(client: Client, post: Post, instructor: User) -> None:
    offer = "This is a question to the author"
    for user, offered in ((None, False), (post.author, False), (instructor, True)):
        if user:
            client.force_login(user)
        assert (offer in text_in(client.get(post.get_absolute_url()))) is offered
    client.force_login(post.author)
    send(client, post, body="Mine.", question="on")
    assert Comment.objects.get(body="Mine.").question == ""


def test_guests_cannot_ask_so(client: Client, post: Post) -> None:
    send(client, post, question="on")
    assert Comment.objects.get(post=post).question == ""


def test_essay_tells_its_author_of_open_questions(client: Client, comment: Comment, classmate: User) -> None:
    mark_question(comment=comment, to="open", by=classmate)
    client.force_login(comment.post.author)
    assert '<a href="/questions/">1 open question</a>' in text_in(client.get(comment.post.get_absolute_url()))
    client.force_login(classmate)
    assert "1 open question" not in text_in(client.get(comment.post.get_absolute_url()))
