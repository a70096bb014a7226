from pathlib import Path

import pytest

from accounts.models import User
from tests import makers

URL = "/profile/"
FILLED = {"display_name": "New Name", "website": "example.org", "biography": "Lines\r\nof life"}


@pytest.fixture
def person(client, db):
    user = makers.make_user("Old Name")
    client.force_login(user)
    return user


def test_profile_is_changed_and_the_address_stays(client, person):
    assert client.post(URL, FILLED).status_code == 302
    changed = User.objects.get()
    assert (changed.display_name, changed.website) == ("New Name", "https://example.org")
    assert (changed.biography, changed.slug) == ("Lines\nof life", person.slug)


def test_profile_leads_to_what_one_is_told_of(client, person):
    assert 'href="/notices/settings/"' in client.get(URL).text


def test_picture_is_stored_anew_as_a_square_and_shown(client, person):
    client.post(URL, FILLED | {"new_picture": makers.make_upload(makers.picture_bytes((400, 200)))})
    user = User.objects.get()
    assert (user.picture.width, user.picture.height) == (160, 160)
    response = client.get(user.picture_url())
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert user.picture_url() in client.get(user.get_absolute_url()).text


def test_old_picture_goes(client, person, django_capture_on_commit_callbacks):
    client.post(URL, FILLED | {"new_picture": makers.make_upload()})
    old = Path(User.objects.get().picture.path)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(URL, FILLED | {"remove_picture": "on"})
    assert not User.objects.get().picture
    assert not old.exists()


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e", "\u3164", "\u2800", "x" * 151])
def test_name_has_something_to_see(client, person, name):
    response = client.post(URL, FILLED | {"display_name": name})
    assert response.status_code == 422
    assert 'href="#id_display_name"' in response.text
    assert User.objects.get().display_name == "Old Name"


def test_name_cannot_turn_the_page_around(client, person):
    client.post(URL, FILLED | {"display_name": "Ann\u202e \u200bB\nC\x00"})
    assert User.objects.get().display_name == "Ann B C"


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://a.example/", "data:text/html,x", "a b"])
def test_website_is_an_address_of_the_web(client, person, website):
    response = client.post(URL, FILLED | {"website": website})
    assert response.status_code == 422
    assert 'href="#id_website"' in response.text


@pytest.mark.parametrize("content", [b"", b"<svg/>", makers.picture_bytes()[:200]])
def test_bad_picture_is_an_error_that_keeps_the_text(client, person, content):
    response = client.post(URL, FILLED | {"new_picture": makers.make_upload(content)})
    assert response.status_code == 422
    assert "of life</textarea>" in response.text
    assert not User.objects.get().picture


def test_who_sent_a_good_picture_with_a_bad_form_is_told_to_choose_it_again(client, person):
    bad = FILLED | {"display_name": "", "new_picture": makers.make_upload()}
    assert "choose it again" in client.post(URL, bad).text
    assert "choose it again" not in client.post(URL, FILLED | {"display_name": ""}).text
    assert not User.objects.get().picture


def test_profile_leads_to_what_others_see(client, person):
    page = client.get(URL).text
    assert f'href="{person.get_absolute_url()}"' in page
    assert 'href="/my/portfolio/"' in page


def test_too_long_a_biography_is_an_error(client, person):
    assert client.post(URL, FILLED | {"biography": "x" * 1001}).status_code == 422


def test_forged_fields_change_nothing(client, person):
    client.post(
        URL, FILLED | {"is_staff": "on", "email": "other@colloquy.example", "slug": "x", "picture": "a"}
    )
    user = User.objects.get()
    assert (user.is_staff, user.email, user.slug, user.picture.name) == (False, person.email, person.slug, "")


def test_form_holds_what_is_stored(client, person):
    assert 'value="Old Name"' in client.get(URL).text


def test_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL).url == "/accounts/login/?next=/profile/"


def test_wrong_method_is_refused(client, person):
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("name", ["none.jpg", "../secret-key", "%2e%2e/secret-key", "a", "%00.jpg"])
def test_address_of_no_picture_is_404(client, db, name):
    assert client.get(f"/pictures/{name}").status_code == 404


def test_pictures_are_only_read(client, db):
    assert client.post("/pictures/a.jpg").status_code == 405


def test_queries_are_few(client, person, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(URL)
