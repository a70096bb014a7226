"""IP addresses are kept for moderation alone, and not for long."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..models import Comment

KEPT = timedelta(days=30)


def forget_addresses(now: datetime) -> int:
    """Delete the IP addresses of comments that are older than KEPT. Returns how many."""
    old = Comment.objects.filter(ip_address__isnull=False, created_at__lt=now - KEPT)
    return old.update(ip_address=None, address_block="")
