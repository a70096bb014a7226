"""What an import changed, or would."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from django.template.defaultfilters import pluralize

from .nodes import shortened

Kind = Literal["new", "changed", "removed", "kept"]
LABELS: dict[Kind, str] = {
    "new": "new",
    "changed": "changed",
    "removed": "removed",
    "kept": "not in the file, and kept",
}


@dataclass(frozen=True, slots=True)
class Change:
    """`what` is the kind of thing, `name` what it is called now; `details` say what changes, or why not."""

    kind: Kind
    what: str
    name: str
    line: int = 0
    details: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        details = f" ({'; '.join(self.details)})" if self.details else ""
        return f"{where}{self.what} “{self.name}”: {self.label}{details}"


@dataclass(frozen=True, slots=True)
class Report:
    """`read` counts the topics of the file."""

    read: int
    changes: tuple[Change, ...]

    @property
    def summary(self) -> str:
        counts = Counter(change.kind for change in self.changes)
        said = [f"{counts[kind]} {label}" for kind, label in LABELS.items() if counts[kind]]
        topics = f"{self.read} topic{pluralize(self.read)} read"
        return f"{topics}: {', '.join(said) or 'nothing to change'}."


def differences(row: Any, values: dict[str, Any]) -> tuple[str, ...]:
    """What `values` would change about `row`, by name, for people."""
    found = {
        name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value
    }
    return tuple(f"{name}: {_shown(before)} → {_shown(after)}" for name, (before, after) in found.items())


def _shown(value: Any) -> str:
    return shortened(str(value)) if value not in ("", None) else "nothing"
