"""A document for the essay that is open in the editor."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from blog.models import Image, Post
from courses.models import Course
from sources.models import Source
from transfer.documents.reading import OTHER_KIND

from .documents import ESSAY, made
from .test_word import document, field

pytestmark = pytest.mark.django_db
ADDRESS = "/write/convert/"


def send(client: Client, data: bytes, name: str = "essay.docx", **more: object):  # type: ignore[no-untyped-def]
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data), **more})


def test_text_title_and_sources_come_back(writer: Client, course: Course) -> None:
    answer = send(writer, made(ESSAY, "docx"), course=course.pk).json()
    assert answer["title"] == "Fear as a tool of government"
    assert answer["text"].startswith("# Stalin’s two revolutions")
    assert [line.partition(",")[0] for line in answer["sources"]] == ["Freeze", "Tucker"]
    assert (Image.objects.count(), Post.objects.count()) == (1, 0)


def test_its_citations_have_the_keys_of_the_course(writer: Client, course: Course, author: User) -> None:
    answer = send(writer, document(field("CITATION Fre09", "(Freeze)")), course=course.pk).json()
    source = Source.objects.get(title="Russia: A History")
    assert answer["text"] == f"Words [@{source.key}]"
    assert (source.shared_at, source.added_by) == (None, author)


def test_without_a_course_no_work_is_stored(writer: Client) -> None:
    answer = send(writer, document(field("CITATION Fre09", "(Freeze)"))).json()
    assert (answer["text"], Source.objects.count()) == ("Words [@Fre09]", 0)


def test_what_cannot_be_read_says_why(writer: Client) -> None:
    response = send(writer, b"MZ", "essay.exe")
    assert (response.status_code, response.json()["told"]) == (422, [OTHER_KIND])


def test_no_file_is_said_to_be_none(writer: Client) -> None:
    assert writer.post(ADDRESS).json()["told"] == ["Choose a file."]


def test_anonymous_gets_nothing(client: Client, course: Course) -> None:
    assert send(client, b"Words.", "a.md").status_code == 302


def test_another_method_is_refused(writer: Client) -> None:
    assert writer.get(ADDRESS).status_code == 405
