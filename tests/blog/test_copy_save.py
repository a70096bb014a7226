"""What is typed is kept on the server, a copy for each window."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from blog.copies import keeping
from blog.models import Post, WorkingCopy
from tests import makers

URL = "/copies/"


@pytest.fixture
def writer(client, author):
    client.force_login(author)
    return author


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch):
    monkeypatch.setattr(keeping, "SOONEST", timedelta(0))


def send(client, **fields):
    response = client.post(URL, {"title": "", "body": "", "sources": ""} | fields)
    return response.status_code, response.json()


def test_text_of_an_essay_is_kept_and_the_essay_stays_as_it_is(client, writer, post):
    status, said = send(client, post=post.pk, base=1, title="New title", body="New\r\nwords")
    copy = WorkingCopy.objects.get()
    assert (status, said["copy"], said["version"]) == (200, copy.pk, 1)
    assert (copy.writer, copy.post, copy.base) == (writer, post, 1)
    assert (copy.fields["title"], copy.fields["body"]) == ("New title", "New\nwords")
    assert Post.objects.get().body == post.body


def test_one_window_goes_on_with_its_copy(client, writer):
    _, first = send(client, body="One")
    status, second = send(client, body="One, two", copy=first["copy"], copy_version=first["version"])
    assert (status, second["copy"], second["version"]) == (200, first["copy"], 2)
    assert WorkingCopy.objects.get().fields["body"] == "One, two"


def test_second_window_gets_a_copy_of_its_own(client, writer, post):
    _, both = send(client, post=post.pk, body="From both", window="a")
    send(client, post=post.pk, body="First window", window="a", copy=both["copy"], copy_version=1)
    status, said = send(
        client, post=post.pk, body="Second window", window="b", copy=both["copy"], copy_version=1
    )
    assert (status, said["version"]) == (409, 1)
    assert said["copy"] != both["copy"]
    assert {copy.fields["body"] for copy in WorkingCopy.objects.all()} == {"First window", "Second window"}


def test_window_whose_answer_was_lost_goes_on(client, writer):
    _, first = send(client, body="One", window="a")
    send(client, body="One, two", window="a", copy=first["copy"], copy_version=1)
    status, _ = send(client, body="One, two, three", window="a", copy=first["copy"], copy_version=1)
    assert status == 200
    assert WorkingCopy.objects.get().fields["body"] == "One, two, three"


def test_copy_that_is_gone_is_made_anew(client, writer, post):
    status, said = send(client, post=post.pk, body="Still typing", copy=4711, copy_version=3)
    assert status == 409
    assert WorkingCopy.objects.get(pk=said["copy"]).fields["body"] == "Still typing"


def test_text_that_comes_after_it_was_saved_is_not_kept(client, writer, post):
    status, said = send(client, post=post.pk, title=post.title, body=post.body, copy=4711, copy_version=3)
    assert (status, said["copy"]) == (200, "")
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("form", [{"post": ""}, {}], ids=["new", "known"])
def test_neither_is_one_that_ends_with_empty_lines(client, writer, course, form):
    post = makers.make_post(writer, course, title="A", body="One\n\ntwo  \n\n")
    said = {"post": post.pk, "title": "A", "body": "One\r\n\r\ntwo  \r\n\r\n"} | form
    assert send(client, copy=4711, copy_version=3, **said) == (200, {"copy": "", "version": ""})
    assert not WorkingCopy.objects.exists()


def test_text_that_a_save_overtook_is_not_kept(client, writer, course):
    """Sent by a window that had no copy yet, and handled after its form: the form said the same."""
    post = makers.make_post(writer, course, title="A", body="One")
    known, new = {"post": post.pk, "base": 0}, {"post": ""}
    for form in (known, new):
        assert send(client, title="A", body="One", **form) == (200, {"copy": "", "version": ""})
    assert not WorkingCopy.objects.exists()


def test_what_is_chosen_beside_saved_words_is_kept(client, writer, post):
    title, body = post.title, post.body
    assert send(client, post=post.pk, base=1, title=title, body=body, tag_names="new")[1]["copy"]
    assert WorkingCopy.objects.get().fields["tag_names"] == "new"


def test_unchanged_text_is_not_written(client, writer):
    _, first = send(client, body="One")
    before = WorkingCopy.objects.get().saved_at
    _, said = send(client, body="One", copy=first["copy"], copy_version=1)
    assert said["version"] == 1
    assert WorkingCopy.objects.get().saved_at == before


def test_form_without_a_word_is_not_kept(client, writer, course):
    assert send(client, body=" \n", course=course.pk) == (200, {"copy": "", "version": ""})
    assert not WorkingCopy.objects.exists()


def test_copy_is_its_writers_alone(client, author, classmate):
    copy = makers.make_copy(author)
    client.force_login(classmate)
    status, _ = send(client, body="Mine", copy=copy.pk, copy_version=1)
    copy.refresh_from_db()
    assert status == 409
    assert copy.fields["body"] == "Typed and not saved."
    assert WorkingCopy.objects.get(writer=classmate).pk != copy.pk


def test_copy_of_one_essay_is_no_copy_of_another(client, writer, post):
    copy = makers.make_copy(writer, post)
    other = makers.make_post(writer, post.course)
    status, _ = send(client, post=other.pk, body="Another", copy=copy.pk, copy_version=1)
    assert status == 409
    assert other.working_copies.count() == post.working_copies.count() == 1


def test_who_may_not_write_keeps_nothing(client, classmate, outsider, post):
    client.force_login(classmate)
    assert client.post(URL, {"post": post.pk, "body": "x"}).status_code == 403
    draft = makers.make_draft(post.author, post.course)
    assert client.post(URL, {"post": draft.pk, "body": "x"}).status_code == 404
    assert not WorkingCopy.objects.exists()


def test_signed_out_is_told_so(client, post):
    assert send(client, post=post.pk, body="x") == (401, {"error": "You are signed out."})


def test_form_without_its_token_is_refused(author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.post(URL, {"body": "x"}).status_code == 403
    assert not WorkingCopy.objects.exists()


def test_only_forms_are_taken(client, writer):
    assert client.get(URL).status_code == 405


def test_too_long_a_text_is_refused(client, writer):
    status, said = send(client, body="x" * (keeping.MAX_SIZE + 1))
    assert (status, said["error"]) == (422, "The text is too long to be kept here.")


def test_a_hundred_texts_are_the_most(client, writer, monkeypatch):
    monkeypatch.setattr(keeping, "MAX_COPIES", 1)
    _, first = send(client, body="One")
    assert send(client, body="Two")[0] == 422
    assert send(client, body="Three", copy=first["copy"], copy_version=1)[0] == 200


def test_window_is_not_written_twice_within_a_second(client, writer, monkeypatch):
    monkeypatch.setattr(keeping, "SOONEST", timedelta(hours=1))
    _, first = send(client, body="One")
    response = client.post(URL, {"body": "Two", "copy": first["copy"], "copy_version": 1})
    assert (response.status_code, response["Retry-After"]) == (429, "5")


@pytest.mark.parametrize("wrong", ["x", "-1", "1" * 5000, "\x00", "٣"])
def test_keys_that_are_none_name_nothing(client, writer, wrong):
    status, _ = send(
        client, body="Words", copy=wrong, copy_version=wrong, base=wrong, course=wrong, post=wrong
    )
    assert status == 200
    assert WorkingCopy.objects.get().base == 0


def test_revision_that_no_column_could_count_is_none(client, writer):
    assert send(client, body="Words", base="9" * 15)[0] == 200
    assert WorkingCopy.objects.get().base == 0


def test_what_no_database_holds_is_left_out(client, writer):
    send(client, body="A\x00B\ud800C".encode("utf-8", "surrogatepass"), nonsense="x", remove_picture="on")
    fields = WorkingCopy.objects.get().fields
    assert "nonsense" not in fields
    assert json.dumps(fields).isascii()
    assert "\x00" not in fields["body"]


def test_queries_do_not_grow(client, writer, post, django_assert_max_num_queries):
    for _ in range(20):
        makers.make_copy(writer, post)
    copy = makers.make_copy(writer, post)
    form = {"post": post.pk, "body": "Words", "copy": copy.pk, "copy_version": 1}
    with django_assert_max_num_queries(10):
        client.post(URL, form)


def test_copies_are_swept_after_a_year(writer):
    makers.make_copy(writer, saved_at=timezone.now() - timedelta(days=366))
    kept = makers.make_copy(writer, saved_at=timezone.now() - timedelta(days=364))
    assert keeping.sweep(timezone.now()) == 1
    assert WorkingCopy.objects.get() == kept
