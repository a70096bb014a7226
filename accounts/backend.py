"""Who signs in, as allauth has it, and is found again by a prepared query: each request of a member asks."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend as ByEmail
from django.contrib.auth.models import AnonymousUser

from .models import User
from .prepared import Prepared

_person = Prepared(lambda viewer, pk: User.objects.filter(pk=pk))


class AuthenticationBackend(ByEmail):
    def get_user(self, user_id: int) -> User | None:
        found: User | None = _person.first(AnonymousUser(), pk=user_id)
        return found if found and self.user_can_authenticate(found) else None
