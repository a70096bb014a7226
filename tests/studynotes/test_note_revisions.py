"""The texts that a study note had: listed, compared, and put back."""

from __future__ import annotations

import re
from html import unescape

import pytest

from studynotes.models import StudyNote
from studynotes.writing.saving import save_note, withdraw_note
from tests.html_checks import faults

from .makers import make_topic


@pytest.fixture
def topic(course):
    return make_topic(course, slug="rise", title="Stalin’s rise")


@pytest.fixture
def address(topic):
    return f"/notes/{topic.specification.slug}/rise/revisions/"


@pytest.fixture
def note(topic, instructor):
    """Drafted, published, revised."""
    note = StudyNote(topic=topic)
    for body, lines, fields in [
        ("A draft.", [], {}),
        ("He rose slowly.", ["Freeze"], {"publish": True}),
        ("He rose swiftly.", ["Freeze", "Figes"], {"reason": "Read Figes."}),
    ]:
        note = save_note(note=note, body=body, source_lines=lines, by=instructor, **fields)
    return note


def words(response):
    return unescape(response.content.decode())


def test_readers_see_what_was_public_with_its_reason(client, note, address):
    shown = words(client.get(address))
    assert "Read Figes." in shown
    assert f"{address}3/" in shown
    assert f"{address}1/" not in shown


def test_first_text_that_readers_saw_is_called_published(client, note, address):
    shown = words(client.get(address))
    assert f'{address}2/">Published</a>' in shown
    assert f'{address}3/">Revised</a>' in shown


def test_writers_see_drafts_too(client, instructor, note, address):
    client.force_login(instructor)
    response = client.get(address)
    assert f"{address}1/" in words(response)
    assert not faults(response.content)


def test_revisions_of_a_draft_are_its_writers(client, topic, instructor, author, address):
    save_note(note=StudyNote(topic=topic), body="A draft.", source_lines=[], by=instructor)
    client.force_login(author)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}1/").status_code == 404


def test_difference_is_marked_word_by_word(client, note, address):
    response = client.get(f"{address}3/")
    shown = words(response)
    assert re.search("<del>.*slowly.*</del>", shown)
    assert re.search("<ins>.*swiftly.*</ins>", shown)
    assert re.search("<ins>.*Figes.*</ins>", shown)
    assert not faults(response.content)


def test_first_public_text_is_compared_with_nothing_that_readers_do_not_see(client, note, address):
    assert "The first text" in words(client.get(f"{address}2/"))
    assert client.get(f"{address}1/").status_code == 404
    assert client.get(f"{address}3/?against=1").status_code == 404


def test_writer_compares_with_any(client, instructor, note, address):
    client.force_login(instructor)
    assert "A draft" in words(client.get(f"{address}3/?against=1"))
    assert client.get(f"{address}9/").status_code == 404


def test_other_methods_are_refused(client, note, address):
    assert client.post(address).status_code == 405
    assert client.post(f"{address}3/").status_code == 405
    assert client.get(f"{address}2/restore/").status_code == 405


def test_queries_of_the_list_do_not_grow(client, note, address, instructor, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(address)
    for n in range(6):
        save_note(note=note, body=f"Text {n}.", source_lines=[], by=instructor)
    with django_assert_num_queries(2):
        client.get(address)


def test_restoring_makes_a_new_revision(client, instructor, note, address):
    client.force_login(instructor)
    response = client.post(f"{address}2/restore/", {"reason": "Better before."})
    note.refresh_from_db()
    newest = note.revisions.get(number=4)
    assert response["Location"] == address
    assert (note.body, newest.restores.number, newest.reason) == ("He rose slowly.", 2, "Better before.")
    assert [entry.line for entry in note.sources.all()] == ["Freeze"]


def test_restoring_what_stands_there_changes_nothing(client, instructor, note, address):
    client.force_login(instructor)
    assert "says just that" in words(client.post(f"{address}3/restore/", {"reason": ""}, follow=True))
    assert note.revisions.count() == 3


@pytest.mark.parametrize("who", ["author", "assistant", "outsider"])
def test_readers_restore_nothing(request, client, note, address, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(f"{address}2/restore/", {"reason": ""}).status_code == 403


def test_anonymous_is_sent_to_sign_in(client, note, address):
    assert client.post(f"{address}2/restore/", {"reason": ""}).status_code == 302


def test_too_long_a_reason_is_refused_and_kept(client, instructor, note, address):
    client.force_login(instructor)
    response = client.post(f"{address}2/restore/", {"reason": "Because " * 40})
    assert response.status_code == 422
    assert "Because Because" in words(response)


def test_text_with_problems_is_not_put_before_readers(client, topic, instructor, note, address):
    withdraw_note(note=note, by=instructor)
    save_note(note=note, body="::: term Open", source_lines=[], by=instructor)
    save_note(note=note, body="Fine.", source_lines=[], by=instructor, publish=True)
    client.force_login(instructor)
    response = client.post(f"{address}4/restore/", {"reason": ""})
    assert response.status_code == 422
    assert "Line 1" in words(response)
