"""Our loaddata: what it computes, what it keeps, and that it is Django's otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from accounts.models import User
from blog.models import Image
from comments.management.commands import loaddata
from scripts.prepare import FIXTURES
from tests import makers

OURS = ["accounts", "courses", "sources", "blog", "comments", "studynotes"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _no_worker() -> Iterator[None]:
    """The smaller copies of pictures take longer than everything else here."""
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        yield


def load() -> None:
    call_command("loaddata", *FIXTURES, verbosity=0)


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of ours, with every value."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


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
