"""The page that a study note is written on."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from studynotes.models import NoteCopy, StudyNote
from studynotes.writing.saving import save_note
from tests import makers
from tests.html_checks import faults, sent_by_merge

from .makers import make_topic

BODY = "# Rise\n\nHe rose.\n\n::: term Gulag\nA camp.\n:::\n"
BASE = "One.\n\nTwo.\n\nThree."


@pytest.fixture
def topic(course):
    return make_topic(course, title="Stalin’s rise", slug="rise", focus="‘Tactics and victory’")


@pytest.fixture
def address(topic):
    return f"/notes/{topic.specification.slug}/rise/edit/"


@pytest.fixture
def note(topic, instructor):
    return save_note(note=StudyNote(topic=topic), body=BASE, source_lines=["Freeze"], by=instructor)


@pytest.fixture
def send(client, instructor, address):
    client.force_login(instructor)
    return lambda **fields: client.post(address, fields) if fields else client.get(address)


def words(response):
    return unescape(response.content.decode())


def test_new_note_is_an_empty_form_with_its_focus(send):
    response = send()
    assert response.status_code == 200
    assert "‘Tactics and victory’" in words(response)
    assert not faults(response.content)
    assert not StudyNote.objects.exists()


def test_anonymous_signs_in_and_keeps_what_was_typed(client, address):
    assert client.get(address).status_code == 302
    response = client.post(address, {"body": "My long text."})
    assert response.status_code == 403
    assert "My long text." in words(response)


@pytest.mark.parametrize("who", ["author", "assistant", "outsider"])
def test_who_does_not_lead_the_course_gets_403(request, client, address, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == 403
    assert client.post(address, {"body": "x"}).status_code == 403


def test_unknown_topic_is_404(client, instructor, topic):
    client.force_login(instructor)
    assert client.get(f"/notes/{topic.specification.slug}/nothing/edit/").status_code == 404


def test_other_methods_are_refused(client, address):
    assert client.put(address).status_code == 405


def test_save_keeps_a_draft_and_comes_back(send, address, topic):
    response = send(body=BODY, sources="Freeze, Russia\n\n", base="0", intent="save")
    assert (response.status_code, response["Location"]) == (302, address)
    assert (topic.note.status, topic.note.body) == ("draft", BODY)
    assert topic.note.sources.get().line == "Freeze, Russia"


def test_publish_leads_to_the_page(send, topic):
    response = send(body=BODY, sources="", base="0", intent="publish")
    assert response["Location"] == topic.get_absolute_url()
    assert topic.note.status == "published"


def test_published_note_is_updated_with_a_reason(send, topic):
    send(body=BODY, sources="", base="0", intent="publish")
    assert "What you changed, and why" in words(send())
    send(body=f"{BODY}More.", sources="", base="1", reason="Later finds.", intent="save")
    assert topic.note.revisions.get(number=2).reason == "Later finds."


def test_refused_publishing_keeps_the_text_and_names_the_line(send, topic):
    response = send(body="Fine.\n\n::: term Open\nNo end.", sources="Freeze", base="0", intent="publish")
    assert response.status_code == 422
    assert "Line 3: “::: term Open” is not closed" in words(response)
    assert "No end." in words(response)
    assert not faults(response.content)
    assert not StudyNote.objects.exists()


def test_sources_named_twice_are_refused_with_what_was_typed(send):
    response = send(body=BODY, sources="Freeze\nFreeze", base="0", intent="save")
    assert response.status_code == 422
    assert "Lines 1 and 2 name the same source." in words(response)
    assert "A camp." in words(response)


def test_form_that_lost_its_text_on_the_way_changes_nothing(send, note):
    assert send(intent="save").status_code == 422
    note.refresh_from_db()
    assert note.body == BASE


def test_problems_of_a_draft_stand_beside_it_by_line(send):
    send(body="::: question\nName two.\nMarks: 2\nScheme:\n- one: x\n:::", sources="", base="0")
    shown = words(send())
    assert "to put right before it is published" in shown
    assert re.search(r"Line 5: .*\n?.*data-start=\"40\"", shown)


def test_check_counts_what_the_page_holds(send):
    send(body=BODY + "\n::: question\nName one.\nMarks: 1\nScheme:\n- 1: x\n:::", sources="", base="0")
    shown = re.sub("<[^>]+>", "", words(send()))
    assert "1 key term" in shown
    assert "1 practice question, 1 mark" in shown


def test_preview_shows_the_page_and_stores_nothing(send):
    response = send(body=f"{BODY}\n(Freeze 12)", sources="Freeze, Russia", base="0", intent="preview")
    assert response.status_code == 200
    assert 'id="term-gulag"' in words(response)
    assert 'class="cite"' in words(response)
    assert not StudyNote.objects.exists()


def test_picture_without_description_is_asked_for_and_stored(send, topic, instructor):
    image = makers.make_image(instructor, alt="")
    fields = {"body": f"Look.\n\n![](image:{image.name})", "sources": "", "base": "0", "intent": "publish"}
    assert f"alt_{image.name}" in words(send(**fields))
    send(**fields, **{f"alt_{image.name}": "A poster with four heads"})
    image.refresh_from_db()
    assert (image.alt, topic.note.status) == ("A poster with four heads", "published")


def test_notes_that_show_a_picture_are_held_before_its_description_changes(send, instructor):
    image = makers.make_image(instructor, alt="")
    fields = {"body": f"![](image:{image.name})", "sources": "", "base": "0", "intent": "publish"}
    with CaptureQueriesContext(connection) as done:
        send(**fields, **{f"alt_{image.name}": "A poster"})
    said = [one["sql"].replace('"', "") for one in done.captured_queries]
    held = next(n for n, sql in enumerate(said) if sql.startswith("SELECT studynotes_topic.id FROM"))
    assert held < next(n for n, sql in enumerate(said) if sql.startswith("UPDATE blog_image"))


def test_two_who_save_one_note_see_both_texts_and_put_them_together(send, note, staff, topic):
    save_note(note=note, body=BASE.replace("Two.", "Two, theirs."), source_lines=["Freeze"], by=staff)
    response = send(body=BASE.replace("Three.", "Three, mine."), sources="Freeze\nFiges", base="1")
    assert response.status_code == 409
    assert not faults(response.content)
    assert "Sam Staff saved this note" in words(response)
    fields = sent_by_merge(words(response))
    send(**fields, intent="save")
    note.refresh_from_db()
    assert note.body == "One.\n\nTwo, theirs.\n\nThree, mine."
    assert note.sources.count() == 2


def test_two_who_begin_one_note_see_both_texts(send, note):
    response = send(body="Another beginning.", sources="", base="0")
    assert response.status_code == 409
    assert "Another beginning." in words(response)
    assert "Three." in words(response)


def test_merged_text_can_be_written_on_with(send, note, staff):
    save_note(note=note, body="Theirs.", source_lines=[], by=staff)
    fields = sent_by_merge(words(send(body="Mine.", sources="Freeze", base="1")))
    response = send(**fields, intent="edit")
    assert response.status_code == 200
    assert 'name="base" value="2"' in words(response)


def test_form_opens_with_what_was_not_saved(send, note, instructor, topic):
    copy = NoteCopy.objects.create(
        writer=instructor, topic=topic, fields={"body": "Typed on.", "sources": "Freeze"}, base=1
    )
    shown = words(send())
    assert "Typed on." in shown
    assert f'name="copy" value="{copy.pk}"' in shown


def test_saving_takes_the_copy_away_here_and_in_the_browser(send, note, instructor, topic):
    copy = NoteCopy.objects.create(
        writer=instructor, topic=topic, fields={"body": "Typed on.", "sources": ""}, base=1
    )
    fields = {"copy": copy.pk, "copy_version": "1", "window": "abc123"}
    response = send(body="Typed on.", sources="", base="1", **fields)
    assert not NoteCopy.objects.exists()
    assert response.cookies["colloquy_saved"].value == "abc123"


def test_refused_save_keeps_the_copy(send, note, instructor, topic):
    NoteCopy.objects.create(writer=instructor, topic=topic, fields={"body": "x", "sources": ""})
    send(body="::: term", sources="", base="1", intent="publish")
    assert NoteCopy.objects.count() == 1


def test_queries_do_not_grow_with_terms_questions_and_sources(
    send, note, topic, django_assert_max_num_queries
):
    def box(n):
        return f"::: term T{n}\nD.\n:::\n\n::: question\nName {n}.\nMarks: 1\nScheme:\n- 1: x\n:::\n\n"

    lines = [f"Author{n}, Book {n}" for n in range(20)]
    save_note(
        note=note, body="".join(map(box, range(20))), source_lines=lines, by=makers.make_user(is_staff=True)
    )
    with django_assert_max_num_queries(24):
        send()
