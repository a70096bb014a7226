"""Threads: comments, the passages they answer, what readers do with them, and how they are moderated."""

from .comment import (
    MAX_BODY_LENGTH,
    MAX_GUEST_EMAIL_LENGTH,
    MAX_GUEST_NAME_LENGTH,
    MAX_GUEST_WEBSITE_LENGTH,
    Comment,
    CommentEdit,
    CommentQuerySet,
)
from .moderation import LINKS_THAT_HOLD, ModerationEntry, ModerationPolicy
from .notices import Frequency, Notice, NoticeSettings
from .passage import CONTEXT_LENGTH, MAX_QUOTE_LENGTH, Passage, PassageQuerySet
from .people import GuestSubscription, Mention, ReadMark, Report, Subscription, Thanks

__all__ = [
    "CONTEXT_LENGTH",
    "LINKS_THAT_HOLD",
    "MAX_BODY_LENGTH",
    "MAX_GUEST_EMAIL_LENGTH",
    "MAX_GUEST_NAME_LENGTH",
    "MAX_GUEST_WEBSITE_LENGTH",
    "MAX_QUOTE_LENGTH",
    "Comment",
    "CommentEdit",
    "CommentQuerySet",
    "Frequency",
    "GuestSubscription",
    "Mention",
    "ModerationEntry",
    "ModerationPolicy",
    "Notice",
    "NoticeSettings",
    "Passage",
    "PassageQuerySet",
    "ReadMark",
    "Report",
    "Subscription",
    "Thanks",
]
