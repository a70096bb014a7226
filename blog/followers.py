"""What other apps do when an essay's words have changed, and when that became a revision.

Imports run one way, and `blog` knows nothing of the apps that hang on it; they register here when they are
loaded (`AppConfig.ready`). Each follower is called in the transaction that stores the words, under the lock
of the essay, and gets it as it is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Post, Revision, Step

_followers: list[Callable[[Post], object]] = []
_of_steps: list[Callable[[Step], object]] = []
_of_revisions: list[Callable[[Revision, Revision | None, str], object]] = []


def follow_words(follower: Callable[[Post], object]) -> None:
    """Call `follower` with every essay whose drawn text (`body_html`) has changed."""
    if follower not in _followers:
        _followers.append(follower)


def words_changed(post: Post) -> None:
    for follower in _followers:
        follower(post)


def follow_revisions(follower: Callable[[Revision, Revision | None, str], object]) -> None:
    """Call `follower` with every new revision, and with an older one when readers are shown it.

    With it the one whose place it took in the list, if any, and what the form said it answers: a word that
    `blog` does not read. What makes no sense the follower says in ValidationError, by field.
    """
    if follower not in _of_revisions:
        _of_revisions.append(follower)


def revised(revision: Revision, replaced: Revision | None = None, answers: str = "") -> None:
    for follower in _of_revisions:
        follower(revision, replaced, answers)


def follow_steps(follower: Callable[[Step], object]) -> None:
    """Call `follower` with every step of an essay's way, once it is written down."""
    if follower not in _of_steps:
        _of_steps.append(follower)


def step_taken(step: Step) -> None:
    for follower in _of_steps:
        follower(step)
