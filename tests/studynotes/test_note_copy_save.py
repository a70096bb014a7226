"""What is typed into a study note's form is kept on the server, a copy for each window."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from studynotes.models import NoteCopy, StudyNote
from studynotes.writing.copies import sweep
from studynotes.writing.saving import save_note

from .makers import make_topic


@pytest.fixture
def topic(course):
    return make_topic(course, slug="rise")


@pytest.fixture
def keep(client, instructor, topic):
    client.force_login(instructor)
    address = f"/notes/{topic.specification.slug}/rise/copies/"
    return lambda **fields: client.post(address, {"sources": "", "base": "0"} | fields)


def rested():
    NoteCopy.objects.update(saved_at=timezone.now() - timedelta(minutes=1))


def test_first_text_is_kept_and_nothing_else_is_stored(keep, instructor, topic):
    answer = keep(body="Typed.").json()
    copy = NoteCopy.objects.get()
    assert (answer["copy"], answer["version"]) == (copy.pk, 1)
    assert (copy.writer, copy.topic, copy.fields["body"]) == (instructor, topic, "Typed.")
    assert not StudyNote.objects.exists()


def test_same_window_goes_on_with_its_copy(keep):
    first = keep(body="One.").json()
    rested()
    assert keep(body="One two.", copy=first["copy"], copy_version="1").json()["version"] == 2
    assert NoteCopy.objects.get().fields["body"] == "One two."


def test_other_window_overwrites_nothing(keep):
    first = keep(body="One.", window="aaa").json()
    rested()
    keep(body="One two.", copy=first["copy"], copy_version="1", window="aaa")
    rested()
    response = keep(body="Another.", copy=first["copy"], copy_version="1", window="bbb")
    assert response.status_code == 409
    assert {copy.fields["body"] for copy in NoteCopy.objects.all()} == {"One two.", "Another."}


def test_too_soon_is_said(keep):
    first = keep(body="One.").json()
    assert keep(body="One two.", copy=first["copy"], copy_version="1").status_code == 429


def test_empty_form_of_a_new_note_is_not_kept(keep):
    assert keep(body=" \n").json()["copy"] == ""


def test_what_comes_after_the_save_is_not_kept(keep, topic, instructor):
    save_note(note=StudyNote(topic=topic), body="One.", source_lines=["Freeze"], by=instructor)
    assert keep(body="One.", sources="Freeze", copy="99", copy_version="1").json()["copy"] == ""


def test_signed_out_is_401_and_others_403(client, keep, author):
    client.force_login(author)
    assert keep(body="x").status_code == 403
    client.logout()
    assert keep(body="x").status_code == 401


def test_too_much_is_refused_with_its_reason(keep):
    response = keep(body="a" * 400_001)
    assert (response.status_code, response.json()["error"]) == (422, "The text is too long to be kept here.")


def test_get_is_refused(client, topic):
    assert client.get(f"/notes/{topic.specification.slug}/rise/copies/").status_code == 405


def test_old_copies_are_swept(keep):
    keep(body="One.")
    assert sweep(timezone.now() + timedelta(days=364)) == 0
    assert sweep(timezone.now() + timedelta(days=366)) == 1
