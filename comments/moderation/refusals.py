"""Why a comment was not stored: each kind with the status that a page answers, and words for the writer."""

from __future__ import annotations

from ..models import Comment
from .pipeline import CLOSED, Verdict


class CommentRefused(Exception):
    """Nothing was stored. `told` is for the writer."""

    status = 403

    def __init__(self, told: str = "") -> None:
        super().__init__(told)
        self.told = told


class CommentsClosed(CommentRefused):
    def __init__(self, told: str = CLOSED) -> None:
        super().__init__(told)


class WriterSilenced(CommentRefused):
    pass


class WrongLength(CommentRefused):
    status = 422


class ParentGone(CommentRefused):
    """The comment that is answered is not a published one of this post."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            "The comment you are answering is no longer there. "
            "Your text is kept below: you can post it under the essay."
        )


class DuplicateComment(CommentRefused):
    """`first` has the same words by the same writer in the same place."""

    status = 409

    def __init__(self, first: Comment, told: str = "") -> None:
        super().__init__(told)
        self.first = first


class TooManyComments(CommentRefused):
    status = 429

    def __init__(self, retry_after: int, told: str = "") -> None:
        super().__init__(told)
        self.retry_after = retry_after  # seconds


def refusal_of(verdict: Verdict, first: Comment | None = None) -> CommentRefused:
    """The exception for a verdict that refuses; `first` is the comment that says the same."""
    if first:
        return DuplicateComment(first, verdict.told)
    if verdict.wait:
        return TooManyComments(verdict.wait, verdict.told)
    kinds = {"closed": CommentsClosed, "silenced": WriterSilenced, "length": WrongLength}
    return kinds[verdict.step](verdict.told)
