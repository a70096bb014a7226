"""A database from before there were revisions: what its essays are given (blog/migrations/0004, 0005)."""

import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from blog.models import Post
from tests.world import connected_to

BEFORE = [("blog", "0002_citations"), ("comments", "0008_follow_requests")]
DAY = datetime.datetime(2020, 2, 23, 19, 24, tzinfo=datetime.UTC)
LATER = DAY + datetime.timedelta(days=3)


def old_essays(apps):
    user = apps.get_model("accounts", "User").objects.create(
        email="isaiah@colloquy.example", display_name="Isaiah", slug="isaiah"
    )
    course = apps.get_model("courses", "Course").objects.create(
        title="Russia", slug="russia", subject="History"
    )
    source = apps.get_model("sources", "Source").objects.create(
        course=course, key="freeze", title="Russia", csl={"title": "Russia"}
    )
    for status, published in (("draft", None), ("published", DAY), ("withdrawn", DAY)):
        post = apps.get_model("blog", "Post").objects.create(
            author=user, course=course, title=f"A {status} one", slug=status, status=status, body="Words.",
            body_html="<p>Words.</p>", created_at=DAY, updated_at=LATER, published_at=published,
        )  # fmt: skip
        apps.get_model("blog", "BibliographyEntry").objects.create(
            post=post, source=source, position=1, line="Freeze, Russia"
        )


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory, django_db_blocker):
    """The essays by status, on a database file that was made by the migrations of then."""
    if connection.vendor != "sqlite":
        pytest.skip("needs a database file of its own")
    path: Path = tmp_path_factory.mktemp("upgrade") / "old.sqlite3"
    with django_db_blocker.unblock(), connected_to(path):
        executor = MigrationExecutor(connection)
        executor.migrate(BEFORE)
        old_essays(executor.loader.project_state(BEFORE).apps)
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        yield {post.status: post for post in Post.objects.all()}


@pytest.mark.parametrize("status", ["draft", "published", "withdrawn"])
def test_each_has_its_text_as_its_first_revision(upgraded, status):
    post = upgraded[status]
    first = post.revisions.get()
    assert (first.number, first.author, post.revision_number) == (1, post.author, 1)
    assert (first.title, first.body, first.body_html) == (post.title, "Words.", "<p>Words.</p>")
    assert first.source_lines == ["Freeze, Russia"]


@pytest.mark.parametrize(
    ("status", "public", "made"),
    [("draft", False, LATER), ("published", True, DAY), ("withdrawn", True, DAY)],
)
def test_what_readers_have_read_is_public_since_then(upgraded, status, public, made):
    first = upgraded[status].revisions.get()
    assert (first.is_public, first.is_listed, first.made_at) == (public, True, made)


@pytest.mark.parametrize(
    ("status", "steps"),
    [
        ("draft", [("begun", DAY)]),
        ("published", [("begun", DAY), ("published", DAY)]),
        ("withdrawn", [("begun", DAY), ("published", DAY), ("withdrawn", LATER)]),
    ],
)
def test_its_dates_are_its_steps(upgraded, status, steps):
    post = upgraded[status]
    assert [(step.kind, step.at) for step in post.steps.order_by("at", "pk")] == steps
    assert {step.by for step in post.steps.all()} == {post.author}


def test_what_was_published_counts_as_handed_in(upgraded):
    post = upgraded["published"]
    assert (post.submitted_at, post.counts_from) == (DAY, DAY + datetime.timedelta(hours=1))
    assert upgraded["draft"].submitted_at is None


def test_nothing_of_it_is_a_revision(upgraded):
    assert {post.revised_at for post in upgraded.values()} == {None}
