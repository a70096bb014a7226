"""When a mail may tell somebody of something: by what they chose, and not before it is certain."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User

from ..models import EDIT_WINDOW, Notice, NoticeSettings
from .recipients import mail_due

# A moderator may take a decision back: so long no mail tells of it.
SECOND_THOUGHTS = timedelta(minutes=5)


def settings_of(person: User) -> NoticeSettings:
    """What they chose, or the defaults."""
    found: NoticeSettings = getattr(person, "notice_settings", None) or NoticeSettings(user=person)
    return found


def ready_at(notice: Notice) -> datetime:
    """From when on a mail may tell of it."""
    if notice.kind == Notice.Kind.DECISION:
        return notice.made_at + SECOND_THOUGHTS
    return max(notice.made_at, notice.its_comment.created_at + EDIT_WINDOW)


def due_for(chosen: NoticeSettings, kind: str, ready: datetime) -> datetime | None:
    return mail_due(getattr(chosen, kind), ready, timezone.get_default_timezone())
