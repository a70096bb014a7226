"""The weights of words, estimated by NLTK's naive Bayes classifier. Pure, and a program.

    python -m comments.moderation.learning < {"spam": [[word, …], …], "ham": [[word, …], …]}

prints the weights. It is a process of its own because it takes 50 MB and more, which no process that stays
should keep; so it imports nothing of Django's.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Collection
from itertools import chain

from nltk.classify.naivebayes import NaiveBayesClassifier

# A word that one text alone has tells who wrote it, not what it is.
LEAST_TEXTS = 2
MOST_WORDS = 5_000
_Words = Collection[str]


def learn(spam: Collection[_Words], ham: Collection[_Words]) -> dict[str, float]:
    """How much each word speaks for spam, of those that tell most: logarithms of odds."""
    texts = Counter(chain.from_iterable(chain(spam, ham)))
    known = {word for word, count in texts.items() if count >= LEAST_TEXTS}
    labelled = [(_features(words, known), "spam") for words in spam]
    labelled += [(_features(words, known), "ham") for words in ham]
    classifier = NaiveBayesClassifier.train(labelled)

    def odds(words: _Words) -> float:
        likely = classifier.prob_classify(dict.fromkeys(words, True))
        return (likely.logprob("spam") - likely.logprob("ham")) * math.log(2)

    before = odds([])
    weights = {word: round(odds([word]) - before, 3) for word in known}
    telling = sorted(weights, key=lambda word: (-abs(weights[word]), word))[:MOST_WORDS]
    return {word: weights[word] for word in telling}


def _features(words: _Words, known: set[str]) -> dict[str, bool]:
    return {word: True for word in words if word in known}


if __name__ == "__main__":
    json.dump(learn(**json.load(sys.stdin)), sys.stdout)
