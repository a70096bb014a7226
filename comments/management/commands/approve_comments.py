"""manage.py approve_comments: publish what awaits moderation, of an essay, a course or all."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from blog.models import Post
from comments.models import Comment, CommentQuerySet
from comments.moderation.deciding import moderate
from courses.models import Course


class Command(BaseCommand):
    help = "Approves the comments that await moderation, and logs it. Edits that wait are left to moderators."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--essay", metavar="COURSE/SLUG", help="those on one essay")
        which.add_argument("--course", metavar="SLUG", help="those on the essays of one course")
        which.add_argument("--all", action="store_true", help="those on all essays")
        parser.add_argument(
            "--by",
            metavar="EMAIL",
            help="who decides, for the journal; else the first of the site's staff",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *, by: str | None, dry_run: bool, **options: Any) -> None:
        held = _held(options["essay"], options["course"])
        moderator = _moderator(by)
        if dry_run:
            self.stdout.write(f"{held.count()} would be approved by {moderator}.")
            return
        try:
            approved = moderate(comments=held, to=Comment.Status.PUBLISHED, by=moderator)
        except PermissionDenied:
            raise CommandError(f"{moderator} does not teach the course of each of these comments.") from None
        self.stdout.write(f"{approved} approved by {moderator}.")


def _held(essay: str | None, course: str | None) -> CommentQuerySet:
    held = Comment.objects.awaiting_review()
    if essay:
        where, _, slug = essay.partition("/")
        if not (post := Post.objects.filter(course__slug=where, slug=slug).first()):
            raise CommandError(f"There is no essay {essay}: it is named as in its address, COURSE/SLUG.")
        return held.filter(post=post)
    if course:
        if not Course.objects.filter(slug=course).exists():
            raise CommandError(f"There is no course {course}: it is named as in its address.")
        return held.filter(post__course__slug=course)
    return held


def _moderator(email: str | None) -> User:
    if email:
        user = User.objects.filter(email__iexact=email).first()
        if not user:
            raise CommandError(f"There is no account with the address {email}.")
        return user
    user = User.objects.filter(is_staff=True, is_active=True).order_by("pk").first()
    if not user:
        raise CommandError("The site has no staff. Say with --by EMAIL who decides.")
    return user
