"""Queries whose SQL is made once in the life of a process.

Building a queryset through the gates (`visible_to`) and turning it into SQL costs 0.3 to 1 ms, ten times
what the database needs to answer. For the queries behind every view of an essay that is most of the page,
so they are built once, with placeholders for what differs from request to request, and only bound and run
from then on. The gate stays the only place that says who may see what: it is asked by `build`, once for
each kind of viewer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.http import Http404

from .models import User, Viewer

# Values that no row has, so that they can be found again among the parameters of the SQL. They fit into the
# smallest column that is asked for (PostgreSQL's integer): of what does not fit, Django makes no query.
_FIRST_NUMBER = 2_000_000_000
_FIRST_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)
_PLACEHOLDER = re.compile("%s|%%")


class _Made(NamedTuple):
    sql: str
    params: Sequence[Any]
    # Where among the parameters each value goes: (index, name, index in the value if it is a list).
    places: list[tuple[int, str, int | None]]
    # How the database's values of a row become Python's: (index, functions, expression).
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]
    # From such a row to what the queryset yields; None where it is that.
    as_yielded: Callable[[Sequence[Any]], Any] | None


class Prepared:
    """A query by `build(viewer, **values)`, a function that returns a queryset.

    The same names of values are given at every call. A value is a number, a text, an aware time, or a list
    of numbers (never empty), and reaches the SQL as it is: `build` must neither change it nor decide by it.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._made: dict[Hashable, _Made | None] = {}

    def rows(self, viewer: Viewer, **values: Any) -> list[Any]:
        """What the queryset yields for these values: one query."""
        kind = (viewer.is_authenticated, viewer.is_active, viewer.is_staff)
        shape = tuple((name, len(value) if isinstance(value, list) else 0) for name, value in values.items())
        connection = connections[DEFAULT_DB_ALIAS]
        key = (connection.vendor, kind, shape)
        if key not in self._made:
            self._made[key] = self._make(viewer, values)
        made = self._made[key]
        return _run(made, values | {"viewer": viewer.pk}, connection) if made else []

    def first(self, viewer: Viewer, **values: Any) -> Any:
        """The first of `rows`, or None."""
        return next(iter(self.rows(viewer, **values)), None)

    def first_or_404(self, viewer: Viewer, **values: Any) -> Any:
        """The first of `rows`. Raises Http404 where there is none."""
        found = self.first(viewer, **values)
        if found is None:
            raise Http404("There is nothing at this address.")
        return found

    def _make(self, viewer: Viewer, values: dict[str, Any]) -> _Made | None:
        stand_ins = {name: _stand_in(value, n) for n, (name, value) in enumerate(values.items(), 1)}
        someone: Viewer = AnonymousUser()
        if viewer.is_authenticated:
            someone = User(pk=_FIRST_NUMBER, is_staff=viewer.is_staff, is_active=viewer.is_active)
        queryset = self._build(someone, **stand_ins)
        connection = connections[DEFAULT_DB_ALIAS]
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        found = {_FIRST_NUMBER: ("viewer", None)} | _places(stand_ins)
        places = [
            (index, *found[plain]) for index, param in enumerate(params) if (plain := _sent(param)) in found
        ]
        if missing := set(values) - {name for _, name, _ in places}:
            raise ValueError(f"{missing} do not reach the SQL as they are")
        if connection.vendor == "sqlite":
            sql, params, places = _spelt_out(sql, params, places)
        converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
        converters = [(index, *how) for index, how in converters.items()]
        return _Made(sql, params, places, converters, _as_yielded(queryset, compiler))


def _spelt_out(
    sql: str, params: Sequence[Any], places: Sequence[tuple[int, str, int | None]]
) -> tuple[str, list[Any], list[tuple[int, str, int | None]]]:
    """With what is the same at every run in the SQL itself.

    SQLite plans a statement anew at each run where a parameter stands for what a partial index is about
    (a status): that takes ten times as long as to run it.
    """
    known = {index for index, *_ in places}
    kept = [index for index, param in enumerate(params) if index in known or not _can_be_spelt(param)]
    rest = iter(enumerate(params))

    def spelt(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        index, param = next(rest)
        return "%s" if index in kept else _literal(param)

    moved = [(kept.index(index), name, item) for index, name, item in places]
    return _PLACEHOLDER.sub(spelt, sql), [params[index] for index in kept], moved


def _can_be_spelt(param: Any) -> bool:
    return isinstance(param, int) or (isinstance(param, str) and "\0" not in param)


def _literal(param: int | str) -> str:
    if isinstance(param, str):
        return "'" + param.replace("'", "''").replace("%", "%%") + "'"
    return str(int(param))


def _run(made: _Made, values: dict[str, Any], connection: Any) -> list[Any]:
    params = list(made.params)
    for index, name, item in made.places:
        params[index] = _sent(values[name] if item is None else values[name][item])
    with connection.cursor() as cursor:
        cursor.execute(made.sql, tuple(params))
        rows = cursor.fetchall()
    if made.converters:
        rows = [_converted(row, made.converters, connection) for row in rows]
    return rows if made.as_yielded is None else list(map(made.as_yielded, rows))


def _converted(row: Sequence[Any], converters: Sequence[Any], connection: Any) -> tuple[Any, ...]:
    changed = list(row)
    for index, functions, expression in converters:
        for function in functions:
            changed[index] = function(changed[index], expression, connection)
    return tuple(changed)


def _as_yielded(queryset: QuerySet, compiler: Any) -> Callable[[Sequence[Any]], Any] | None:
    """What Django's iterables do with each row, without what they find out anew at each run."""
    kind = queryset._iterable_class
    if kind is ValuesListIterable:
        return None
    if kind is FlatValuesListIterable:
        return itemgetter(0)
    if kind is not ModelIterable:
        raise TypeError(f"rows of {kind.__name__} are not prepared")
    model = compiler.klass_info["model"]
    fields = compiler.klass_info["select_fields"]
    first, end = fields[0], fields[-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:end]]
    # Newer Djangos want to know more.
    related = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    annotations = list(compiler.annotation_col_map.items())

    def instance(row: Sequence[Any]) -> Model:
        made = model.from_db(DEFAULT_DB_ALIAS, names, row[first:end])
        for populator in related:
            populator.populate(row, made)
        for name, index in annotations:
            setattr(made, name, row[index])
        return made  # type: ignore[no-any-return]

    return instance


def _stand_in(value: Any, n: int) -> Any:
    if isinstance(value, list):
        return [_FIRST_NUMBER + n * 10_000 + item for item in range(len(value))]
    if isinstance(value, str):
        return f"\ue000value {n}\ue000"
    if isinstance(value, datetime):
        return _FIRST_MOMENT + timedelta(seconds=n)
    return _FIRST_NUMBER + n * 10_000


def _places(stand_ins: dict[str, Any]) -> dict[Any, tuple[str, int | None]]:
    found: dict[Any, tuple[str, int | None]] = {}
    for name, stand_in in stand_ins.items():
        if isinstance(stand_in, list):
            found |= {item: (name, index) for index, item in enumerate(stand_in)}
        else:
            found[_sent(stand_in)] = (name, None)
    return found


def _sent(value: Any) -> Any:
    """A value as the database's driver gets it."""
    if isinstance(value, datetime):
        return connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(value)
    return value
