"""What other apps do when an essay's words have changed.

Imports run one way, and `blog` knows nothing of the apps that hang on it; they register here when they are
loaded (`AppConfig.ready`). Each follower is called in the transaction that stores the words, under the lock
of the essay, and gets it as it is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Post

_followers: list[Callable[[Post], object]] = []


def follow_words(follower: Callable[[Post], object]) -> None:
    """Call `follower` with every essay whose drawn text (`body_html`) has changed."""
    if follower not in _followers:
        _followers.append(follower)


def words_changed(post: Post) -> None:
    for follower in _followers:
        follower(post)
