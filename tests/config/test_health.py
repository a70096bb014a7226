from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

URL = reverse("health")


@pytest.mark.django_db
def test_says_ok_while_the_database_answers(client: Client) -> None:
    assert client.get(URL).content == b"ok\n"


@pytest.mark.django_db
def test_is_never_cached(client: Client) -> None:
    assert "no-store" in client.get(URL)["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete", "trace"])
def test_other_methods_get_405(client: Client, method: str) -> None:
    assert getattr(client, method)(URL).status_code == 405


def test_database_that_is_gone_gets_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "ensure_connection", gone)
    assert client.get(URL).status_code == 503
