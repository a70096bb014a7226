"""From a reply to the mail about it, through the queue in the database and its worker."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from blog.models import Post
from comments.actions import post_comment
from comments.models import Notice, NoticeSettings
from comments.notices import delivering
from tests import makers
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2020, 2, 24, 12, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _queue(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def eager(author: User) -> User:
    NoticeSettings.objects.create(user=author, comment="at-once")
    return author


def work(at: datetime) -> None:
    """The worker does what is to be done at this moment."""
    with time_machine.travel(at, tick=False):
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def say(post: Post, author: User) -> None:
    with time_machine.travel(NOON, tick=False):
        makers.make_comment(post, author)
        post_comment(post=post, author=author, body="Well said.")


def test_worker_tells_and_mails_when_it_is_time(
    post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    say(post, classmate)
    assert not Notice.objects.exists()
    work(NOON + timedelta(seconds=1))
    assert Notice.objects.get().recipient == eager
    assert not post_office.arrived
    work(NOON + timedelta(minutes=16))
    assert post_office.sent_to == [[eager.email]]
    assert not DBTaskResult.objects.failed().exists()


def test_server_that_was_down_is_asked_again(
    post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    say(post, classmate)
    work(NOON)
    with post_office.closed():
        work(NOON + timedelta(minutes=16))
    work(NOON + timedelta(minutes=30))
    assert post_office.sent_to == [[eager.email]]


def test_killed_worker_leaves_a_task_that_finishes_its_work(
    post_office: PostOffice, post: Post, eager: User, classmate: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(post, classmate)
    work(NOON)
    with monkeypatch.context() as patched:
        patched.setattr(delivering, "_mail", lambda *args: 1 / 0)
        work(NOON + timedelta(minutes=16))
    assert DBTaskResult.objects.failed().count() == 1
    work(NOON + timedelta(minutes=30))
    assert post_office.sent_to == [[eager.email]]


def test_telling_costs_the_writer_one_query(post: Post, eager: User, classmate: User) -> None:
    say(post, classmate)
    with CaptureQueriesContext(connection) as queries:
        post_comment(post=post, author=classmate, body="Once more.")
    about_tasks = [query for query in queries if "notices.tasks" in query["sql"]]
    assert len(about_tasks) == 1
