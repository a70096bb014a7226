"""The decisions that a moderator is offered about a comment. Plain data; deciding.py carries them out."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Comment, ModerationEntry

_Status = Comment.Status
MAX_REASON_LENGTH = ModerationEntry._meta.get_field("reason").max_length or 0

# What writers are told most often, to choose from.
COMMON_REASONS = (
    "It has nothing to do with the essay.",
    "It is hurtful to somebody.",
    "It tells something private about somebody.",
    "It is an advertisement.",
    "It has been said before in this thread.",
)


@dataclass(frozen=True)
class Decision:
    """`label` is on the button, `done` in "3 comments …", `key` takes it in the queue.

    It applies to comments in one of `sources`; where it `settles`, also to published ones that are reported
    or whose edit waits; where it is `of_edit`, to those alone whose edit waits.
    """

    name: str
    label: str
    done: str
    to: str
    sources: tuple[str, ...]
    key: str = ""
    needs_reason: bool = False
    settles: bool = False
    of_edit: bool = False

    def applies_to(self, status: str, *, is_reported: bool = False, has_edit: bool = False) -> bool:
        if self.of_edit:
            return has_edit and status in self.sources
        if status in self.sources:
            return True
        return self.settles and status == _Status.PUBLISHED and (is_reported or has_edit)


DECISIONS = {
    decision.name: decision
    for decision in [
        Decision(
            "approve",
            "Approve",
            "approved",
            _Status.PUBLISHED,
            (_Status.HELD, _Status.SPAM),
            key="a",
            settles=True,
        ),
        Decision(
            "refuse",
            "Refuse the edit",
            "left as before the edit",
            _Status.PUBLISHED,
            (_Status.PUBLISHED, _Status.HELD),
            of_edit=True,
        ),
        Decision("hold", "Hold", "held", _Status.HELD, (_Status.PUBLISHED, _Status.SPAM), key="h"),
        Decision("spam", "Spam", "marked as spam", _Status.SPAM, (_Status.HELD, _Status.PUBLISHED), key="s"),
        Decision(
            "remove",
            "Remove",
            "removed",
            _Status.REMOVED,
            (_Status.HELD, _Status.PUBLISHED, _Status.SPAM),
            key="r",
            needs_reason=True,
        ),
        Decision("restore", "Restore", "restored", _Status.PUBLISHED, (_Status.REMOVED,), key="a"),
    ]
}


def open_to(status: str, *, is_reported: bool = False, has_edit: bool = False) -> list[Decision]:
    """The decisions that apply to a comment in `status`."""
    facts = {"is_reported": is_reported, "has_edit": has_edit}
    return [decision for decision in DECISIONS.values() if decision.applies_to(status, **facts)]
