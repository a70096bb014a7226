from pathlib import Path

import pytest

from accounts import picture_formats
from blog.models import Image, Post
from courses.visibility import Visibility
from tests import makers


@pytest.fixture
def image(author, course, post):
    image = makers.make_image(author, file=makers.make_upload(makers.picture_bytes((1000, 500))))
    Post.objects.filter(pk=post.pk).update(featured_image=image)
    return image


def upload(client, course, file, **fields):
    form = {
        "title": "T", "body": "b", "course": course.pk, "visibility": "world", "intent": "publish",
        "alt": "A tower",
    }  # fmt: skip
    return client.post("/write/", form | {"picture": file} | fields)


def test_picture_of_a_public_essay_is_public(client, image):
    response = client.get(image.get_absolute_url())
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "public" in response["Cache-Control"]
    assert response.content == Path(image.file.path).read_bytes()


def test_picture_is_seen_by_those_who_see_its_essay(client, image, classmate, outsider):
    Post.objects.update(visibility=Visibility.COURSE)
    assert client.get(image.get_absolute_url()).status_code == 404
    client.force_login(outsider)
    assert client.get(image.get_absolute_url()).status_code == 404
    client.force_login(classmate)
    response = client.get(image.get_absolute_url())
    assert (response.status_code, "private" in response["Cache-Control"]) == (200, True)


def test_picture_that_no_essay_shows_is_its_owners(client, author, classmate):
    image = makers.make_image(author)
    client.force_login(classmate)
    assert client.get(image.get_absolute_url()).status_code == 404
    client.force_login(author)
    assert client.get(image.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "../secret-key", "%2e%2e/secret-key", "..%2fsecret-key", "%2fetc%2fpasswd", "none.jpg", "a",
        "%00.jpg", "x" * 300 + ".jpg", "a.jpg.1.webp", "a%0a.jpg", "..jpg", "C:%5ca.jpg",
    ],
)  # fmt: skip
def test_address_of_no_picture_is_404(client, db, name):
    assert client.get(f"/images/{name}").status_code == 404


def test_missing_file_is_404(client, image):
    Path(image.file.path).unlink()
    assert client.get(image.get_absolute_url()).status_code == 404


def test_copy_of_an_unknown_width_is_404(client, image):
    assert client.get(f"{image.get_absolute_url()}.481.webp").status_code == 404


@pytest.mark.parametrize("format_", ["avif", "webp"])
def test_picture_itself_stands_in_for_a_copy_that_is_not_made_yet(client, image, format_):
    response = client.get(f"{image.get_absolute_url()}.480.{format_}")
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert "max-age=10" in response["Cache-Control"]


def test_only_reading_is_allowed(client, image):
    assert client.post(image.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_uploaded_picture_is_shown_with_its_copies(
    client, author, course, format_, django_capture_on_commit_callbacks
):
    client.force_login(author)
    file = makers.make_upload(makers.picture_bytes((1200, 300), format_), f"photo.{format_.lower()}")
    with django_capture_on_commit_callbacks(execute=True):
        saved = upload(client, course, file, caption="C", credit="K")
    page = client.get(saved.url).text
    image = Image.objects.get()
    assert image.widths == [480, 960, 1200]
    assert f"{image.get_absolute_url()}.480.webp 480w" in page
    assert "photo" not in image.file.name
    for copied in ("webp", "avif"):
        copy = client.get(f"{image.get_absolute_url()}.480.{copied}")
        assert (copy.status_code, copy["Content-Type"]) == (200, f"image/{copied}")
        assert picture_formats.format_of(copy.content) == copied.upper()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.jpg"),
        (b"<svg onload='alert(1)'/>", "a.svg"),
        (b"MZ" + b"\x00" * 100, "a.jpg"),
        (makers.picture_bytes()[:300], "a.jpg"),
        (makers.picture_bytes(format="PNG"), "a.jpg"),
        (b"\xff\xd8\xff" + b"\x00" * (12 * 1024 * 1024), "a.jpg"),
    ],
    ids=["empty", "svg", "program", "broken", "mislabelled", "oversized"],
)
def test_bad_upload_is_an_error_that_keeps_the_text(client, author, course, content, name):
    client.force_login(author)
    response = upload(client, course, makers.make_upload(content, name), body="My text")
    assert response.status_code == 422
    assert 'href="#id_picture"' in response.text
    assert "My text</textarea>" in response.text
    assert not Image.objects.exists()


def test_enormous_upload_is_413(client, author, course):
    client.force_login(author)
    file = makers.make_upload(b"\x00" * (25 * 1024 * 1024))
    assert upload(client, course, file).status_code == 413


def test_picture_needs_words_for_those_who_cannot_see_it(client, author, course):
    client.force_login(author)
    response = upload(client, course, makers.make_upload(), alt=" ")
    assert response.status_code == 422
    assert 'href="#id_alt"' in response.text
    assert "choose it again" in response.text


def test_queries_are_few(client, image, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        client.get(image.get_absolute_url())
