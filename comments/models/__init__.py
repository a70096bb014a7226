"""Threads: comments, the passages they answer, what readers do with them, and how they are moderated."""

from .comment import (
    EDIT_WINDOW,
    MAX_BODY_LENGTH,
    MAX_GUEST_EMAIL_LENGTH,
    MAX_GUEST_NAME_LENGTH,
    MAX_GUEST_WEBSITE_LENGTH,
    Comment,
    CommentQuerySet,
    is_answered,
)
from .edit import CommentEdit
from .moderation import EditRule, ModerationEntry, ModerationPolicy, SpamModel
from .notices import Frequency, Notice, NoticeQuerySet, NoticeSettings
from .passage import CONTEXT_LENGTH, MAX_QUOTE_LENGTH, Passage, PassageQuerySet
from .readers import (
    CONFIRM_WITHIN,
    FollowRequest,
    GuestSubscription,
    Mention,
    ReadMark,
    Report,
    Subscription,
    Thanks,
)
from .revising import RevisionCause

__all__ = [
    "CONFIRM_WITHIN",
    "CONTEXT_LENGTH",
    "EDIT_WINDOW",
    "MAX_BODY_LENGTH",
    "MAX_GUEST_EMAIL_LENGTH",
    "MAX_GUEST_NAME_LENGTH",
    "MAX_GUEST_WEBSITE_LENGTH",
    "MAX_QUOTE_LENGTH",
    "Comment",
    "CommentEdit",
    "CommentQuerySet",
    "EditRule",
    "FollowRequest",
    "Frequency",
    "GuestSubscription",
    "Mention",
    "ModerationEntry",
    "ModerationPolicy",
    "Notice",
    "NoticeQuerySet",
    "NoticeSettings",
    "Passage",
    "PassageQuerySet",
    "ReadMark",
    "Report",
    "RevisionCause",
    "SpamModel",
    "Subscription",
    "Thanks",
    "is_answered",
]
