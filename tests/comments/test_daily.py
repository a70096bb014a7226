"""What is forgotten every day, whether anybody comes or not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from blog.models import Post
from comments import daily
from comments.actions import post_comment
from comments.models import CONFIRM_WITHIN, Comment, GuestSubscription
from comments.moderation.forgetting import KEPT
from tests import makers

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2020, 2, 24, 12, 5, tzinfo=UTC)
LATER = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _queue(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def start() -> None:
    with time_machine.travel(NOON, tick=False):
        daily.start()


def days_waiting() -> list[datetime]:
    return list(DBTaskResult.objects.filter(status="READY").values_list("run_after", flat=True))


def test_what_grows_old_is_forgotten_although_nobody_comes(post: Post) -> None:
    makers.make_comment(post, created_at=NOON, ip_address="192.0.2.7", address_block="192.0.2.0/24")
    GuestSubscription.objects.create(post=post, email="g@example.org", asked_at=NOON)
    start()
    for day in range(KEPT.days + 2):
        work(NOON + timedelta(days=day) + day * LATER)
        assert GuestSubscription.objects.exists() == (day <= CONFIRM_WITHIN.days - 1)
        assert Comment.objects.filter(ip_address__isnull=False).exists() == (day < KEPT.days)


def test_it_is_asked_for_once(post: Post) -> None:
    start()
    start()
    assert DBTaskResult.objects.count() == 1
    daily.forget.enqueue()  # by another process, at the same moment
    work(NOON)
    assert days_waiting() == [NOON + daily.DAY]


def test_broken_chain_is_mended_by_a_comment(post: Post, classmate: User) -> None:
    with time_machine.travel(NOON, tick=False):
        post_comment(post=post, author=classmate, body="First of the day.")
    assert DBTaskResult.objects.filter(task_path=daily.forget.module_path).count() == 1
