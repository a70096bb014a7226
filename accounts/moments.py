"""How a moment is said, on every page and in the admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.dateformat import format as format_date


def said_date(moment: datetime) -> str:
    """As WordPress says it, in the site's time zone: February 24, 2020 at 2:05 pm."""
    local = timezone.localtime(moment)
    # Django's own "a" is "p.m.".
    return format_date(local, r"F j, Y \a\t g:i ") + ("am" if local.hour < 12 else "pm")


def moment_column(field: str, description: str) -> Callable[[Any, Any], str | None]:
    """A column of an admin list, or a line of a page, that says the time in `field`."""

    @admin.display(description=description, ordering=field)
    def column(model_admin: Any, row: Any) -> str | None:
        moment = getattr(row, field)
        return said_date(moment) if moment else None

    return column
