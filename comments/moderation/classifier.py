"""How much a text looks like what this site's moderators call spam, and by which words. Pure.

A naive Bayes classifier is a sum: each word adds its weight, the logarithm of the odds that what it stood in
was spam. The weights are estimated elsewhere (training.py). As in Graham's "A Plan for Spam" (2002) only the
most telling words count, so that no text is judged by its length, and both kinds are equally likely.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from .words import Written, read_text

# With fewer decisions of each kind it says nothing: it would know people, not spam.
LEAST_OF_EACH = 20
TELLING = 15
# From these likelihoods on a comment waits, and is spam.
HOLDS_FROM = 0.9
SPAM_FROM = 0.99
SHORTEST, LONGEST = 3, 30


class Weights(NamedTuple):
    """Of each word, above 0 for spam and below for ham; learnt from so many of each."""

    words: Mapping[str, float]
    spam: int
    ham: int

    @property
    def are_trusted(self) -> bool:
        return min(self.spam, self.ham) >= LEAST_OF_EACH


class Guess(NamedTuple):
    """How likely it is spam, from 0 to 1, and the words that weighed for and against, the heaviest first."""

    likelihood: float
    speaking_for: list[str]
    against: list[str]

    def __str__(self) -> str:
        words = ", ".join(self.speaking_for[:5])
        against = f"; against it: {', '.join(self.against[:3])}" if self.against else ""
        # Rounded down: nothing is certain.
        return f"Looks like spam ({math.floor(self.likelihood * 100) / 100:.2f}): {words}{against}"


def words_of(written: Written) -> frozenset[str]:
    """What a text is judged by: its words, each once, of its name and website too."""
    known = read_text(written.body, written.name, written.website).known
    return frozenset(word for word in known if SHORTEST <= len(word) <= LONGEST)


def explain(weights: Weights, written: Written) -> Guess:
    weighed = [(weights.words[word], word) for word in words_of(written) if word in weights.words]
    telling = sorted(weighed, key=lambda one: (-abs(one[0]), one[1]))[:TELLING]
    likelihood = 1 / (1 + math.exp(-max(-700, sum(weight for weight, _ in telling))))
    return Guess(
        likelihood,
        [word for weight, word in telling if weight > 0],
        [word for weight, word in telling if weight < 0],
    )
