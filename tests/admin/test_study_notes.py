"""Subjects, specifications, topics, notes and the topics of units in the admin."""

from __future__ import annotations

from html import unescape

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages

from courses.models import Role
from studynotes.models import StudyNote, Topic, UnitTopic
from studynotes.writing.saving import save_note
from tests import makers
from tests.studynotes.makers import make_note, make_term, make_topic, use_topic

pytestmark = pytest.mark.django_db
LISTS = "/admin/studynotes"


@pytest.fixture
def topic(course):
    return make_topic(course, title="Stalin’s rise")


@pytest.fixture
def note(topic, instructor):
    return save_note(
        note=StudyNote(topic=topic), body="One.", source_lines=["Freeze"], by=instructor, publish=True
    )


@pytest.fixture
def theirs():
    """A topic, with its note, that another course keeps."""
    other = makers.make_course(title="Their course")
    topic = make_topic(other, title="Topic zebra")
    note = StudyNote(topic=topic)
    return save_note(note=note, body="x", source_lines=[], by=makers.make_member(other, Role.INSTRUCTOR))


def send(client, note, **fields):
    values = {"body": "One.", "sources": "Freeze", "reason": "", "base": note.revision_number}
    return client.post(f"{LISTS}/studynote/{note.pk}/change/", values | fields)


@pytest.mark.parametrize("model", ["specification", "topic", "studynote"])
def test_lists_name_nothing_of_another_course(teacher, note, theirs, model):
    page = teacher.get(f"{LISTS}/{model}/").content.decode()
    assert "zebra" not in page
    assert str(theirs.topic.specification.subject) not in page


@pytest.mark.parametrize("model", ["topic", "studynote"])
def test_addresses_of_another_course_lead_nowhere(teacher, theirs, model):
    pk = theirs.pk if model == "studynote" else theirs.topic_id
    assert teacher.get(f"{LISTS}/{model}/{pk}/change/").status_code == 302


def test_text_is_saved_as_on_its_own_page(teacher, note, instructor):
    body = "One.\n\n::: term Gulag\nA camp.\n:::"
    assert send(teacher, note, body=body, sources="Freeze\nFiges", reason="More.").status_code == 302
    assert note.terms.get().term == "Gulag"
    assert note.sources.count() == 2
    newest = note.revisions.get(number=2)
    assert (newest.author, newest.reason) == (instructor, "More.")


def test_problems_are_said_by_line_and_the_text_is_kept(teacher, note):
    response = send(teacher, note, body="Mine.\n\n::: term Open")
    assert response.status_code == 200
    assert "Line 3" in unescape(response.content.decode())
    assert "Mine." in response.content.decode()
    note.refresh_from_db()
    assert (note.body, note.revision_number) == ("One.", 1)


def test_text_that_was_saved_meanwhile_is_not_overwritten(teacher, note, staff):
    save_note(note=note, body="Theirs.", source_lines=[], by=staff)
    response = send(teacher, note, body="Mine.")
    assert "Somebody saved another text since" in response.content.decode()
    assert "Mine." in response.content.decode()
    note.refresh_from_db()
    assert note.body == "Theirs."


def test_assistant_reads_and_changes_nothing(client, assistant, note):
    client.force_login(assistant)
    assert client.get(f"{LISTS}/studynote/{note.pk}/change/").status_code == 200
    assert send(client, note, body="Mine.").status_code == 403


def test_notes_are_withdrawn_and_published_from_the_list(teacher, note):
    for action, status in [("withdraw", "draft"), ("publish", "published")]:
        teacher.post(f"{LISTS}/studynote/", {"action": action, "_selected_action": [note.pk]})
        note.refresh_from_db()
        assert note.status == status


def test_text_that_was_saved_meanwhile_is_not_published_unread(teacher, note, staff):
    chosen = StudyNote.objects.all()
    request = teacher.get(f"{LISTS}/studynote/").wsgi_request
    assert list(chosen) == [note]  # read now
    save_note(note=note, body="Theirs.", source_lines=[], by=staff)
    admin.site.get_model_admin(StudyNote).publish(request, chosen)
    assert "somebody saved another text" in str(next(iter(get_messages(request))))
    note.refresh_from_db()
    assert note.body == "Theirs."


