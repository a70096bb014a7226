"""What a form of an essay showed when it was opened: it says only what its writer changed since.

Two write one essay, and one has a second window. Whoever saves a form that was opened before the other chose
a pseudonym, or fewer readers, has not taken that back.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, cast

from django import forms

from ..actions import SETTINGS
from ..models import Post

# The hidden field that says it, in JSON: by field what stood there.
BEGUN = "begun"
# All tags and descriptions have room in it several times.
MAX_BEGUN_LENGTH = 20_000
_OF_THE_PICTURE = ("alt", "caption", "credit")


class BegunForm(forms.ModelForm):
    """The part of an essay's form that lets stay what others chose meanwhile. `kept`: the fields so left."""

    instance: Post
    kept: frozenset[str] = frozenset()

    def keep_what_others_chose(self) -> None:
        """Before anything is cleaned, let what was sent as it was opened be what is stored by now."""
        stored = self._stored()
        if not self.is_bound:
            self.initial[BEGUN] = json.dumps(stored, ensure_ascii=False)
            return
        begun = begun_with(str(self.data.get(BEGUN, "")))
        apart = _OF_THE_PICTURE if self.files.get("picture") else ()
        self.kept = frozenset(stored.keys() & unchanged(begun, self.data)) - set(apart)
        if not begun:
            return
        data = cast(Any, self.data).copy()
        for name in self.kept:
            data[name] = stored[name]
        data[BEGUN] = json.dumps(stored, ensure_ascii=False)
        self.data = data

    def kept_settings(self) -> list[str]:
        """Those of SETTINGS that nobody changed here: not a unit, either, that came with its question."""
        now, before = _settings_of(self.instance), begun_with(str(self.data.get(BEGUN, "")))
        return [name for name in SETTINGS if name in self.kept and now[name] == before.get(name)]

    def _stored(self) -> dict[str, str]:
        beside = {name: str(self.initial.get(name) or "") for name in ("tag_names", *_OF_THE_PICTURE)}
        return _settings_of(self.instance) | beside


def begun_with(sent: str) -> dict[str, str]:
    """What the hidden field holds; nothing, where it holds nothing that makes sense."""
    try:
        found = json.loads(sent) if len(sent) <= MAX_BEGUN_LENGTH else None
    except (ValueError, RecursionError):
        return {}
    return (
        {name: value for name, value in found.items() if isinstance(value, str)}
        if isinstance(found, dict)
        else {}
    )


def unchanged(begun: dict[str, str], data: Any) -> Collection[str]:
    """The fields that stand in `data` as they were begun; what a browser did not send says nothing."""
    return {name for name, value in begun.items() if data.get(name, value) == value}


def _settings_of(post: Post) -> dict[str, str]:
    """As a form sends them. The stored audience, also where the form offers only narrower ones."""
    values = (getattr(post, cast(Any, Post._meta.get_field(name)).attname) for name in SETTINGS)
    return {name: str(value or "") for name, value in zip(SETTINGS, values, strict=True)}
