"""What a request may be: by which method it comes, and its type behind a page that asks to sign in."""

from __future__ import annotations

from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

from .models import User

# Beside Django's require_POST and require_safe: a page with a form that is sent to it.
form_methods = require_http_methods(["GET", "HEAD", "POST"])


class SignedInRequest(HttpRequest):
    """What a view that asks to sign in first is given. For the type checker; no such object is ever made."""

    user: User
