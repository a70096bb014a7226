"""Every role against every URL: the answers are in access_table.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from comments.models import Comment

from .access_table import FORMS, ROLES, TABLE
from .world import GUEST_EMAIL, arguments, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


class Row(NamedTuple):
    name: str
    arguments: list[str]
    method: str
    expected: list[str]


def rows() -> list[Row]:
    lines = (line.split() for line in TABLE.splitlines())
    cells = [line for line in lines if line and line[0] != "#"]
    return [
        Row(name, args.split(",") if args != "-" else [], method, _each(statuses))
        for name, args, method, *statuses in cells
    ]


def _each(statuses: list[str]) -> list[str]:
    if len(statuses) == 1:
        return statuses * len(ROLES)
    if len(statuses) == 3:
        return ["in", "in", "403", "403", "403", *statuses, "403"]
    assert len(statuses) == len(ROLES), statuses
    return statuses


def urls(
    resolver: URLResolver | None = None, prefix: str = "", namespaces: tuple[str, ...] = ()
) -> Iterator[str]:
    """The name of every URL, with its namespaces, or its route where it has none."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from urls(entry, route, (*namespaces, entry.namespace) if entry.namespace else namespaces)
        else:
            yield ":".join([*namespaces, entry.name]) if entry.name else route


def test_every_url_has_a_row_and_every_row_a_url() -> None:
    assert {row.name for row in rows()} == set(urls())


@pytest.fixture(scope="module")
def cookies(world: None) -> list[SimpleCookie]:
    """What each role's browser has after signing in."""
    return [client_of(role).cookies for role in ROLES]


@pytest.fixture(scope="module")
def anybody() -> Client:
    """One for all, because each loads the middleware anew; before each request it gets somebody's cookies."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.name} {','.join(row.arguments)} {row.method}")
def test_every_role_gets_what_the_table_says(row: Row, anybody: Client, cookies: list[SimpleCookie]) -> None:
    address = address_of(row)
    # Its writer can change it for a quarter of an hour, and a run may take longer.
    Comment.objects.filter(guest_email=GUEST_EMAIL).update(created_at=timezone.now())
    answers = [_answer(anybody, jar, row.method, address) for jar in cookies]
    cells = zip(ROLES, answers, row.expected, strict=True)
    assert not [f"{role}: {got}, not {expected}" for role, got, expected in cells if got != expected]


def address_of(row: Row) -> str:
    words = arguments()
    values = [words[name] for name in row.arguments]
    if "/" not in row.name:
        return reverse(row.name, args=values)
    return "/" + re.sub(r"<[^>]*>|\(\?P.*", lambda _: str(values.pop(0)), row.name)


def _answer(client: Client, jar: SimpleCookie, method: str, address: str) -> str:
    """The status; or "in", where it sends to the sign-in page. What the request changed is undone."""
    method, _, form = method.partition(":")
    client.cookies = SimpleCookie(jar.output(header="", sep=";"))
    with transaction.atomic():
        response = client.post(address, FORMS[form]) if form else client.generic(method, address)
        list(response)
        transaction.set_rollback(True)
    to_sign_in = response.headers.get("Location", "").startswith(reverse("account_login"))
    return "in" if to_sign_in else str(response.status_code)
