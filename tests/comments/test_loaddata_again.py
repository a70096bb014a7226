"""Our loaddata on what it has loaded before: what it puts back, and what became of it since that it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from blog.merging import merge
from blog.models import Post
from comments.models import Comment
from courses.models import Course
from sources.models import Source
from tests import makers
from tests.world import connected_to, copy_of

from .test_loaddata import _no_worker, load, rows  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _loaded_once(
    _no_worker: None,  # noqa: F811
    tables_file: Path,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Each test begins with the fixtures: in a file, because to load them takes seconds."""
    if connection.vendor != "sqlite":
        yield
        return
    path = copy_of(tables_file, tmp_path_factory.mktemp("loaded") / "loaded.sqlite3")
    with django_db_blocker.unblock(), connected_to(path):
        load()
        yield


@pytest.fixture(autouse=True)
def _loaded(db: None) -> None:
    if connection.vendor != "sqlite":
        load()


@pytest.fixture
def essay(_loaded: None) -> Post:
    return Post.objects.get(slug="the-cult-of-personality-stalin-edition")


def test_loading_twice_changes_nothing() -> None:
    before = rows()
    load()
    assert rows() == before


def test_a_password_set_since_is_kept() -> None:
    user = User.objects.get(email="isaiah@colloquy.example")
    user.set_password("a-long-enough-word-42")
    user.save()
    load()
    assert User.objects.get(pk=user.pk).check_password("a-long-enough-word-42")


def test_an_essay_put_back_gets_a_new_version(essay: Post) -> None:
    Post.objects.filter(pk=essay.pk).update(body="Something else.", version=F("version") + 1)
    load()
    again = Post.objects.get(pk=essay.pk)
    assert (again.body, again.version) == (essay.body, essay.version + 2)


def test_a_status_put_back_renews_the_thread(essay: Post) -> None:
    essay.comments.filter(parent=None).update(status=Comment.Status.REMOVED, is_shown=False)
    load()
    again = Post.objects.get(pk=essay.pk)
    assert again.thread_version > essay.thread_version
    assert again.comment_count == 10


def listed(essay: Post) -> list[str]:
    return list(essay.bibliography.order_by("position").values_list("source__key", flat=True))


def test_a_list_with_a_line_at_its_top_is_put_back(essay: Post) -> None:
    before = listed(essay)
    essay.bibliography.update(position=F("position") + 100)
    essay.bibliography.update(position=F("position") - 99)
    makers.make_entry(essay, position=1)
    load()
    assert listed(essay) == before


def test_what_was_merged_stays_merged(essay: Post) -> None:
    kept, gone = Source.objects.get(key="short-course"), Source.objects.get(key="freeze-russia")
    merge(kept=kept, others=[gone], by=User.objects.filter(is_staff=True).first())
    kept.refresh_from_db()
    sources, lines = Source.objects.count(), listed(essay)
    load()
    assert Source.objects.count() == sources
    assert not Source.objects.filter(key="freeze-russia").exists()
    assert sorted(listed(essay)) == sorted(lines)
    assert Source.objects.get(pk=kept.pk).csl == kept.csl


def test_a_picture_that_is_there_is_left_alone(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # other tests show the picture of the fixtures
    path = tmp_path / "pictures" / "kendall.jpg"
    path.parent.mkdir()
    path.write_bytes(b"another")
    load()
    assert path.read_bytes() == b"another"


def test_other_files_load_as_ever(tmp_path: Path) -> None:
    course = Course.objects.get(slug="city-and-river")
    file = tmp_path / "course.json"
    call_command("dumpdata", "courses.course", pks=str(course.pk), output=str(file), verbosity=0)
    Course.objects.filter(pk=course.pk).update(title="?")
    call_command("loaddata", str(file), verbosity=0)
    assert Course.objects.get(pk=course.pk).title == course.title
