"""manage.py recite_essays: bring what is stored of every essay up to the code that makes it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from blog.citing.reciting import recite_posts
from blog.models import Post


class Command(BaseCommand):
    help = "Finds citations and draws essays anew, after a change of markup or of the check's rules."

    def handle(self, **options: Any) -> None:
        before = _looks()
        recite_posts(before, anew=True)
        changed = sum(before.get(pk) != look for pk, look in _looks().items())
        self.stdout.write(f"{changed} of {len(before)} essays look different now.")


def _looks() -> dict[int, int]:
    drawn = Post.objects.values_list("pk", "body_html", "sources_html", "excerpt")
    return {pk: hash(tuple(parts)) for pk, *parts in drawn.iterator()}
