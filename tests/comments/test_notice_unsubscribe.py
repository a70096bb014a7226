"""The links in mails that stop them. Nobody signs in for these, and a GET only asks."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from blog.models import Post
from comments.models import NoticeSettings, Subscription
from comments.notices import tokens

pytestmark = pytest.mark.django_db


def address_of(**wish: object) -> str:
    return tokens.unsubscribe_link(tokens.Wish(**wish)).removeprefix(tokens.absolute(""))  # type: ignore[arg-type]


def test_looking_stops_nothing(client: Client, author: User) -> None:
    page = client.get(address_of(user=author.pk, kinds=("reply",)))
    assert "No more mail" in page.text
    assert not NoticeSettings.objects.exists()


def test_button_stops_the_kinds(client: Client, author: User) -> None:
    assert "Done" in client.post(address_of(user=author.pk, kinds=("reply", "comment"))).text
    kept = NoticeSettings.objects.get(user=author)
    assert (kept.reply, kept.comment, kept.mention) == ("never", "never", "at-once")


def test_button_mutes_the_thread(client: Client, author: User, post: Post) -> None:
    client.post(address_of(user=author.pk, post=post.pk))
    assert Subscription.objects.get().state == "muted"


def test_forged_link_is_not_found(client: Client, author: User) -> None:
    address = address_of(user=author.pk, kinds=("reply",))
    for wrong in (address.replace("stop/", "stop/x"), "/notices/stop/x/"):
        response = client.post(wrong)
        assert response.status_code == 404
        assert "This link is not whole" in response.text


def test_people_who_are_gone_are_no_error(client: Client, db: None) -> None:
    for wish in ({"user": 99, "kinds": ("reply",)}, {"guest": "0" * 32}, {"user": 99, "post": 1}):
        assert client.post(address_of(**wish)).status_code == 200


def test_wrong_method_is_refused(client: Client, author: User) -> None:
    assert client.put(address_of(user=author.pk, kinds=("reply",))).status_code == 405
