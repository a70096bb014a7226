"""What is kept in sessions, and until when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.every_day import do_all


@pytest.mark.django_db
def test_what_was_typed_in_a_session_that_ended_is_forgotten_every_day() -> None:
    for days in (-1, 1):
        session = SessionStore()
        session["wizard_enquiry"] = {"step_data": {}}
        session.set_expiry(timezone.now() + timedelta(days=days))
        session.save()
    do_all(timezone.now())
    assert Session.objects.get().expire_date > timezone.now()
