"""Closing a thread: at once, at a date, or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User, Viewer
from blog.models import Post

from ..upkeep import show_anew


def may_close(post: Post, user: Viewer) -> bool:
    """The essay's authors, and the staff of its course. No query, where `post` is from `visible_post`."""
    if post.is_written_by(user):
        return True
    if hasattr(post, "is_managed"):
        return bool(post.is_managed)
    return Post.objects.manageable_by(user).filter(pk=post.pk).exists()


@transaction.atomic
def close_thread(*, post: Post, by: User, at: datetime | None) -> None:
    """Take no comments from `at` on, None for never. What is there stays. Raises PermissionDenied."""
    if not may_close(post, by):
        raise PermissionDenied
    Post.objects.filter(pk=post.pk).update(comments_close_at=at)
    show_anew({post.pk})


class CloseForm(forms.Form):
    """When the thread of an essay closes."""

    NOW, LATER, NEVER = "now", "later", "never"

    when = forms.ChoiceField(
        label="When do comments close?",
        widget=forms.RadioSelect,
        choices=[(NEVER, "They stay open"), (LATER, "On a date"), (NOW, "Now")],
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
    )
    at = forms.DateTimeField(
        label="Date and time",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="In the site’s time.",
        error_messages={"invalid": "Type a date and a time, such as 2026-12-24 18:00."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == self.LATER and "at" not in self.errors:
            if not cleaned.get("at"):
                self.add_error("at", "Type the date and time, or choose another answer above.")
            elif cleaned["at"] <= timezone.now():
                self.add_error(
                    "at", "That moment has passed. To close the comments at once, choose “Now” above."
                )
        return cleaned

    def moment(self) -> datetime | None:
        chosen = self.cleaned_data["when"]
        if chosen == self.NOW:
            return timezone.now()
        return self.cleaned_data["at"] if chosen == self.LATER else None


def asked_of(post: Post) -> dict[str, Any]:
    """What the form begins with: how it stands."""
    at = post.comments_close_at
    if at is None:
        return {"when": CloseForm.NEVER}
    if at <= timezone.now():
        return {"when": CloseForm.NOW}
    return {"when": CloseForm.LATER, "at": at}
