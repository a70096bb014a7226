"""The admin's page that takes trees of topics in, and the files that it gives out."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from studynotes.models import Topic
from tests import makers
from tests.studynotes import makers as notes
from tests.studynotes.test_import_topics import TREE

pytestmark = pytest.mark.django_db
LIST = "/admin/studynotes/specification/"
PAGE = f"{LIST}import/"


@pytest.fixture
def tree(course: Any) -> str:
    return TREE.replace("course: russia", f"course: {course.slug}")


def test_a_trial_shows_what_would_change_and_stores_nothing(teacher, tree):
    answer = teacher.post(PAGE, {"text": tree, "try": "1"})
    assert answer.status_code == 200
    assert "3 topics read: 5 new." in answer.content.decode()
    assert not Topic.objects.exists()


def test_an_import_leads_to_the_list_and_says_what_it_did(teacher, tree):
    answer = teacher.post(PAGE, {"text": tree, "import": "1"}, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "3 topics read: 5 new." in answer.content.decode()
    assert Topic.objects.count() == 3


def test_the_text_of_a_tried_file_stands_in_the_field(teacher, tree):
    answer = teacher.post(PAGE, {"file": SimpleUploadedFile("tree.yaml", tree.encode()), "try": "1"})
    assert answer.context["form"]["text"].value() == tree


def test_what_is_wrong_is_shown_with_its_line_and_the_words_there(teacher, tree):
    answer = teacher.post(PAGE, {"text": tree.replace("number: 2", "nummer: 2"), "import": "1"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<b>Line 18</b>: “nummer” is not known here." in page
    assert '<code dir="auto">- nummer: 2</code>' in page


def test_nothing_to_read_is_refused(teacher):
    answer = teacher.post(PAGE, {"text": " ", "import": "1"})
    assert answer.status_code == 422
    assert "Choose a file, or type or paste its text below." in answer.content.decode()


def test_a_file_that_is_no_text_is_refused_without_a_crash(teacher):
    answer = teacher.post(PAGE, {"file": SimpleUploadedFile("x.yaml", b"\x89PNG\r\n\x00\xff"), "try": "1"})
    assert answer.status_code == 422
    assert "no UTF-8" in answer.content.decode()


def test_pruning_is_a_choice(teacher, tree):
    teacher.post(PAGE, {"text": tree, "import": "1"})
    short = tree[: tree.index("          - number: 2\n")]
    teacher.post(PAGE, {"text": short, "import": "1"})
    assert Topic.objects.count() == 3
    teacher.post(PAGE, {"text": short, "import": "1", "prune": "on"})
    assert Topic.objects.count() == 2


def test_a_file_goes_out_as_it_comes_in(teacher, tree):
    teacher.post(PAGE, {"text": tree, "import": "1"})
    for suffix, kind in (("yaml", "application/yaml"), ("json", "application/json")):
        answer = teacher.get(f"{LIST}export.{suffix}")
        assert answer["Content-Type"] == f"{kind}; charset=utf-8"
        assert answer["Content-Disposition"] == f'attachment; filename="topics.{suffix}"'
        tried = teacher.post(PAGE, {"text": answer.content.decode(), "try": "1"})
        assert not tried.context["report"].changes


def test_specifications_of_other_courses_stay_where_they_are(teacher, ours, theirs):
    topic = notes.make_topic(theirs.course)
    assert topic.title not in teacher.get(f"{LIST}export.yaml").content.decode()
    assert str(topic.specification) not in teacher.get(LIST).content.decode()


def test_an_assistant_reads_the_list_and_imports_nothing(client, course, assistant):
    client.force_login(assistant)
    assert PAGE not in client.get(LIST).content.decode()
    assert client.get(PAGE).status_code == client.post(PAGE).status_code == 403


def test_other_methods_are_none(teacher):
    assert teacher.put(PAGE).status_code == 405
    assert teacher.post("/admin/studynotes/specification/export.json").status_code == 405


def test_queries_of_the_list_do_not_grow_with_specifications(teacher, course):
    counts = []
    for _ in range(2):
        for _ in range(3):
            notes.make_topic(course)
        with CaptureQueriesContext(connection) as queries:
            teacher.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_specification_is_deleted_without_its_notes_never(teacher, course):
    topic = notes.make_topic(course)
    notes.make_note(topic, begun_by=makers.make_user())
    address = f"{LIST}{topic.specification_id}/delete/"
    assert teacher.post(address, {"post": "yes"}).status_code == 200
    assert Topic.objects.filter(pk=topic.pk).exists()
