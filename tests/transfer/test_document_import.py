"""The page that makes a draft of a document."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from blog.models import Image, Post
from courses.models import Course
from sources.models import Source
from tests.makers import make_course, make_member
from transfer.documents import views
from transfer.documents.word import MACROS

from .documents import ESSAY, made, with_files
from .test_word import document, field

pytestmark = pytest.mark.django_db
ADDRESS = "/write/import/"
DOCX = made(ESSAY, "docx")


def send(client: Client, course: Course | None, data: bytes = DOCX, name: str = "essay.docx"):  # type: ignore[no-untyped-def]
    values = {"file": SimpleUploadedFile(name, data), "course": course.pk if course else ""}
    return client.post(ADDRESS, values)


def test_a_document_becomes_a_draft_of_its_writer(writer: Client, course: Course, author: User) -> None:
    response = send(writer, course)
    post = Post.objects.get()
    assert response.headers["Location"] == reverse("blog:post_edit", args=[post.pk])
    assert (post.title, post.author, post.status) == ("Fear as a tool of government", author, "draft")
    assert "[^1]: Freeze, *Russia*, 347." in post.body
    assert post.revisions.count() == 1


def test_its_works_are_the_list_of_sources(writer: Client, course: Course) -> None:
    send(writer, course)
    lines = Post.objects.get().bibliography.values_list("line", flat=True)
    assert [line.partition(",")[0] for line in lines] == ["Freeze", "Tucker"]


def test_its_writer_is_told_of_its_sources_and_where_they_wait(writer: Client, course: Course) -> None:
    page = writer.get(send(writer, course).headers["Location"]).content.decode()
    assert "2 sources were found. They wait below the text, in “Sources used”" in page


def test_the_course_written_in_last_is_chosen(writer: Client, course: Course, author: User) -> None:
    other = make_course()
    make_member(other, user=author)
    for chosen in (other, course):
        send(writer, chosen, b"Words.", "a.md")
        assert f'<option value="{chosen.pk}" selected>' in writer.get(ADDRESS).content.decode()


def test_a_refused_form_asks_for_the_file_again(writer: Client, course: Course) -> None:
    assert "choose it again" in send(writer, course, b"%PDF-1.7").content.decode()
    assert "choose it again" not in writer.get(ADDRESS).content.decode()


def test_its_pictures_are_stored_and_named_in_the_text(writer: Client, course: Course, author: User) -> None:
    send(writer, course)
    image = Image.objects.get()
    stem = str(image.file.name).removeprefix("images/").partition(".")[0]
    assert (image.alt, image.uploaded_by) == ("A queue for bread", author)
    assert f"![A queue for bread](image:{stem})" in Post.objects.get().body


@pytest.mark.parametrize(("kind", "name"), [("md", "a.md"), ("docx", "a.docx")])
def test_what_only_looks_like_a_picture_stays_as_typed(
    writer: Client, course: Course, kind: str, name: str
) -> None:
    typed = "Words `x](image:pending-7)` and `y](image:pending-0)` end."
    response = send(writer, course, typed.encode() if kind == "md" else made(typed, kind), name)
    assert (response.status_code, Post.objects.get().body) == (302, typed)


def test_word_s_citations_are_citations_of_works_in_the_course(writer: Client, course: Course) -> None:
    send(writer, course, document(field(r"CITATION Fre09 \p 347", "(Freeze 347)")))
    source = Source.objects.get(title="Russia: A History")
    post = Post.objects.get()
    assert post.body == f"Words [@{source.key}, 347]"
    assert post.citations.get().source == source
    assert source.pk in post.bibliography.values_list("source", flat=True)


def test_a_work_is_listed_once_however_often_it_is_named(writer: Client, course: Course) -> None:
    send(writer, course)
    send(writer, course)
    assert Post.objects.count() == 2
    assert Source.objects.count() == 2


def test_anonymous_signs_in_first(client: Client, course: Course) -> None:
    assert client.get(ADDRESS).headers["Location"] == f"{reverse('account_login')}?next={ADDRESS}"
    send(client, course)
    assert not Post.objects.exists()


def test_a_course_of_others_is_none_to_choose(client: Client, course: Course, db: None) -> None:
    client.force_login(User.objects.create_user(email="out@colloquy.example", display_name="Out"))
    assert send(client, course).status_code == 422
    assert "You are not in a course yet" in client.get(ADDRESS).content.decode()


def test_bad_input_is_said_beside_its_field_and_nothing_is_stored(writer: Client, course: Course) -> None:
    response = send(writer, course, with_files(DOCX, {"word/vbaProject.bin": b"x"}))
    assert response.status_code == 422
    assert MACROS in response.content.decode()
    assert [model.objects.count() for model in (Post, Image, Source)] == [0, 0, 0]


def test_without_a_course_the_file_is_not_read(writer: Client) -> None:
    response = send(writer, None)
    assert (response.status_code, Image.objects.count()) == (422, 0)


def test_what_cannot_be_saved_leaves_no_file_behind(
    writer: Client, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(default_storage.listdir("images")[1]) if default_storage.exists("images") else set()
    monkeypatch.setattr(Post, "full_clean", lambda self, *a, **k: (_ for _ in ()).throw(RuntimeError))
    writer.raise_request_exception = False
    assert send(writer, course).status_code == 500
    after = set(default_storage.listdir("images")[1]) if default_storage.exists("images") else set()
    assert (after - before, Image.objects.count()) == (set(), 0)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(writer: Client, method: str) -> None:
    assert getattr(writer, method)(ADDRESS).status_code == 405


def test_very_many_imports_are_refused(
    writer: Client, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MAX_IMPORTS_PER_HOUR", 1)
    assert send(writer, course, b"Words.", "a.md").status_code == 302
    response = send(writer, course, b"Words.", "a.md")
    assert (response.status_code, Post.objects.count()) == (429, 1)
    assert views.TOO_MANY in response.content.decode()


def test_the_page_takes_few_queries(writer: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(7):
        writer.get(ADDRESS)
