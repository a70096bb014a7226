"""What stands in the form of an essay and is not saved yet, as far as the check takes it. Pure functions."""

from __future__ import annotations

from accounts.texts import TextField, is_blank, one_line

from ..models import MAX_LINE_LENGTH

MAX_LINES = 200
_text = TextField(required=False, strip=False)


def typed_body(value: str) -> str:
    """The text as it would be saved."""
    return _text.clean(value)


def typed_lines(value: str) -> list[str]:
    """The lines of sources as they would be saved, without those that no form would take."""
    lines = (one_line(line) for line in _text.clean(value).split("\n") if not is_blank(line))
    return list(dict.fromkeys(line for line in lines if len(line) <= MAX_LINE_LENGTH))[:MAX_LINES]
