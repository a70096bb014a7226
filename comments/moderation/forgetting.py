"""IP addresses are kept for moderation alone, and not for long."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from ..models import Comment

KEPT = timedelta(days=30)
FORGET_EVERY = 24 * 3600  # seconds


def forget_addresses() -> int:
    """Delete the IP addresses of comments that are older than KEPT. Returns how many."""
    old = Comment.objects.filter(ip_address__isnull=False, created_at__lt=timezone.now() - KEPT)
    return old.update(ip_address=None, address_block="")


def is_due() -> bool:
    """Asked at each comment: true once a day, in each process where processes share no cache."""
    return cache.add("comments.addresses_forgotten", True, FORGET_EVERY)
