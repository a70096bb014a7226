"""What the classifier learns, and from what: the decisions of this site's moderators, newest first."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..models import Comment, CommentQuerySet, ModerationEntry, SpamModel
from .classifier import LEAST_OF_EACH, Weights, words_of
from .written import read_written

# Spam changes: what was decided long ago says little of today's.
MOST_OF_EACH = 1_000
TRAIN_EVERY = 600  # seconds
TIME_OUT = 120
_Status = Comment.Status
_known: tuple[datetime, Weights] | None = None


def train() -> SpamModel | None:
    """Learn anew from the decisions as they stand. None where there are not enough of each kind."""
    spam = [words_of(written) for written in read_written(_unwanted()[:MOST_OF_EACH])]
    ham = [words_of(written) for written in read_written(_approved()[:MOST_OF_EACH])]
    if min(len(spam), len(ham)) < LEAST_OF_EACH:
        SpamModel.objects.all().delete()  # decisions may be taken back
        return None
    learnt = {"weights": _learn(spam, ham), "spam_count": len(spam), "ham_count": len(ham)}
    return SpamModel.objects.update_or_create(pk=1, defaults=learnt | {"trained_at": timezone.now()})[0]


def _learn(spam: list[frozenset[str]], ham: list[frozenset[str]]) -> dict[str, float]:
    """By comments/moderation/learning.py, in a process of its own."""
    texts = {"spam": [sorted(words) for words in spam], "ham": [sorted(words) for words in ham]}
    program = [sys.executable, "-m", "comments.moderation.learning"]
    done = subprocess.run(  # noqa: S603
        program, input=json.dumps(texts).encode(), stdout=subprocess.PIPE, cwd=settings.BASE_DIR, check=True,
        timeout=TIME_OUT,
    )  # fmt: skip
    return json.loads(done.stdout)


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
