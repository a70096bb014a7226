"""What other apps do when an essay's words have changed or became a revision, and what they mark in them.

Imports run one way, and `blog` knows nothing of the apps that hang on it; they register here when they are
loaded (`AppConfig.ready`). Each follower is called in the transaction that stores the words, under the lock
of the essay, and gets it as it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Authorship, Post, Revision, Step

# Takes an essay, its drawn text, and the style that this is in: "" is as written.
Marker = Callable[["Post", str, str], str]

_followers: list[Callable[[Post], object]] = []
_markers: list[Marker] = []
_of_sources: list[Callable[[Collection[int]], object]] = []
_of_steps: list[Callable[[Step], object]] = []
_of_asking: list[Callable[[Authorship], object]] = []
_of_revisions: list[Callable[[Revision, Revision | None, str], object]] = []


def follow_words(follower: Callable[[Post], object]) -> None:
    """Call `follower` with every essay whose drawn text (`body_html`) has changed."""
    if follower not in _followers:
        _followers.append(follower)


def words_changed(post: Post) -> None:
    for follower in _followers:
        follower(post)


def mark_words(marker: Marker) -> None:
    """Ask `marker` for every text that is drawn, with what it marks there; for "" if that is nothing.

    What it gives went through blog/markup.py, and has the words of the text, no more and no less.
    """
    if marker not in _markers:
        _markers.append(marker)


def marked(post: Post, drawn: str, style: str = "") -> str:
    """`drawn`, a text of `post`, with what other apps mark in it; empty where nothing is marked."""
    found = ""
    for marker in _markers:
        found = marker(post, found or drawn, style) or found
    return found


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


def follow_asking(follower: Callable[[Authorship], object]) -> None:
    """Call `follower` with everybody who is asked to write an essay with its authors."""
    if follower not in _of_asking:
        _of_asking.append(follower)


def author_asked(authorship: Authorship) -> None:
    for follower in _of_asking:
        follower(authorship)


def follow_sources(follower: Callable[[Collection[int]], object]) -> None:
    """Call `follower` with the keys of sources whose records have changed."""
    if follower not in _of_sources:
        _of_sources.append(follower)


def sources_changed(keys: Collection[int]) -> None:
    for follower in _of_sources:
        follower(keys)
