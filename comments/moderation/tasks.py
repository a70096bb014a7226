"""What moderation does behind everybody's back."""

from __future__ import annotations

from accounts.later import task

from . import training


@task()
def train_classifier() -> bool:
    """Learn anew what spam is. False where there is too little to learn from."""
    return training.train() is not None
