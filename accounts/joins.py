"""Rows that are known by what they join, so that fixtures name them without a key of their own."""

from __future__ import annotations

from typing import Any

from django.db import models


class JoinManager(models.Manager):
    def get_by_natural_key(self, *values: Any) -> Any:
        joins: tuple[str, ...] = self.model.JOINS  # type: ignore[attr-defined]
        return self.get(**dict(zip(joins, values, strict=True)))


class Join(models.Model):
    """A row of which there is one for each combination of `JOINS`: a comment and a person.

    Its manager is a JoinManager.
    """

    JOINS: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.JOINS)


class JoinKey(models.OneToOneField):
    """A row's primary key that is another row, and yet a field of its own in a dump.

    Django leaves a primary key out of a dump's fields and writes its number instead, which another database
    gives to another row.
    """

    # What Options.setup_pk sets on every primary key.
    serialize = property(lambda self: True, lambda self, value: None)  # type: ignore[assignment]

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.OneToOneField", args, kwargs | {"serialize": False}
