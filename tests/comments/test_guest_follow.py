"""Guests follow a thread by e-mail, once they have confirmed that they want to."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from accounts.models import User
from blog.models import Post
from comments.models import FollowRequest, GuestSubscription
from comments.notices import confirming
from tests import makers
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db
EMAIL = "greta@example.org"


@pytest.fixture
def ask(client: Client, post: Post, django_capture_on_commit_callbacks: Any) -> Any:
    """Fill in the form; what has to be done behind it is done."""

    def send(email: str = EMAIL, post: Post = post, **headers: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{post.get_absolute_url()}follow/", {"email": email}, **headers)

    return send


def link_in(office: PostOffice) -> str:
    found = re.search(r"https://essays\.example\.edu(/notices/confirm/\S+)", office.parts()[0])
    assert found
    return found[1]


def age(by: timedelta) -> None:
    for model in (GuestSubscription, FollowRequest):
        model.objects.update(asked_at=F("asked_at") - by)


def test_link_in_the_mail_confirms(client: Client, ask: Any, post_office: PostOffice, post: Post) -> None:
    assert ask("Greta@Example.org").headers["Location"] == f"{post.get_absolute_url()}#comments"
    assert post_office.sent_to == [[EMAIL]]
    link = link_in(post_office)
    assert post.title in client.get(link).text
    assert not GuestSubscription.objects.confirmed().exists()
    assert client.post(link).headers["Location"] == f"{post.get_absolute_url()}#comments"
    assert GuestSubscription.objects.confirmed().get().email == EMAIL


def test_mail_can_be_left_with_one_click(ask: Any, post_office: PostOffice) -> None:
    ask()
    address = str(post_office.arrived[0]["List-Unsubscribe"]).strip(" <>")
    assert Client().post(address.removeprefix("https://essays.example.edu")).status_code == 200
    assert not GuestSubscription.objects.exists()


def test_answer_is_the_same_for_who_follows_already(
    client: Client, ask: Any, post_office: PostOffice
) -> None:
    first = ask()
    client.post(link_in(post_office))
    second = ask()
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert len(post_office.arrived) == 1


def test_nobody_is_mailed_again_within_the_hour(ask: Any, post_office: PostOffice) -> None:
    ask()
    ask()
    assert len(post_office.arrived) == 1
    age(timedelta(hours=2))
    ask()
    assert len(post_office.arrived) == 2


def test_address_is_mailed_a_few_times_a_day(ask: Any, post_office: PostOffice, post: Post) -> None:
    for _ in range(confirming.MAILS_PER_ADDRESS + 2):
        ask(post=makers.make_post(post.author, post.course))
    assert len(post_office.arrived) == confirming.MAILS_PER_ADDRESS


def test_asking_again_for_a_thread_is_one_of_the_times(ask: Any, post_office: PostOffice, post: Post) -> None:
    posts = [post, *(makers.make_post(post.author, post.course) for _ in range(3))]
    for _ in range(3):
        for essay in posts:
            ask(post=essay)
        age(timedelta(hours=1, minutes=1))
    assert len(post_office.arrived) == confirming.MAILS_PER_ADDRESS


@pytest.mark.parametrize(("hours", "mails"), [(0, 1), (2, confirming.MAILS_PER_ADDRESS)])
def test_leaving_gives_no_more_mails(ask: Any, post_office: PostOffice, hours: int, mails: int) -> None:
    for _ in range(confirming.MAILS_PER_ADDRESS + 2):
        ask()
        GuestSubscription.objects.all().delete()
        age(timedelta(hours=hours))
    assert len(post_office.arrived) == mails


def test_another_day_is_another_count(ask: Any, post_office: PostOffice, post: Post) -> None:
    for _ in range(2):
        for _ in range(confirming.MAILS_PER_ADDRESS):
            ask(post=makers.make_post(post.author, post.course))
        age(timedelta(hours=24))
    assert len(post_office.arrived) == 2 * confirming.MAILS_PER_ADDRESS
    assert FollowRequest.objects.count() == confirming.MAILS_PER_ADDRESS


def test_block_of_addresses_asks_so_often(ask: Any, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming, "ASKED_PER_BLOCK", 2)
    for number in range(2):
        ask(f"guest{number}@example.org", REMOTE_ADDR=f"192.0.2.{number}")
    refused = ask("guest3@example.org", REMOTE_ADDR="192.0.2.77")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert ask("guest3@example.org", REMOTE_ADDR="198.51.100.1").status_code == 302


@pytest.mark.parametrize(
    "email", ["", "x", "a@b", "a@example.org\r\nBcc: b@example.org", "x" * 99 + "@e.org"]
)
def test_no_address_is_refused(ask: Any, email: str) -> None:
    assert ask(email).status_code == 422
    assert not GuestSubscription.objects.exists()


@pytest.mark.parametrize("visibility", ["signed-in", "course", "staff"])
def test_what_the_world_may_not_read_is_not_followed(ask: Any, post: Post, visibility: str) -> None:
    Post.objects.filter(pk=post.pk).update(visibility=visibility)
    assert ask().status_code == 404


def test_member_is_sent_to_the_buttons(client: Client, post: Post, classmate: User) -> None:
    client.force_login(classmate)
    response = client.get(f"{post.get_absolute_url()}follow/")
    assert response.headers["Location"] == f"{post.get_absolute_url()}#comments"


def test_wrong_method_is_refused(client: Client, post: Post) -> None:
    assert client.put(f"{post.get_absolute_url()}follow/").status_code == 405


def test_server_that_is_down_is_no_error_for_the_guest(ask: Any, post_office: PostOffice) -> None:
    with post_office.closed():
        assert ask().status_code == 302


def test_essay_offers_it_to_guests_of_public_essays(client: Client, post: Post, classmate: User) -> None:
    link = '<a href="follow/">Follow by e-mail</a>'
    assert link in client.get(post.get_absolute_url()).text
    client.force_login(classmate)
    assert link not in client.get(post.get_absolute_url()).text
