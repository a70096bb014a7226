"""How fast one person may fill a library."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from accounts.rates import AN_HOUR
from sources.formats.model import MAX_ENTRIES
from sources.models import ImportAttempt

# By hand nobody comes near it; an import counts as one, since all of it comes at one moment.
MAX_ADDED_PER_HOUR = 60
# Two whole libraries, and as many files as somebody tries until one is right.
MAX_SOURCES_PER_HOUR = 2 * MAX_ENTRIES
MAX_READ_PER_HOUR = 20
TOO_MANY = "You have added very many sources within an hour. Please try again later."
TOO_MANY_FILES = "You have read in very many bibliographies within an hour. Please try again later."


def adds_too_fast(user: User) -> bool:
    if not settings.RATE_LIMITS:
        return False
    shared = user.sources_added.filter(shared_at__gte=_an_hour_ago()).values_list("shared_at", flat=True)
    return len(set(shared)) >= MAX_ADDED_PER_HOUR or len(shared) >= MAX_SOURCES_PER_HOUR


def reads_too_fast(user: User) -> bool:
    if not settings.RATE_LIMITS:
        return False
    recent = ImportAttempt.objects.filter(by=user, made_at__gte=_an_hour_ago())
    return recent.count() >= MAX_READ_PER_HOUR


def count_reading(user: User) -> None:
    """To be called before a file is read: one that is refused has cost as much."""
    ImportAttempt.objects.filter(made_at__lt=_an_hour_ago()).delete()
    ImportAttempt.objects.create(by=user)


def _an_hour_ago() -> datetime:
    return timezone.now() - timedelta(seconds=AN_HOUR)
