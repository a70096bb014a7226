import pytest
from django.test import override_settings

from blog.images import uploading
from blog.models import Image
from tests import makers

URL = "/my/pictures/add/"
JSON = {"accept": "application/json"}


def send(client, file=None, *, address=URL, headers=None, **fields):
    form = {"file": file or makers.make_upload(), "alt": "A tower"} | fields
    return client.post(
        address, {name: value for name, value in form.items() if value != ""}, headers=headers or {}
    )


def test_writer_adds_a_picture(client, author):
    client.force_login(author)
    response = send(client, caption="C", credit="K")
    image = Image.objects.get()
    assert response.url == f"/my/pictures/{image.name}/"
    assert (image.alt, image.caption, image.credit, image.uploaded_by) == ("A tower", "C", "K", author)
    assert f"![](image:{image.name})" in client.get(response.url).text


def test_script_gets_what_to_write(client, author):
    client.force_login(author)
    response = send(client, headers=JSON)
    image = Image.objects.get()
    assert response.status_code == 201
    assert response.json()["notation"] == f"![](image:{image.name})"
    assert client.get(response.json()["small"]).status_code == 200


def test_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")
    assert send(client).status_code == 403
    assert not Image.objects.exists()


def test_essay_of_somebody_else_is_404(client, post, outsider):
    client.force_login(outsider)
    assert send(client, address=f"{URL}?essay={post.pk}").status_code == 404


@pytest.mark.parametrize("headers", [{}, JSON])
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg"),
        (makers.picture_bytes()[:300], "a.jpg"),
        (makers.picture_bytes(format="PNG"), "a.jpg"),
        (makers.picture_bytes() + b"<script>", "a.jpg"),
        (b"\xff\xd8\xff" + b"\0" * (12 * 1024 * 1024), "a.jpg"),
    ],
    ids=["empty", "svg", "broken", "mislabelled", "polyglot", "oversized"],
)
def test_bad_file_is_refused_and_nothing_stored(client, author, content, name, headers):
    client.force_login(author)
    response = send(client, makers.make_upload(content, name), alt="My words", headers=headers)
    assert response.status_code == 422
    assert not Image.objects.exists()
    if headers:
        assert response.json()["errors"]["file"]
    else:
        assert 'href="#id_file"' in response.text
        assert 'value="My words"' in response.text


def test_description_is_required(client, author):
    client.force_login(author)
    response = send(client, alt="")
    assert (response.status_code, 'href="#id_alt"' in response.text) == (422, True)


def test_picture_is_decorative_or_described(client, author):
    client.force_login(author)
    assert send(client, is_decorative="on").status_code == 422
    assert send(client, alt="", is_decorative="on").status_code == 302
    assert Image.objects.get().is_decorative


def test_script_may_leave_the_description_for_later(client, author):
    client.force_login(author)
    response = send(client, alt="", later="1", headers=JSON)
    assert (response.status_code, response.json()["described"]) == (201, False)
    assert send(client, alt="", later="1").status_code == 422


@override_settings(RATE_LIMITS=True)
def test_too_many_in_an_hour_are_429(client, author, monkeypatch):
    monkeypatch.setattr(uploading, "MAX_UPLOADS_PER_HOUR", 1)
    client.force_login(author)
    assert send(client).status_code == 302
    response = send(client)
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "within an hour" in response.text
    assert Image.objects.count() == 1


@override_settings(RATE_LIMITS=True)
def test_room_for_one_persons_pictures_ends(client, author, monkeypatch):
    monkeypatch.setattr(uploading, "MAX_PICTURES", 1)
    client.force_login(author)
    send(client)
    response = send(client, headers=JSON)
    assert response.status_code == 422
    assert "all there is room for" in response.json()["errors"]["__all__"][0]["message"]


def test_only_reading_and_sending_are_allowed(client, author):
    client.force_login(author)
    assert client.delete(URL).status_code == 405


def test_queries_are_few(client, author, django_assert_max_num_queries):
    client.force_login(author)
    with django_assert_max_num_queries(16):
        send(client)
