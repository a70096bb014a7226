"""Several people, or one impatient one, posting at the same moment, in threads.

On a database file; where the tests run on PostgreSQL, on that.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from blog.models import Post
from comments import paths
from comments.actions import Guest, post_comment
from comments.consistency import check
from comments.models import Comment, CommentEdit, ModerationEntry
from comments.moderation.deciding import moderate, refuse_edits, undo
from comments.moderation.pipeline import COMMENTS_PER_MINUTE
from comments.moderation.refusals import TooManyComments
from comments.moderation.standings import set_standing
from comments.upkeep import redraw
from comments.writing.editing import edit_comment
from courses.models import Standing
from tests import makers
from tests.world import SEED, connected_to, copy_of, person

WRITERS = 8
ON_POSTGRESQL = connection.vendor == "postgresql"
# What is done in other threads cannot be rolled back there.
pytestmark = [pytest.mark.django_db(transaction=True)] if ON_POSTGRESQL else []


@pytest.fixture
def essay(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[Post]:
    if ON_POSTGRESQL:
        tom = makers.make_user("Tom", email="tom@colloquy.example")
        post = makers.make_post(tom)
        makers.make_thread(post, [tom], 10, levels=2)
        yield post
        return
    world_file = request.getfixturevalue("world_file")
    with django_db_blocker.unblock(), connected_to(copy_of(world_file, tmp_path / "together.sqlite3")):
        yield Post.objects.select_related("course").get(slug=SEED)


def together(act: Callable[[int], Any], times: int) -> list[Any]:
    def one(n: int) -> Any:
        try:
            return act(n)
        except TooManyComments as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(one, range(times)))


def test_one_form_sent_many_times_at_once_is_one_comment(essay: Post) -> None:
    form, tom = uuid.uuid4(), person("tom")
    sent = together(lambda n: post_comment(post=essay, author=tom, body="Once.", submission=form), WRITERS)
    assert len({comment.pk for comment in sent}) == 1
    assert Comment.objects.filter(body="Once.").count() == 1


def test_replies_at_once_keep_order_and_count(essay: Post, settings: Any) -> None:
    settings.RATE_LIMITS = False
    tom, parent = person("tom"), essay.comments.filter(depth=0).last()
    together(lambda n: post_comment(post=essay, author=tom, body=f"Reply {n}", parent=parent), 40)
    rows = dict(essay.comments.values_list("pk", "parent"))
    assert dict(essay.comments.values_list("pk", "path")) == paths.rebuild(rows)
    essay.refresh_from_db()
    assert essay.comment_count == essay.comments.published().count() == 50


def test_moderators_decide_about_one_person_one_after_another(essay: Post) -> None:
    staff, about = makers.make_user("Nina", is_staff=True), person("tom")

    def decide(n: int) -> None:
        level = ("limited", "silenced", "trusted")[n % 3]
        set_standing(course=essay.course, user=about, level=level, by=staff, reason="Why")

    together(decide, WRITERS)
    assert Standing.objects.filter(course=essay.course, user=about).count() == 1
    lines = list(ModerationEntry.objects.filter(person=about).order_by("pk"))
    assert len(lines) == WRITERS
    assert all(line.from_status == before.to_status for before, line in pairwise(lines))


def test_displays_are_redrawn_while_moderators_decide(essay: Post) -> None:
    staff, stale = makers.make_user("Nina", is_staff=True), essay.comments.order_by("pk").values_list("pk")

    def act(n: int) -> None:
        if n % 2:
            Comment.objects.filter(pk__in=stale[n % 5 : n % 5 + 1]).update(html="")
            redraw(essay.comments.all())
        else:
            moderate(comments=essay.comments.all(), to=["held", "published"][n // 2 % 2], by=staff)

    together(act, 5 * WRITERS)
    redraw(essay.comments.all())
    assert not list(check())


def test_nobody_passes_the_limit_by_hurrying(essay: Post) -> None:
    guest = Guest("Gast", "gast@example.org")
    # Forty may take a busy machine longer than the minute.
    with time_machine.travel(timezone.now(), tick=False):
        sent = together(
            lambda n: post_comment(post=essay, guest=guest, body=f"Flood {n}", ip_address="192.0.2.1"), 40
        )
    assert sum(isinstance(answer, Comment) for answer in sent) == COMMENTS_PER_MINUTE


def test_an_edit_that_is_replaced_while_it_is_decided(essay: Post) -> None:
    """Whoever comes first: neither a moderator nor the writer meets an error."""
    tom, staff = person("tom"), makers.make_user("Sam", is_staff=True)
    comment = makers.make_comment(essay, tom)
    chosen = Comment.objects.filter(pk=comment.pk)

    def act(n: int) -> object:
        if n % 2:
            return edit_comment(comment=comment, body=f"{n} https://a.example https://b.example", by=tom)
        return refuse_edits(comments=chosen, by=staff) if n % 4 else undo_last(staff)

    together(act, 24)
    edits = CommentEdit.objects.filter(comment=comment)
    assert edits.filter(state="held").count() <= 1
    assert Comment.objects.get(pk=comment.pk).body == comment.body


def undo_last(by: User) -> None:
    last = ModerationEntry.objects.filter(moderator=by, batch__isnull=False).first()
    if last and last.batch:
        undo(batch=last.batch, by=by)
