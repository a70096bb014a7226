import pytest
from django.urls import reverse

from tests import makers

SIGNED_OUT = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_inactive",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
]
SIGNED_IN = ["account_logout", "account_email", "account_change_password", "account_reauthenticate"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", SIGNED_OUT)
def test_page_is_in_the_sites_frame(client, name):
    response = client.get(reverse(name), follow=True)
    assert response.status_code == 200
    assert '<html lang="en">' in response.text
    assert 'class="wordmark"' in response.text


@pytest.mark.parametrize("name", SIGNED_IN)
def test_page_for_people_with_an_account_is_in_the_sites_frame(client, author, name):
    client.force_login(author)
    assert 'class="wordmark"' in client.get(reverse(name), follow=True).text


@pytest.mark.parametrize("name", SIGNED_IN[1:])
def test_stranger_is_sent_to_sign_in(client, db, name):
    assert client.get(reverse(name)).url.startswith("/accounts/login/?next=")


def test_sign_in_leads_to_the_page_that_was_asked_for(client, db):
    user = makers.make_user(password=makers.PASSWORD)
    data = {"login": user.email, "password": makers.PASSWORD, "next": "/write/"}
    assert client.post("/accounts/login/", data).url == "/write/"


def test_wrong_password_keeps_the_address_and_says_so(client, db):
    response = client.post("/accounts/login/", {"login": "a@b.example", "password": "wrong"})
    assert response.status_code == 422
    assert 'id="error-summary"' in response.text
    assert "a@b.example" in response.text


def test_sign_up_makes_an_account_and_signs_in(client, db):
    data = {"email": "New@Colloquy.example", "password1": makers.PASSWORD, "display_name": "New  Person"}
    assert client.post("/accounts/signup/", data).status_code == 302
    user = makers.User.objects.get(email="new@colloquy.example")
    assert user.display_name == "New Person"
    assert client.get("/my/essays/").status_code == 200
