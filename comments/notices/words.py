"""What a notice says, on its page and in mails. Pure."""

from __future__ import annotations

from blog.models import Step

from ..models import Comment, EditRule, Notice

_Kind = Notice.Kind
_Status = Comment.Status
_SAID = {
    _Kind.REPLY: "{} replied to you",
    _Kind.COMMENT: "{} commented on your essay",
    _Kind.MENTION: "{} mentioned you",
    _Kind.FOLLOWED: "{} commented",
}
# What one may hear no more about.
ABOUT: dict[str, str] = {
    _Kind.REPLY: "replies to you",
    _Kind.COMMENT: "comments on your essays",
    _Kind.MENTION: "mentions of you",
    _Kind.FOLLOWED: "threads that you follow",
    _Kind.DECISION: "what became of your comments and essays",
}


# The steps that anybody is told of: the first to a course's staff, the others to an essay's authors.
SAID_OF_STEPS: dict[str, str] = {
    Step.Kind.SUBMITTED: "was handed in",
    Step.Kind.RETURNED: "was returned to you",
    Step.Kind.SCHEDULED: "is let through, and will be published at a date",
    Step.Kind.PUBLISHED: "is published",
}
_SAID_OF_EDITS = {
    EditRule.APPLIED: "Your change of a comment is shown",
    EditRule.REFUSED: "Your change of a comment was not taken over: its old words stay",
    EditRule.REOPENED: "Your change of a comment is with the moderators again",
}


def said_of_step(kind: str, title: str = "") -> str:
    """What became of an essay; of which, where its title is not said beside it."""
    essay = f"“{title}”" if title else "An essay" if kind == Step.Kind.SUBMITTED else "Your essay"
    return f"{essay} {SAID_OF_STEPS[kind]}"


def said_of_comment(kind: str, writer: str) -> str:
    return _SAID[Notice.Kind(kind)].format(writer)


def said_of_decision(before: str, after: str) -> str:
    """What became of a comment, to its writer."""
    if after == _Status.PUBLISHED:
        return "Your comment is shown again" if before == _Status.REMOVED else "Your comment is published"
    if after == _Status.HELD:
        return "Your comment is with the moderators again, and not shown meanwhile"
    return "Your comment was not published" if before == _Status.HELD else "Your comment was removed"


def said(notice: Notice) -> str:
    """Of a notice with its comment, and its comment's author or its decision."""
    if notice.decision is not None and notice.decision.is_of_edit():
        return _SAID_OF_EDITS[EditRule(notice.decision.rule)]
    if notice.decision is not None:
        return said_of_decision(notice.decision.from_status, notice.decision.to_status)
    return said_of_comment(notice.kind, notice.its_comment.writer_name)
