"""What moderation does behind everybody's back."""

from __future__ import annotations

from . import training

try:
    from django.tasks import task
except ImportError:  # before Django 6.0
    from django_tasks import task  # type: ignore[no-redef]


@task()
def train_classifier() -> bool:
    """Learn anew what spam is. False where there is too little to learn from."""
    return training.train() is not None
