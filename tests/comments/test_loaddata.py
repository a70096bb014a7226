"""Our loaddata: what it computes, what it keeps, and that it is Django's otherwise."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from accounts.models import User
from blog.merging import merge
from blog.models import Image, Post
from comments.management.commands import loaddata
from comments.models import Comment
from courses.models import Course
from scripts.prepare import FIXTURES
from sources.models import Source
from tests import makers

OURS = ["accounts", "courses", "sources", "blog", "comments", "studynotes"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_worker(settings: Any) -> None:
    """The smaller copies of pictures take longer than everything else here."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def load() -> None:
    call_command("loaddata", *FIXTURES, verbosity=0)


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of ours, with every value."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


@pytest.fixture
def essay() -> Post:
    load()
    return Post.objects.get(slug="the-cult-of-personality-stalin-edition")


def test_loading_twice_changes_nothing() -> None:
    load()
    before = rows()
    load()
    assert rows() == before


def test_a_password_set_since_is_kept() -> None:
    load()
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


def test_smaller_copies_are_ordered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ordered: list[int] = []
    monkeypatch.setattr(loaddata, "make_copies", SimpleNamespace(enqueue=ordered.append))
    load()
    images = list(Image.objects.order_by("pk").values_list("pk", flat=True))
    Image.objects.update(widths=[480])
    load()
    assert ordered == images


def test_pictures_of_people_are_copied() -> None:
    load()
    people = User.objects.exclude(picture="")
    assert people
    assert all(default_storage.exists(user.picture.name) for user in people)


def test_a_picture_that_is_there_is_left_alone(settings: Any) -> None:
    load()
    path = Path(settings.MEDIA_ROOT) / "pictures" / "kendall.jpg"
    path.write_bytes(b"another")
    load()
    assert path.read_bytes() == b"another"
    path.unlink()


def test_other_files_load_as_ever(tmp_path: Path) -> None:
    load()
    course = Course.objects.get(slug="city-and-river")
    file = tmp_path / "course.json"
    call_command("dumpdata", "courses.course", pks=str(course.pk), output=str(file), verbosity=0)
    Course.objects.filter(pk=course.pk).update(title="?")
    call_command("loaddata", str(file), verbosity=0)
    assert Course.objects.get(pk=course.pk).title == course.title


def test_a_dump_with_keys_loads_into_an_empty_database(tmp_path: Path) -> None:
    # The numbers of the rows in the dump are not those that an empty database gives.
    makers.make_comment(makers.make_post(), pk=10_000).delete()
    load()
    before = rows()
    file = tmp_path / "all.json"
    call_command("dumpdata", *OURS, natural_foreign=True, natural_primary=True, output=str(file), verbosity=0)
    connection.check_constraints()  # PostgreSQL empties no table that still has one to check
    call_command("flush", interactive=False, verbosity=0)
    call_command("loaddata", str(file), verbosity=0)
    assert {model: len(found) for model, found in rows().items()} == {
        model: len(found) for model, found in before.items()
    }
