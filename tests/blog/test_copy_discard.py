"""A text that was not saved and is not wanted any more."""

from __future__ import annotations

import pytest

from blog.models import WorkingCopy
from tests import makers


@pytest.fixture
def copy(author, post):
    return makers.make_copy(author, post)


@pytest.fixture
def url(copy):
    return f"/copies/{copy.pk}/discard/"


def test_writer_deletes_it(client, author, url):
    client.force_login(author)
    assert client.post(url).url == "/my/essays/"
    assert not WorkingCopy.objects.exists()


def test_from_the_form_one_comes_back_to_it(client, author, post, url):
    client.force_login(author)
    assert client.post(url, {"edit": ""}).url == f"/essays/{post.pk}/edit/"
    new = makers.make_copy(author)
    assert client.post(f"/copies/{new.pk}/discard/", {"edit": ""}).url == "/write/"


def test_nobody_else_deletes_or_sees_it(client, instructor, staff, classmate, url):
    for user in (instructor, staff, classmate):
        client.force_login(user)
        assert client.post(url).status_code == 404
    assert WorkingCopy.objects.exists()


def test_stranger_is_sent_to_sign_in(client, url):
    assert client.post(url).url == "/accounts/login/?next=/my/essays/"


def test_copy_that_is_none_is_404(client, author, copy):
    client.force_login(author)
    assert client.post("/copies/4711/discard/").status_code == 404


def test_only_forms_are_taken(client, author, url):
    client.force_login(author)
    assert client.get(url).status_code == 405
