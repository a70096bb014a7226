"""What is loaded when, and what is checked before the site starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib import admin
from django.core import checks

from scripts.processes import ROOT

# As the worker and most commands begin.
BEGIN = """
import sys
import django
django.setup()
print([name for name in ("config.urls", "courses.admin", "blog.views") if name in sys.modules])
"""


def python(var: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    env = {"DJANGO_SETTINGS_MODULE": "config.settings", "COLLOQUY_VAR": str(var), **env}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | env, capture_output=True, text=True, timeout=90, check=False
    )


def test_who_shows_no_page_loads_none(tmp_path: Path) -> None:
    assert python(tmp_path, "-c", BEGIN).stdout == "[]\n"


@pytest.mark.django_db
def test_pages_of_the_admin_are_checked() -> None:
    assert checks.run_checks(tags=[checks.Tags.admin]) == []
    assert {model._meta.app_label for model in admin.site._registry} >= {"courses", "comments", "accounts"}


def test_installation_that_cannot_work_is_not_prepared(tmp_path: Path) -> None:
    refused = python(tmp_path, "-m", "scripts.prepare", str(tmp_path / "accounts.txt"), AKISMET_KEY="x")
    assert refused.returncode == 1
    assert "AKISMET_KEY is set without the address it is for" in refused.stderr
    assert not (tmp_path / "colloquy.sqlite3").exists()
