"""A guest confirms that they want to follow a thread."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from blog.models import Post
from comments.models import CONFIRM_WITHIN, GuestSubscription
from comments.notices import confirming, tokens
from courses.visibility import Visibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(post: Post) -> GuestSubscription:
    return GuestSubscription.objects.create(post=post, email="greta@example.org")


def link(asked: GuestSubscription) -> str:
    return tokens.confirm_link(asked.key).removeprefix(tokens.absolute(""))


def test_looking_confirms_nothing(client: Client, asked: GuestSubscription) -> None:
    assert asked.post.title in client.get(link(asked)).text
    assert not GuestSubscription.objects.confirmed().exists()


def test_button_confirms_and_twice_is_no_error(client: Client, asked: GuestSubscription) -> None:
    for _ in range(2):
        assert client.post(link(asked)).headers["Location"] == f"{asked.post.get_absolute_url()}#comments"
    assert list(GuestSubscription.objects.confirmed()) == [asked]


def test_forged_link_is_not_found(client: Client, asked: GuestSubscription) -> None:
    for wrong in (link(asked).replace("confirm/", "confirm/x"), "/notices/confirm/x/"):
        assert client.post(wrong).status_code == 404


def test_narrowed_essay_is_not_confirmed(client: Client, asked: GuestSubscription) -> None:
    Post.objects.update(visibility=Visibility.COURSE)
    assert client.post(link(asked)).status_code == 404


def test_who_does_not_confirm_is_forgotten(client: Client, asked: GuestSubscription) -> None:
    GuestSubscription.objects.update(asked_at=timezone.now() - CONFIRM_WITHIN - timedelta(minutes=1))
    assert client.get(link(asked)).status_code == 404
    assert confirming.forget_unconfirmed(timezone.now()) == 1


def test_wrong_method_is_refused(client: Client, asked: GuestSubscription) -> None:
    assert client.put(link(asked)).status_code == 405
