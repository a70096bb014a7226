"""Who is signed in is read by prepared queries: the same person, while the session and the account stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.session_store import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(client: Client, author: User) -> str:
    client.force_login(author)
    return str(client.session.session_key)


def found(key: str) -> object:
    class Request:
        session = SessionStore(key)

    return get_user(Request())  # type: ignore[arg-type]


def test_member_is_found_again_in_two_queries(key: str, author: User, django_assert_num_queries) -> None:
    found(key)
    with django_assert_num_queries(2):
        assert found(key) == author


def test_each_has_their_own_session(key: str, author: User, classmate: User) -> None:
    other = Client()
    other.force_login(classmate)
    assert found(str(other.session.session_key)) == classmate
    assert found(key) == author


def test_what_is_changed_shows_at_once(key: str, author: User) -> None:
    found(key)
    User.objects.filter(pk=author.pk).update(display_name="Another")
    assert found(key).display_name == "Another"  # type: ignore[attr-defined]


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "changed"}])
def test_account_that_is_closed_or_has_another_password_is_nobody(
    key: str, author: User, change: dict[str, object]
) -> None:
    found(key)
    User.objects.filter(pk=author.pk).update(**change)
    assert not found(key).is_authenticated  # type: ignore[attr-defined]


def test_session_that_has_ended_is_none(key: str) -> None:
    found(key)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not found(key).is_authenticated  # type: ignore[attr-defined]


def test_unknown_key_gets_a_new_session() -> None:
    session = SessionStore("x" * 32)
    assert session.load() == {}
    assert session.session_key is None
