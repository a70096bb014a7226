"""What other apps do when something happens to an essay, and what they mark in its words.

Imports run one way, and `blog` knows nothing of the apps that hang on it; they register here when they are
loaded (`AppConfig.ready`). Each follower is called in the transaction that stores what happened, under the
lock of the essay, and gets it as it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Generic, ParamSpec

if TYPE_CHECKING:
    from .models import Authorship, Post, Revision, Step

_P = ParamSpec("_P")


class Event(Generic[_P]):
    """What happens to an essay. To call it is to tell its followers, in the order in which they came."""

    def __init__(self) -> None:
        self._followers: list[Callable[_P, object]] = []

    def follow(self, follower: Callable[_P, object]) -> None:
        if follower not in self._followers:
            self._followers.append(follower)

    def __call__(self, *said: _P.args, **named: _P.kwargs) -> None:
        for follower in self._followers:
            follower(*said, **named)


# The drawn text (`body_html`) of an essay has changed.
words_changed: Event[[Post]] = Event()
# There is a new revision, or readers are shown an older one. With it the one whose place it took in the
# list, if any, and what the form said it answers: a word that `blog` does not read. What makes no sense the
# follower says in ValidationError, by field.
revised: Event[[Revision, Revision | None, str]] = Event()
# A step of an essay's way is written down.
step_taken: Event[[Step]] = Event()
# Somebody is asked to write an essay with its authors.
author_asked: Event[[Authorship]] = Event()
# The records of the sources with these keys have changed.
sources_changed: Event[[Collection[int]]] = Event()

# Takes an essay, its drawn text, and the style that this is in: "" is as written.
Marker = Callable[["Post", str, str], str]
_markers: list[Marker] = []


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
