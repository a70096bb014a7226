"""manage.py mark_terms: mark the key terms in all essays anew, after a change of the rules."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.template.defaultfilters import pluralize

from blog.models import Post
from studynotes.terms.dressing import mark_anew


class Command(BaseCommand):
    help = "Marks the key terms of study notes in essays anew: in all, or in those of one course."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--course", metavar="SLUG", help="this course alone")

    def handle(self, *, course: str | None, **options: Any) -> None:
        posts = Post.objects.filter(course__slug=course) if course else Post.objects.all()
        count = mark_anew(posts.values_list("pk", flat=True))
        self.stdout.write(f"{count:,} essay{pluralize(count)} marked.")
