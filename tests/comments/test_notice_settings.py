"""What one wants to hear of, and how often; following and muting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from blog.models import Post
from comments.models import Notice, NoticeSettings, Subscription
from comments.notices import tokens
from comments.notices.making import make_notices
from courses.access import Visibility
from tests import makers

pytestmark = pytest.mark.django_db
ADDRESS = "/notices/settings/"
CHOICES = {
    "reply": "never",
    "comment": "daily",
    "mention": "hourly",
    "followed": "at-once",
    "decision": "daily",
}
NOON = datetime(2020, 2, 24, 12, 5, tzinfo=UTC)


@pytest.fixture
def reader(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def follow(client: Client, post: Post, state: str, **fields: str) -> str:
    response = client.post(f"{post.get_absolute_url()}thread/follow/", {"state": state, **fields})
    return response.headers.get("Location", str(response.status_code))


def test_choices_are_kept(reader: Client, author: User) -> None:
    assert reader.post(ADDRESS, CHOICES).headers["Location"] == ADDRESS
    kept = NoticeSettings.objects.filter(user=author).values(*CHOICES).get()
    assert kept == CHOICES


def test_defaults_are_shown_and_looking_stores_nothing(reader: Client) -> None:
    assert '<option value="hourly" selected>' in reader.get(ADDRESS).text
    assert not NoticeSettings.objects.exists()


def test_unknown_frequency_is_refused(reader: Client) -> None:
    response = reader.post(ADDRESS, CHOICES | {"reply": "often"})
    assert response.status_code == 422
    assert not NoticeSettings.objects.exists()


def test_anonymous_reader_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.post(ADDRESS, CHOICES).headers["Location"].startswith("/accounts/login/")


def test_wrong_method_is_refused(reader: Client, post: Post) -> None:
    assert reader.put(ADDRESS).status_code == 405
    assert reader.get(f"{post.get_absolute_url()}thread/follow/").status_code == 405


@pytest.mark.parametrize(
    ("wanted", "due"),
    [
        ("at-once", NOON + timedelta(minutes=15)),
        ("daily", datetime(2020, 2, 25, 7, tzinfo=UTC)),
        ("never", None),
    ],
)
def test_what_waits_is_mailed_as_one_wants_now(
    reader: Client, post: Post, classmate: User, wanted: str, due: datetime | None
) -> None:
    with time_machine.travel(NOON, tick=False):
        make_notices([makers.make_comment(post, classmate).pk])
        reader.post(ADDRESS, CHOICES | {"comment": wanted})
    assert Notice.objects.get().mail_due_at == due


def test_thread_is_followed_muted_and_neither(reader: Client, post: Post, author: User) -> None:
    for state in ("followed", "muted"):
        assert follow(reader, post, state) == f"{post.get_absolute_url()}#comments"
        assert Subscription.objects.get(user=author, post=post).state == state
        assert post.title in reader.get(ADDRESS).text
    assert follow(reader, post, "", back="settings") == ADDRESS
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("followed", "You follow this thread."),
        ("muted", "You have muted this thread."),
        ("", "Follow this thread"),
    ],
)
def test_essay_says_what_one_does(
    client: Client, post: Post, classmate: User, state: str, words: str
) -> None:
    client.force_login(classmate)
    follow(client, post, state)
    client.get(post.get_absolute_url())  # says what was done
    assert words in client.get(post.get_absolute_url()).text


@pytest.mark.parametrize("state", ["loud", None])
def test_unknown_wish_is_a_bad_request(reader: Client, post: Post, state: str | None) -> None:
    fields = {} if state is None else {"state": state}
    assert reader.post(f"{post.get_absolute_url()}thread/follow/", fields).status_code == 400


def test_stranger_follows_nothing_that_they_may_not_read(client: Client, post: Post, outsider: User) -> None:
    Post.objects.filter(pk=post.pk).update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert follow(client, post, "followed") == "404"


def test_muting_stops_what_waits_but_mentions(
    reader: Client, post: Post, author: User, classmate: User
) -> None:
    make_notices([makers.make_comment(post, classmate).pk, makers.make_comment(post, classmate).pk])
    first = Notice.objects.order_by("pk").first()
    assert first
    Notice.objects.filter(pk=first.pk).update(kind="mention")
    follow(reader, post, "muted")
    assert list(Notice.objects.unmailed()) == [first]


class TestLinksInMails:
    """Nobody signs in for these, and a GET only asks."""

    def address(self, **wish: object) -> str:
        return tokens.unsubscribe_link(tokens.Wish(**wish)).removeprefix(tokens.absolute(""))  # type: ignore[arg-type]

    def test_looking_stops_nothing(self, client: Client, author: User) -> None:
        page = client.get(self.address(user=author.pk, kinds=("reply",)))
        assert "No more mail" in page.text
        assert not NoticeSettings.objects.exists()

    def test_button_stops_the_kinds(self, client: Client, author: User) -> None:
        assert "Done" in client.post(self.address(user=author.pk, kinds=("reply", "comment"))).text
        kept = NoticeSettings.objects.get(user=author)
        assert (kept.reply, kept.comment, kept.mention) == ("never", "never", "at-once")

    def test_button_mutes_the_thread(self, client: Client, author: User, post: Post) -> None:
        client.post(self.address(user=author.pk, post=post.pk))
        assert Subscription.objects.get().state == "muted"

    def test_forged_link_is_not_found(self, client: Client, author: User) -> None:
        address = self.address(user=author.pk, kinds=("reply",))
        for wrong in (address.replace("stop/", "stop/x"), "/notices/stop/x/"):
            assert client.post(wrong).status_code == 404

    def test_people_who_are_gone_are_no_error(self, client: Client, db: None) -> None:
        for wish in ({"user": 99, "kinds": ("reply",)}, {"guest": "0" * 32}, {"user": 99, "post": 1}):
            assert client.post(self.address(**wish)).status_code == 200
