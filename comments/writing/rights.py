"""What one reader may do with one comment. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..models import Comment
from .editing import is_approved_guests, why_not_editable


@dataclass(frozen=True)
class Facts:
    """What is known beside the comment and its essay.

    `own`: this reader wrote it, as the account or with the browser that is asking; `is_answered`: something
    below it is shown; `writes`: the essay is theirs to change.
    """

    signed_in: bool
    own: bool
    teaches: bool
    is_answered: bool
    now: datetime
    writes: bool = False


@dataclass(frozen=True)
class Rights:
    answer: bool = False
    thank: bool = False
    edit: bool = False
    delete: bool = False
    # To say that it is a question to the author, or that it is none.
    ask: bool = False
    # To say that the question is answered, or that it is not.
    settle: bool = False
    # To change the essay, and say that this moved them.
    revise: bool = False
    report: bool = False
    moderate: bool = False


def rights_in(comment: Comment, facts: Facts) -> Rights:
    """For a comment that the reader sees, with its post."""
    foreign = comment.is_shown and facts.signed_in and not facts.own
    concerned = facts.signed_in and (facts.own or facts.teaches)
    return Rights(
        answer=comment.can_be_answered(),
        thank=foreign,
        edit=facts.own and not why_not_editable(comment, facts.is_answered, facts.now),
        delete=facts.own and comment.status in Comment.STANDING and not is_approved_guests(comment),
        ask=concerned and may_be_question(comment),
        settle=concerned and bool(comment.question),
        revise=foreign and facts.writes,
        report=foreign,
        moderate=facts.teaches,
    )


def may_be_question(comment: Comment) -> bool:
    """Nobody puts a question to themselves, and a guest could not say that it is answered."""
    return comment.author is not None and not comment.post.is_written_by(comment.author)
