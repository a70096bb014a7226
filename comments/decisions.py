"""What a moderator may decide about a comment. Plain data."""

from __future__ import annotations

from dataclasses import dataclass

from .models import Comment

_Status = Comment.Status


@dataclass(frozen=True)
class Decision:
    """`label` is on the button, `done` in "3 comments …"; it applies to comments in one of `sources`."""

    name: str
    label: str
    done: str
    to: str
    sources: tuple[str, ...]
    needs_reason: bool = False


DECISIONS = {
    decision.name: decision
    for decision in [
        Decision("approve", "Approve", "approved", _Status.PUBLISHED, (_Status.HELD, _Status.SPAM)),
        Decision("hold", "Hold", "held", _Status.HELD, (_Status.PUBLISHED, _Status.SPAM)),
        Decision("spam", "Spam", "marked as spam", _Status.SPAM, (_Status.HELD, _Status.PUBLISHED)),
        Decision(
            "remove",
            "Remove",
            "removed",
            _Status.REMOVED,
            (_Status.HELD, _Status.PUBLISHED, _Status.SPAM),
            needs_reason=True,
        ),
        Decision("restore", "Restore", "restored", _Status.PUBLISHED, (_Status.REMOVED,)),
    ]
}


def open_to(status: str) -> list[Decision]:
    """The decisions that apply to a comment in `status`."""
    return [decision for decision in DECISIONS.values() if status in decision.sources]
