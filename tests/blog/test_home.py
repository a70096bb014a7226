"""The first page."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User

ABOUT = "Students publish here what they write in their courses"


@pytest.mark.django_db
def test_who_has_never_heard_of_the_site_reads_what_it_is(client: Client) -> None:
    assert ABOUT in client.get("/").text


def test_who_is_signed_in_is_not_told_again(client: Client, author: User) -> None:
    client.force_login(author)
    assert ABOUT not in client.get("/").text
