"""Rows stored by an INSERT whose SQL is made once in the life of a process.

Putting the statement together costs Django several times what the database needs to run it, while everybody
else who writes waits for the end of its transaction. See also prepared.py.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Model


def insert(row: Model) -> None:
    """Store a new row, as `row.save(force_insert=True)` does, but for signals.

    Its relations are stored, its model has no parent, and a key that the database makes is not set by hand.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields, made = _statement(type(row), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if made:
            row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _statement(model: type[Model], vendor: str) -> tuple[str, list[Any], bool]:
    """The SQL, the fields that it fills, and whether it returns a key that the database makes."""
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    made = isinstance(model._meta.pk, AutoField)
    fields = [field for field in model._meta.local_concrete_fields if not (made and field.primary_key)]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    table, places = quoted(model._meta.db_table), ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608  (names of our models)
    if made:
        sql += f" RETURNING {quoted(str(model._meta.pk.column))}"
    return sql, fields, made
