import re

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


def test_page_after_a_forgotten_password_leads_back(client, db):
    main = client.get(reverse("account_reset_password_done")).text.split("<main")[1]
    assert 'href="/accounts/password/reset/"' in main
    assert 'href="/accounts/login/"' in main


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


def test_address_is_verified_by_a_code_where_mail_can_be_sent(client, db, settings, mailoutbox):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    data = {"email": "new@colloquy.example", "password1": makers.PASSWORD, "display_name": "New Person"}
    page = client.post("/accounts/signup/", data, follow=True)
    assert 'class="wordmark"' in page.text
    assert client.post(page.request["PATH_INFO"], {"code": "wrong"}).status_code == 422
    code = re.search(r"^[A-Z0-9-]{6,9}$", mailoutbox[0].body, re.MULTILINE).group()
    assert client.post(page.request["PATH_INFO"], {"code": code}).status_code == 302
    assert client.get("/my/essays/").status_code == 200


def test_forgotten_password_is_set_anew_by_mail(client, db, mailoutbox):
    user = makers.make_user(password="an-old-word-4711")
    assert client.post("/accounts/password/reset/", {"email": user.email}).status_code == 302
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body).group(1)
    page = client.get(link, follow=True)
    assert 'class="wordmark"' in page.text
    form = {"password1": makers.PASSWORD, "password2": makers.PASSWORD}
    client.post(page.request["PATH_INFO"], form)
    data = {"login": user.email, "password": makers.PASSWORD}
    assert client.post("/accounts/login/", data).status_code == 302


def test_link_that_was_used_says_so(client, db):
    page = client.get("/accounts/password/reset/key/1-none/").text
    assert 'class="wordmark"' in page


def test_signing_out_asks_first_and_then_leads_home(client, author):
    client.force_login(author)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/").url == "/"
    assert client.get("/my/essays/").status_code == 302


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(client, db, next_):
    user = makers.make_user(password=makers.PASSWORD)
    data = {"login": user.email, "password": makers.PASSWORD, "next": next_}
    assert client.post("/accounts/login/", data).url == "/my/essays/"


@pytest.mark.parametrize("email", ["", "x", "a@b", "a\x00@b.example", "x" * 300 + "@b.example"])
def test_sign_up_with_no_address_is_refused(client, db, email):
    data = {"email": email, "password1": makers.PASSWORD, "display_name": "New Person"}
    response = client.post("/accounts/signup/", data)
    assert response.status_code == 422
    assert "New Person" in response.text


@pytest.mark.parametrize("name", ["\u3164", "\u2800", "\u200b", "\u202e"], ids=ascii)
def test_sign_up_with_a_name_that_nobody_sees_is_refused(client, db, name):
    data = {"email": "new@colloquy.example", "password1": makers.PASSWORD, "display_name": name}
    assert client.post("/accounts/signup/", data).status_code == 422
    assert not makers.User.objects.exists()


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_page_speaks_in_the_sites_words(client, db, name):
    page = client.get(reverse(name)).text
    assert not re.search(r"\bEmail|\bemail (?:address)?\b(?!\")|contact us|Remember Me|Password Reset", page)


def test_sign_up_says_nothing_about_signing_in(client, db):
    data = {"email": "new@colloquy.example", "password1": makers.PASSWORD, "display_name": "New Person"}
    assert "uccessfully" not in client.post("/accounts/signup/", data, follow=True).text


def test_too_long_a_name_is_told_its_length(client, db):
    page = client.post("/accounts/signup/", {"display_name": "x" * 151}).text
    assert "This has 151 characters; it may have 150." in page
