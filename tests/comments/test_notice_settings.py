"""What one wants to hear of, and how often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client

from accounts.models import User
from blog.models import Post
from comments.models import Notice, NoticeSettings
from comments.notices.making import make_notices
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


def test_choices_are_kept(reader: Client, author: User) -> None:
    assert reader.post(ADDRESS, CHOICES).headers["Location"] == ADDRESS
    kept = NoticeSettings.objects.filter(user=author).values(*CHOICES).get()
    assert kept == CHOICES


def test_defaults_are_shown_and_looking_stores_nothing(reader: Client) -> None:
    assert '<option value="hourly" selected>' in reader.get(ADDRESS).text
    assert not NoticeSettings.objects.exists()


def test_switch_for_mail_about_essays_says_so_in_the_words_of_that_mail(reader: Client) -> None:
    said = "hat is handed in, and what became of {} comments and essays"
    assert f"W{said.format('my')}<" in " ".join(reader.get(ADDRESS).text.split()).replace(" <", "<")
    step = SimpleNamespace(kind="submitted", by=None, note="")
    foot = render_to_string("comments/mail/step.txt", {"step": step})
    assert f"No more mail about w{said.format('your')}: " in foot


def test_unknown_frequency_is_refused(reader: Client) -> None:
    response = reader.post(ADDRESS, CHOICES | {"reply": "often"})
    assert response.status_code == 422
    assert not NoticeSettings.objects.exists()


def test_anonymous_reader_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.post(ADDRESS, CHOICES).headers["Location"].startswith("/accounts/login/")


def test_wrong_method_is_refused(reader: Client) -> None:
    assert reader.put(ADDRESS).status_code == 405


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
