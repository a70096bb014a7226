"""The server killed under who writes: a short run of bench/durability.py."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from bench.durability import torture
from blog.models import Post
from tests.makers import PASSWORD
from tests.world import SEED, connected_to, copy_of

WRITERS = ("tom@colloquy.example", "isaiah@colloquy.example")


def test_no_acknowledged_comment_is_lost_doubled_or_damaged(
    world_file: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    database = copy_of(world_file, tmp_path / "colloquy.sqlite3")
    # The server knows nothing of the tests' quick passwords.
    password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1)
    with django_db_blocker.unblock(), connected_to(database):
        User.objects.filter(email__in=WRITERS).update(password=password)
        essay = Post.objects.get(slug=SEED).get_absolute_url()
    accounts = [(email, PASSWORD) for email in WRITERS]
    outcome = torture(tmp_path, essay, accounts, kills=2, seconds=(0.3, 0.8))
    assert outcome.acknowledged > 2
    assert outcome.wrong == 0, outcome
