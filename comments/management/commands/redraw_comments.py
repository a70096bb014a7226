"""manage.py redraw_comments: bring the stored display of every comment up to the code that draws it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from comments.models import Comment
from comments.upkeep import redraw


class Command(BaseCommand):
    help = "Draws every comment anew, after a change of comments/drawing.py or blog/markup.py."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{redraw(Comment.objects.all())} comments look different now.")
