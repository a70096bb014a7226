"""What the classifier learns, and from what: the decisions of this site's moderators, newest first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import chain

from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..models import Comment, CommentQuerySet, ModerationEntry, SpamModel
from .classifier import LEAST_OF_EACH, Weights, words_of
from .written import read_written

# Spam changes: what was decided long ago says little of today's.
MOST_OF_EACH = 2_000
# A word that one text alone has tells who wrote it, not what it is.
LEAST_TEXTS = 2
MOST_WORDS = 5_000
TRAIN_EVERY = 600  # seconds
_Status = Comment.Status
_Words = Collection[str]
_known: tuple[datetime, Weights] | None = None


def train() -> SpamModel | None:
    """Learn anew from the decisions as they stand. None where there are not enough of each kind."""
    spam = [words_of(written) for written in read_written(_unwanted()[:MOST_OF_EACH])]
    ham = [words_of(written) for written in read_written(_approved()[:MOST_OF_EACH])]
    if min(len(spam), len(ham)) < LEAST_OF_EACH:
        SpamModel.objects.all().delete()  # decisions may be taken back
        return None
    learnt = {"weights": learn(spam, ham), "spam_count": len(spam), "ham_count": len(ham)}
    return SpamModel.objects.update_or_create(pk=1, defaults=learnt | {"trained_at": timezone.now()})[0]


def learn(spam: Collection[_Words], ham: Collection[_Words]) -> dict[str, float]:
    """The weights of the words that tell most, by NLTK's naive Bayes classifier. Pure."""
    # Not above: it takes 32 MB, which only the process that trains should spend.
    from nltk.classify.naivebayes import NaiveBayesClassifier

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


def is_due() -> bool:
    """Asked after each decision: one of many moments enough for all of them."""
    return cache.add("comments.trained", True, TRAIN_EVERY)


def weights_of(trained_at: datetime | None) -> Weights | None:
    """What was learnt at that moment: read once in each process. None where too little was."""
    global _known
    if trained_at is None:
        return None
    if _known is None or _known[0] != trained_at:
        model = SpamModel.objects.first()
        if model is None:
            return None
        _known = (trained_at, Weights(model.weights, model.spam_count, model.ham_count))
    return _known[1] if _known[1].are_trusted else None


def _features(words: _Words, known: set[str]) -> dict[str, bool]:
    return {word: True for word in words if word in known}


def _approved() -> CommentQuerySet:
    return _decided([_Status.PUBLISHED])


def _unwanted() -> CommentQuerySet:
    """Spam, and guests' comments that were removed: why a member's was removed has little to do with spam."""
    return _decided([_Status.SPAM]) | _decided([_Status.REMOVED]).filter(author__isnull=True)


def _decided(statuses: Iterable[str]) -> CommentQuerySet:
    """Comments in the status that a moderator, not a rule, put them into."""
    decisions = ModerationEntry.objects.filter(
        comment=OuterRef("pk"), moderator__isnull=False, to_status=OuterRef("status")
    )
    return Comment.objects.filter(Exists(decisions), status__in=statuses).order_by("-created_at")
