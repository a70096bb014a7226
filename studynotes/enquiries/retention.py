"""What of enquiries is forgotten, and when: every day (studynotes/apps.py), or by a command."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..models import Enquiry
from .handling import erase

# Networks are counted within the hour.
BLOCK_KEPT = timedelta(days=1)


def forget(now: datetime) -> int:
    """Erase the enquiries whose time is over, and networks that older ones came from. Returns how many."""
    known = Enquiry.objects.exclude(sender_block="")
    known.filter(created_at__lt=now - BLOCK_KEPT).update(sender_block="")
    return erase(enquiries=Enquiry.objects.due(now))
