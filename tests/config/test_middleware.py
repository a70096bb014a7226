"""What every answer has."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "manifest-src 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/no/such/page/", "/accounts/login/", "/health/", "/preview/"])
def test_answer_lets_nothing_in_from_elsewhere(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "policy"), [("/", "same-origin"), ("/no/such/page/", "same-origin"), ("/feed/", None)]
)
def test_other_sites_take_in_no_page(client: Client, path: str, policy: str | None) -> None:
    assert client.get(path).headers.get("Cross-Origin-Resource-Policy") == policy


def test_what_broke_is_shown_with_its_styles_to_who_mends_it(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    assert "Content-Security-Policy" not in client.get("/no/such/page/").headers
    assert "Content-Security-Policy" in client.get("/").headers
