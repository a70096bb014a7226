"""The cast, named by role, and what differs between a test run and a real installation."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from accounts.models import User
from blog.models import Post
from courses.models import Course, Role

from . import makers
from .akismet_server import akismet  # noqa: F401
from .clients import Browser
from .post_office import post_office  # noqa: F401
from .world import (  # noqa: F401
    django_db_modify_db_settings,
    django_db_setup,
    tables_file,
    world,
    world_file,
)

# On a shared machine the clock says nothing about a test: cost is bounded where a test is about cost.
hypothesis_settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("shared")


# Each a good quarter of a minute, or more.
LONG = (
    "tests/comments/test_on_postgresql.py",
    "tests/scripts/test_run.py",
    "tests/comments/test_any_sequence.py",
    "tests/blog/test_pseudonyms.py",
    "tests/blog/test_first_revisions.py",
)
# Python's collector of cycles looks at all that is loaded again and again, and the suite is a million objects
# that stay: a quarter of the time of tests with a database.
gc.set_threshold(50_000, 20, 100)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first: at the end of a run it would keep one core busy and the others waiting."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """How to repeat the order of this run: `-q` leaves out the header that says it."""
    terminalreporter.write_line(
        f"In the order of --randomly-seed={config.getoption('randomly_seed', 'none')}"
    )


@pytest.fixture(autouse=True, scope="session")
def _test_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files go to a temporary folder, tasks run at once, passwords hash quickly, nothing is collected."""
    folder = tmp_path_factory.mktemp("var")
    Path(folder / "static").mkdir()
    storages = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        MEDIA_ROOT=folder / "media",
        STATIC_ROOT=folder / "static",
        STORAGES=configured.STORAGES | storages,
        WHITENOISE_AUTOREFRESH=True,
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """allauth counts sign-ins in the cache: one test's must not use up another's."""
    cache.clear()


@pytest.fixture(autouse=True)
def _asked_before(request: pytest.FixtureRequest) -> None:
    """Django asks for a content type once per process, for what SQLite can do once per connection.

    Tests that count queries must not depend on who came before them.
    """
    if "db" in request.fixturenames:
        request.getfixturevalue("db")
    elif not request.node.get_closest_marker("django_db"):
        return
    ContentType.objects.get_for_models(*apps.get_models())
    assert connection.features.supports_json_field


@pytest.fixture
def client() -> Browser:
    return Browser()


@pytest.fixture
def course(db: None) -> Course:
    return makers.make_course(title="Russia in the 20th Century", slug="russia")


@pytest.fixture
def author(course: Course) -> User:
    return makers.make_member(course, user=makers.make_user("Isaiah Author"))


@pytest.fixture
def classmate(course: Course) -> User:
    return makers.make_member(course, user=makers.make_user("Tom Classmate"))


@pytest.fixture
def editor(course: Course) -> User:
    return makers.make_member(course, Role.EDITOR, makers.make_user("Eva Editor"))


@pytest.fixture
def assistant(course: Course) -> User:
    return makers.make_member(course, Role.ASSISTANT, makers.make_user("Ada Assistant"))


@pytest.fixture
def instructor(course: Course) -> User:
    return makers.make_member(course, Role.INSTRUCTOR, makers.make_user("Ines Instructor"))


@pytest.fixture
def outsider(db: None) -> User:
    """A student of another course."""
    return makers.make_member(makers.make_course(slug="other"), user=makers.make_user("Olga Outsider"))


@pytest.fixture
def staff(db: None) -> User:
    return makers.make_user("Sam Staff", is_staff=True)


@pytest.fixture
def post(author: User, course: Course) -> Post:
    return makers.make_post(author, course, title="The Cult of Personality", body="A *short* text.")
