"""What was typed before somebody signed in is kept in their session, and no longer than that."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session


def forget_ended(now: datetime) -> int:
    """Delete the sessions that have ended, with what was typed in them. Returns how many."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]
