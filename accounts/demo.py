"""Accounts to look around with: one for every role, with passwords that nobody else's copy has."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import transaction

from .models import User

# Who of the fixtures stands for which role.
DEMO_ACCOUNTS = {
    "site staff": "staff@colloquy.example",
    "instructor": "instructor@colloquy.example",
    "teaching assistant": "assistant@colloquy.example",
    "editor": "editor@colloquy.example",
    "student": "isaiah@colloquy.example",
    "classmate": "tom@colloquy.example",
    "student of another course": "outsider@colloquy.example",
}
# Without letters and digits that look alike. Four times four of these 30 are 78 bits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz2345679"


def accounts_without_password() -> list[User]:
    users = User.objects.filter(email__in=DEMO_ACCOUNTS.values())
    return [user for user in users if not user.has_usable_password()]


@transaction.atomic
def give_passwords(*, keep_in: Path) -> str:
    """Give every demo account a new password; return the list of them, which goes into a file too.

    The file is its owner's alone to read. It is written before the transaction ends: a password that is
    set but written nowhere would be lost.
    """
    lines = ["Demo accounts, with passwords made for this copy alone:", ""]
    for role, email in DEMO_ACCOUNTS.items():
        user = User.objects.get_by_natural_key(email)
        password = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
        user.set_password(password)
        user.save(update_fields=["password"])
        EmailAddress.objects.update_or_create(
            user=user, email=email, defaults={"verified": True, "primary": True}
        )
        lines.append(f"  {role:<26} {email:<30} {password}")
    text = "\n".join(lines) + "\n"
    _write_private(keep_in, text)
    return text


def _write_private(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)
