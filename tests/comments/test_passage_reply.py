"""Replying to a passage of the essay: the form's fields, what is stored, what comes back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog.citing.reciting import recite
from blog.models import Post
from comments.actions import post_comment
from comments.anchoring.fields import NOT_THERE, Chosen
from comments.anchoring.selectors import Place, select
from comments.models import Comment, Passage
from tests import makers

from .test_comment_reply import send, text_in

pytestmark = pytest.mark.django_db
TEXT = "Stalin’s cult began with a book. “It took twenty years,” she wrote, and a book ended it."


@pytest.fixture
def essay(author: User, post: Post) -> Post:
    post.body = TEXT
    post.save()
    recite(post)
    return post


@pytest.fixture
def member(client: Client, instructor: User) -> User:
    client.force_login(instructor)
    return instructor


def chosen(words: str, version: int) -> Chosen:
    start = TEXT.index(words)
    place = Place(start, start + len(words))
    return Chosen(select(TEXT, place), place, version)


def test_passage_is_stored_as_the_essay_has_it(client: Client, essay: Post, member: User) -> None:
    assert send(client, essay, quote='"it took\r\ntwenty years,"').status_code == 302
    passage = Passage.objects.get()
    assert passage.exact == "“It took twenty years,”"
    assert (passage.prefix, passage.suffix) == (TEXT[1:33], " she wrote, and a book ended it.")
    assert TEXT[passage.start : passage.end] == passage.exact


def test_thread_shows_what_it_answers(client: Client, essay: Post, member: User) -> None:
    send(client, essay, quote="a book ended it")
    page = text_in(client.get(essay.get_absolute_url()))
    assert "<q>a book ended it</q></a><div><p>Well said.</p></div>" in page


@pytest.mark.parametrize(("start", "place"), [("0", 25), ("80", 72), ("x", 25), ("", 25), ("9" * 30, 25)])
def test_of_the_same_words_the_nearest_are_meant(
    client: Client, essay: Post, member: User, start: str, place: int
) -> None:
    send(client, essay, quote="a book", quote_start=start)
    assert Passage.objects.get().start == place


def test_the_words_around_tell_more_than_the_place(client: Client, essay: Post, member: User) -> None:
    send(client, essay, quote="a book", quote_suffix=" ended it.", quote_start="0")
    assert Passage.objects.get().start == 72


def test_words_that_are_not_there_are_refused_and_kept(client: Client, essay: Post) -> None:
    response = send(client, essay, quote="Words of <nobody>", quote_prefix="x")
    page = text_in(response)
    assert response.status_code == 422
    assert f'<a href="#id_quote">Words of the essay: {NOT_THERE}</a>' in page
    assert "Words of <nobody></textarea>" in page
    assert "Well said.</textarea>" in page
    assert not Comment.objects.exists()


def test_preview_shows_the_passage(client: Client, essay: Post, member: User) -> None:
    page = text_in(send(client, essay, quote="a book ended it", intent="preview"))
    assert '<blockquote class="quoted">a book ended it</blockquote><p>Well said.</p>' in page
    assert not Comment.objects.exists()


def test_preview_refuses_a_passage_as_sending_does(client: Client, essay: Post) -> None:
    response = send(client, essay, quote="Words of nobody", email="x", intent="preview")
    page = text_in(response)
    assert response.status_code == 422
    assert f'<a href="#id_quote">Words of the essay: {NOT_THERE}</a>' in page
    assert "Well said.</textarea>" in page
    assert "Please type a whole email address" not in page


def test_passage_comes_back_when_another_field_is_wrong(client: Client, essay: Post) -> None:
    page = text_in(send(client, essay, quote="a book ended it", quote_start="72", email="x"))
    assert "a book ended it</textarea>" in page
    assert '<input type="hidden" name="quote_start" value="72" id="id_quote_start">' in page


def test_long_passage_is_refused(client: Client, essay: Post, member: User) -> None:
    essay.body = "Many words. " * 300
    essay.save()
    recite(essay)
    response = send(client, essay, quote=essay.body)
    assert response.status_code == 422
    assert "The passage has 3,599 characters; it may have 3,000." in text_in(response)


@pytest.mark.parametrize("quote", ["", "   ", "\u200b"])
def test_reply_without_a_passage_stores_none(client: Client, essay: Post, member: User, quote: str) -> None:
    assert send(client, essay, quote=quote, quote_prefix="\0", quote_start="-1").status_code == 302
    assert not Passage.objects.exists()


def test_form_with_the_field_is_a_link_away(client: Client, essay: Post) -> None:
    page = text_in(client.get(essay.get_absolute_url()))
    assert 'href="?passage#respond">Reply to a passage</a>' in page
    assert 'name="quote"' not in page
    page = text_in(client.get(f"{essay.get_absolute_url()}?passage"))
    assert '<textarea name="quote"' in page
    assert "Reply to a passage</a>" not in page


def test_form_for_a_comment_keeps_it(client: Client, essay: Post) -> None:
    parent = makers.make_comment(essay)
    page = text_in(client.get(f"{essay.get_absolute_url()}?replytocom={parent.pk}"))
    assert f'href="?passage&replytocom={parent.pk}#respond"' in page


def test_essay_that_was_revised_meanwhile_has_it_where_it_is_now(essay: Post, instructor: User) -> None:
    passage = chosen("a book ended it", Post.objects.get(pk=essay.pk).version)
    Post.objects.filter(pk=essay.pk).update(body=f"Added. {TEXT}")
    recite(essay)
    post_comment(post=essay, author=instructor, body="So it did.", passage=passage)
    stored = Passage.objects.get()
    assert stored.start == passage.place.start + len("Added. ")
    assert stored.post_version == Post.objects.get(pk=essay.pk).version


def test_same_form_sent_twice_makes_one_passage(client: Client, essay: Post, member: User) -> None:
    form: dict[str, Any] = {"quote": "a book ended it", "submission": "x"}
    send(client, essay, **form)
    send(client, essay, **form)
    assert Passage.objects.count() == 1


def test_queries_of_a_reply_to_a_passage(client: Client, essay: Post, member: User) -> None:
    parent = makers.make_comment(essay)
    with CaptureQueriesContext(connection) as queries:
        send(client, essay, quote="a book ended it", parent=parent.pk)
    assert Passage.objects.count() == 1
    assert len(queries) <= 12
