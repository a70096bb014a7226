"""Which fields of an essay's form are kept, and how a form shows those of a copy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms

from accounts.texts import storable

from .begun import BEGUN, MAX_BEGUN_LENGTH, begun_with, unchanged

# A token that each window makes for itself: whose answer was lost is known by it.
WINDOW = "window"
MAX_WINDOW_LENGTH = 40


def names(form: Any) -> list[str]:
    """The fields of a form, or of its class, that hold what is typed or chosen; a file is not kept."""
    apart = (forms.FileInput, forms.HiddenInput)
    return [name for name, field in form.base_fields.items() if not isinstance(field.widget, apart)]


def fields_of(data: Mapping[str, str], form: Any) -> dict[str, str]:
    """The form's values in `data`, as a database can hold them; what a browser left out is not there."""
    kept = {name: storable(data[name]) for name in names(form) if name in data}
    if window := window_of(data):
        kept[WINDOW] = window
    if begun := storable(data.get(BEGUN, ""))[:MAX_BEGUN_LENGTH]:
        kept[BEGUN] = begun
    return kept


def window_of(data: Mapping[str, str]) -> str:
    """The token of the window that sent `data`; empty where it has none."""
    return storable(data.get(WINDOW, ""))[:MAX_WINDOW_LENGTH]


def fill(form: forms.BaseForm, copy: Any) -> None:
    """Let an unbound form show what a copy holds, and go on with that copy.

    What its writer left as it was when they began is shown as it is stored by now.
    """
    left = _left(copy.fields)
    shown = {
        name: copy.fields.get(name, "") for name in names(form) if _is_shown(form, name) and name not in left
    }
    form.initial.update(shown, copy=copy.pk, copy_version=copy.version, base=copy.base)


def differs(form: forms.BaseForm, fields: Mapping[str, str]) -> bool:
    """A copy holds something else than an unbound form would show."""
    said = fields.keys() - _left(fields)
    shown = [name for name in names(form) if name in said and _is_shown(form, name)]
    return any(_initial(form, name) != fields[name] for name in shown)


def _left(fields: Mapping[str, str]) -> Collection[str]:
    return unchanged(begun_with(fields.get(BEGUN, "")), fields)


def _initial(form: forms.BaseForm, name: str) -> str:
    """As a browser would send it back. Not asked of the bound field, which remembers what it said."""
    value = form.get_initial_for_field(form.fields[name], name)
    return "" if value is None else str(form.fields[name].prepare_value(value))


def _is_shown(form: forms.BaseForm, name: str) -> bool:
    return name in form.fields and not form.fields[name].disabled
