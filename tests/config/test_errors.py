import logging

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.test import Client

from blog import views


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PermissionDenied(), 403),
        (SuspiciousOperation(), 400),
        (RequestDataTooBig(), 413),
        (ValueError("a bug"), 500),
    ],
)
def test_error_has_its_status_and_a_page_in_the_sites_look(db, monkeypatch, error, status):
    def broken(*args):
        raise error

    monkeypatch.setattr(views._newest, "page", broken)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == status
    assert '<html lang="en">' in response.text
    assert "wordmark" in response.text


def test_unknown_address_is_404_in_the_sites_look(client, db):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "wordmark" in response.text


def test_who_is_signed_in_is_not_asked_to_sign_in_where_nothing_is(client, author):
    assert "sign in and try again" in client.get("/no/such/page/").text
    client.force_login(author)
    assert "sign in and try again" not in client.get("/no/such/page/").text


def test_too_many_tries_to_sign_in_are_429(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    form = {"login": "a@b.example", "password": "wrong"}
    client.post("/accounts/login/", form)
    response = client.post("/accounts/login/", form)
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "wordmark" in response.text


def test_no_password_is_shown_again_when_the_token_is_missing(db):
    form = {"password": "my secret words", "biography": "My life in words"}
    page = Client(enforce_csrf_checks=True).post("/accounts/login/", form).text
    assert "/css/base.css" in page
    assert "My life in words" in page
    assert "my secret words" not in page


@pytest.mark.parametrize("address", ["/", "/feed/", "/write/", "/admin/", "/accounts/login/", "/sitemap.xml"])
def test_trace_is_refused(client, db, address):
    assert client.generic("TRACE", address).status_code in (302, 405)


@pytest.mark.parametrize("address", ["/preview/", "/courses/russia/join/", "/essays/1/withdraw/"])
def test_address_that_only_takes_forms_has_a_page_for_browsers(client, course, address):
    response = client.get(address)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "wordmark" in response.text


def test_log_has_no_traceback_for_what_is_refused():
    logger = logging.getLogger("django.request")
    assert not logger.isEnabledFor(logging.WARNING)
    assert logger.isEnabledFor(logging.ERROR)


@pytest.mark.parametrize(("host", "leads_back"), [("testserver", True), ("evil.example", False)])
@pytest.mark.django_db
def test_form_that_could_not_be_verified_leads_back_to_its_page(host: str, leads_back: bool) -> None:
    came_from = f"http://{host}/courses/russia/"
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {}, headers={"Referer": came_from})
    assert response.status_code == 403
    assert (f'href="{came_from}"' in response.text) is leads_back
