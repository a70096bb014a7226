from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import demo
from accounts.models import User
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> list[User]:
    return [makers.make_user(role, email=email) for role, email in demo.DEMO_ACCOUNTS.items()]


def passwords(file: Path) -> dict[str, str]:
    return dict(line.split()[-2:] for line in file.read_text().splitlines() if "@" in line)


def test_every_role_can_sign_in_with_what_the_file_says(
    client: Client, cast: list[User], tmp_path: Path
) -> None:
    call_command("make_demo_accounts", file=tmp_path / "accounts.txt", verbosity=0)
    found = passwords(tmp_path / "accounts.txt")
    assert set(found) == set(demo.DEMO_ACCOUNTS.values())
    assert all(User.objects.get(email=email).check_password(word) for email, word in found.items())


def test_file_is_its_owners_alone(cast: list[User], tmp_path: Path) -> None:
    file = tmp_path / "accounts.txt"
    file.touch(0o644)
    demo.give_passwords(keep_in=file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_no_two_passwords_are_alike(cast: list[User], tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    demo.give_passwords(keep_in=first)
    demo.give_passwords(keep_in=second)
    words = [*passwords(first).values(), *passwords(second).values()]
    assert len(set(words)) == 2 * len(cast)


def test_account_that_lost_its_password_is_noticed(cast: list[User], tmp_path: Path) -> None:
    demo.give_passwords(keep_in=tmp_path / "accounts.txt")
    assert demo.accounts_without_password() == []
    cast[0].set_unusable_password()
    cast[0].save()
    assert demo.accounts_without_password() == [cast[0]]


def test_database_without_the_class_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="load the fixtures first"):
        call_command("make_demo_accounts", file=tmp_path / "accounts.txt")
    assert not (tmp_path / "accounts.txt").exists()
