"""manage.py train_classifier: let the classifier learn anew from what moderators decided."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from comments.moderation.classifier import LEAST_OF_EACH
from comments.moderation.training import train


class Command(BaseCommand):
    help = "Learn what spam is from the decisions of this site's moderators."

    def handle(self, *args: Any, **options: Any) -> None:
        learnt = train()
        if learnt is None:
            self.stdout.write(f"Too little to learn from: it takes {LEAST_OF_EACH} comments of each kind.")
            return
        self.stdout.write(f"{learnt}; {len(learnt.weights):,} words.")
