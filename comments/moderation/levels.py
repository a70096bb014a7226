"""What a standing in a course keeps a writer from, and how they are told. Pure."""

from __future__ import annotations

from datetime import datetime

from accounts.moments import said_date
from courses.models import Standing

_Level = Standing.Level


def bars(level: str) -> bool:
    """Whether who has it may not write at all."""
    return level in (_Level.SILENCED, _Level.EXCLUDED)


def told_beforehand(level: str, until: datetime | None, reason: str) -> str:
    """What the form says to who has this level; nothing of one that keeps nobody from writing."""
    if level == _Level.LIMITED:
        return f"A teacher reads your comments before they appear.{why(reason)}"
    return f"{barred(level, until)}{why(reason)}" if bars(level) else ""


def done_to(level: str) -> str:
    return "removed from this course" if level == _Level.EXCLUDED else "silenced in this course"


def barred(level: str, until: datetime | None) -> str:
    end = f" until {said_date(until)}" if until else ""
    return f"You have been {done_to(level)}{end}."


def why(reason: str) -> str:
    return f" The reason: {reason}" if reason else ""
