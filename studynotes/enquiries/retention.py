"""What of enquiries is forgotten, and when: every day (studynotes/apps.py), or by a command."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings

from ..models import Enquiry
from .handling import erase

# Networks are counted within the hour.
BLOCK_KEPT = timedelta(days=1)


def forget(now: datetime) -> int:
    """Erase the enquiries whose time is over, and return how many.

    With them go the networks that older ones came from, and what was typed in sessions that have ended.
    """
    known = Enquiry.objects.exclude(sender_block="")
    known.filter(created_at__lt=now - BLOCK_KEPT).update(sender_block="")
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return erase(enquiries=Enquiry.objects.due(now))
