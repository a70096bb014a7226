"""The part of ./run that needs Django: the database, the class, the demo accounts, the static files.

One process, because every start of Django takes most of a second.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import django

from .processes import ROOT, fail, say

FIXTURES = ("people", "courses", "sources", "essays", "comments", "notes")


def main(accounts_file: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    gc.disable()  # as config/wsgi.py does
    django.setup()
    from django.conf import settings
    from django.core import checks
    from django.core.management import call_command

    from blog.publishing.tasks import publish_scheduled
    from comments import daily
    from comments.checks import INSTALLATION

    gc.freeze()
    gc.enable()
    if errors := checks.run_checks(tags=[INSTALLATION]):
        fail("\n".join(map(str, errors)))
    call_command("migrate", interactive=False, verbosity=0)
    daily.start()
    publish_scheduled.enqueue()  # what came due while no worker ran
    _load_class(accounts_file)
    if not settings.DEBUG and not settings.STATIC_IS_BUILT:
        say("Collecting the static files …")
        # In a process of its own: the settings choose the storage when they are read.
        command = [sys.executable, "manage.py", "collectstatic", "--clear", "--no-input", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, check=True)


def _load_class(accounts_file: Path) -> None:
    """Into an empty database only, and all of it or nothing, so that an interrupted start can be repeated."""
    from django.core.management import call_command
    from django.db import transaction

    from accounts import demo
    from accounts.models import User
    from blog.exports.tasks import set_all_references

    with transaction.atomic():
        if not User.objects.exists():
            say("Loading the class …")
            call_command("loaddata", *FIXTURES, verbosity=0)
            set_all_references.enqueue()  # for the worker: it takes a dozen seconds
        if demo.accounts_without_password():
            demo.give_passwords(keep_in=accounts_file)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
