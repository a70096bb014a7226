"""Types of requests."""

from __future__ import annotations

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """What a view that asks to sign in first is given. For the type checker; no such object is ever made."""

    user: User
