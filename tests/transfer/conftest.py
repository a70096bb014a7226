"""Who brings documents and clipboards along."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User


@pytest.fixture
def writer(client: Client, author: User) -> Client:
    client.force_login(author)
    return client