@pytest.mark.parametrize(
    ("holding", "words"),
    [("copy", "unsaved texts of study notes: 1"), ("unit", "topics of units: 1"), ("note", "study notes: 1")],
)
def test_topic_on_which_something_hangs_is_not_deleted(teacher, course, topic, holding, words):
    if holding == "copy":
        topic.copies.create(writer=makers.make_user())
    elif holding == "unit":
        use_topic(course, topic)
    else:
        make_note(topic, begun_by=makers.make_user())
    for place in (f"topic/{topic.pk}", f"specification/{topic.specification_id}"):
        assert words in teacher.post(f"{LISTS}/{place}/delete/", {"post": "yes"}).content.decode()
    chosen = {"action": "delete_selected", "_selected_action": [topic.pk], "post": "yes"}
    assert words in teacher.post(f"{LISTS}/topic/", chosen).content.decode()
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_topic_on_which_nothing_hangs_is_deleted(teacher, topic):
    assert teacher.post(f"{LISTS}/topic/{topic.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Topic.objects.filter(pk=topic.pk).exists()


def test_topic_stands_in_the_tree_of_its_specification(teacher, topic, theirs):
    fields = {"number": "9", "title": "A", "slug": "a", "focus": "", "position": 9}
    place = f"{LISTS}/topic/add/"
    mine = {"specification": topic.specification_id}
    other = make_topic(topic.specification.course)
    refused = teacher.post(place, fields | mine | {"parent": other.pk})
    assert "belongs to another specification" in refused.content.decode()
    assert teacher.post(place, fields | mine | {"parent": topic.pk}).status_code == 302
    assert Topic.objects.get(slug="a").parent == topic


def test_topic_does_not_stand_below_itself(teacher, topic):
    below = make_topic(specification=topic.specification, parent=topic)
    fields = {"number": topic.number, "title": "T", "slug": topic.slug, "focus": "", "position": 1}
    response = teacher.post(f"{LISTS}/topic/{topic.pk}/change/", fields | {"parent": below.pk})
    assert "below itself" in response.content.decode()


@pytest.mark.timeout(20)
def test_topics_that_hang_below_one_another_above_it_are_passed(teacher, topic):
    one, two = (make_topic(specification=topic.specification) for _ in range(2))
    Topic.objects.filter(pk=one.pk).update(parent=two)
    Topic.objects.filter(pk=two.pk).update(parent=one)
    fields = {"number": "7", "title": "T", "slug": topic.slug, "focus": "", "position": 1, "parent": one.pk}
    assert teacher.post(f"{LISTS}/topic/{topic.pk}/change/", fields).status_code == 302


@pytest.mark.parametrize("way", ["page", "list"])
def test_essays_forget_the_terms_of_a_unit_that_is_deleted(teacher, course, author, topic, way):
    use_topic(course, topic)
    make_term(make_note(topic), "Gulag")
    essay = makers.make_post(author, course, body="The Gulag.")
    unit = course.units.get()
    if way == "page":
        teacher.post(f"/admin/courses/unit/{unit.pk}/delete/", {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [unit.pk], "post": "yes"}
        teacher.post("/admin/courses/unit/", chosen)
    assert (course.units.count(), essay.term_uses.count()) == (0, 0)
    assert type(essay).objects.values_list("marked_html", flat=True).get(pk=essay.pk) == ""


def test_unit_lists_topics_of_any_course(teacher, course, theirs):
    unit = makers.make_unit(course)
    fields = {
        "number": 1, "title": "Unit", "prompt": "", "reading": "", "posts_due_at_0": "", "posts_due_at_1": "",
        "key_questions-TOTAL_FORMS": 0, "key_questions-INITIAL_FORMS": 0,
        "unit_topics-TOTAL_FORMS": 1, "unit_topics-INITIAL_FORMS": 0, "unit_topics-0-topic": theirs.topic_id,
    }  # fmt: skip
    assert teacher.post(f"/admin/courses/unit/{unit.pk}/change/", fields).status_code == 302
    assert UnitTopic.objects.get(unit=unit).topic == theirs.topic


@pytest.mark.parametrize("model", ["topic", "studynote"])
def test_lists_leave_texts_where_they_are(teacher, note, django_assert_max_num_queries, model):
    with django_assert_max_num_queries(12) as queries:
        teacher.get(f"{LISTS}/{model}/")
    read = " ".join(query["sql"] for query in queries.captured_queries)
    assert '"studynotes_studynote"."status"' in read
    assert '"body' not in read


def test_queries_of_the_lists_do_not_grow(teacher, course, note, instructor, django_assert_max_num_queries):
    for _ in range(8):
        save_note(
            note=StudyNote(topic=make_topic(specification=note.topic.specification)),
            body="x",
            source_lines=[],
            by=instructor,
        )
    for model in ("topic", "studynote", "specification"):
        with django_assert_max_num_queries(12):
            teacher.get(f"{LISTS}/{model}/")
