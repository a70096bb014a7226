"""Sessions in the database as Django's own, read by a prepared query: each request of a member reads one."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from .prepared import Prepared

_unended = Prepared(lambda viewer, key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found: Session | None = _unended.first(AnonymousUser(), key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
