"""What is pasted into the editor."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from blog.models import Image
from courses.models import Course
from transfer.documents import views

from .documents import clipboard

pytestmark = pytest.mark.django_db
ADDRESS = "/write/paste/"


def paste(client: Client, html: str, rtf: str = "", **more: str):  # type: ignore[no-untyped-def]
    files = {"html": SimpleUploadedFile("clipboard.html", html.encode())}
    if rtf:
        files["rtf"] = SimpleUploadedFile("clipboard.rtf", rtf.encode())
    return client.post(ADDRESS, files | more)


def test_what_word_copies_comes_back_as_markdown(writer: Client, author: User) -> None:
    answer = paste(writer, clipboard("word.html"), clipboard("word.rtf")).json()
    image = Image.objects.get()
    stem = str(image.file.name).removeprefix("images/").partition(".")[0]
    assert f"![A queue for bread](image:{stem})" in answer["text"]
    assert (image.uploaded_by, answer["told"]) == (author, [])


def test_notes_are_numbered_from_where_those_of_the_essay_end(writer: Client) -> None:
    text = paste(writer, clipboard("word.html"), body="One.[^3]\n\n[^3]: Three.").json()["text"]
    assert "*promises*.[^4]" in text
    assert "\n\n[^4]: Freeze" in text


def test_what_is_left_out_is_told(writer: Client) -> None:
    told = paste(writer, clipboard("google_docs.html")).json()["told"]
    place = "it is only a link to lh7-rt.googleusercontent.com. Save it and add it as a picture."
    assert told == [f"A picture was left out: {place}"]


def test_a_picture_without_words_is_told_of(writer: Client) -> None:
    told = paste(
        writer, clipboard("word.html").replace('alt="A queue for bread"', ""), clipboard("word.rtf")
    ).json()
    assert told["told"] == ["1 picture needs a description before publication."]


@pytest.mark.parametrize("html", ["", "<div>" * 300, "<p>" + "word " * 70_000])
def test_what_cannot_be_read_says_why(writer: Client, html: str) -> None:
    response = paste(writer, html)
    assert response.status_code == 422
    assert response.json()["told"]


def test_anonymous_gets_nothing(client: Client, course: Course) -> None:
    assert paste(client, "<b>a</b>").status_code == 302


def test_another_method_is_refused(writer: Client) -> None:
    assert writer.get(ADDRESS).status_code == 405


def test_very_many_pastes_are_refused(writer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MAX_PASTES_PER_MINUTE", 1)
    assert paste(writer, "<b>a</b>").status_code == 200
    response = paste(writer, "<b>a</b>")
    assert (response.status_code, response.json()["told"]) == (429, [views.TOO_MANY_PASTES])
