"""The four audiences."""

from __future__ import annotations

from django.db import models


class Visibility(models.TextChoices):
    """From the widest audience to the narrowest."""

    WORLD = "world", "Everyone on the web"
    SIGNED_IN = "signed-in", "Everyone who is signed in"
    COURSE = "course", "Members of the course"
    STAFF = "staff", "The course's staff"

    def and_narrower(self) -> list[Visibility]:
        """This audience and those within it."""
        audiences = list(Visibility)
        return audiences[audiences.index(self) :]
