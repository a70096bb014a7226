"""What people type: kept storable, with something to see in it, and in its place on the page.

Every text of every form passes here, whoever's form it is. Pure functions, and the form fields made of them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any

from django import forms

# What is wrong with an address, wherever one is asked for.
NOT_AN_EMAIL = "Please type a whole e-mail address, such as name@example.org."
NOT_AN_URL = "Please type a whole web address, such as https://example.org."
# Controls but tab and newline, lone surrogates and noncharacters: no database, XML or HTML takes them all.
_UNSTORABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
# By category a letter, a symbol or not yet assigned, and blank on every screen: fillers, the empty Braille
# cell, a notehead that is not drawn, and what Unicode has set aside to be ignored.
_BLANK = re.compile(
    "[\u115f\u1160\u2065\u2800\u3164\uffa0\ufff0-\ufff8\ufffc\U00013441\U00013442\U0001d159\U000e0000-\U000e0fff]"
)
# Separators, controls, formats, private use and marks: nothing without a letter beside them.
_UNSEEN_CATEGORIES = frozenset(["Zs", "Zl", "Zp", "Cc", "Cf", "Co", "Cs", "Mn", "Mc", "Me"])
# They show letters in another order than they are read. No language needs them; all others of their kind
# end with the paragraph, and Hebrew and Arabic texts use those.
_OVERRIDES = re.compile("[\u202d\u202e]")
# What would reach beyond a text within a line (marks, embeddings and isolates of direction) or makes two
# names look alike. Not the joiners, which Persian and emoji are written with.
_ASTRAY = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0001]"
)


def storable(text: str) -> str:
    """`text` without what no database or XML document can hold, and with newlines as "\\n"."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_blank(text: str) -> bool:
    """Nothing in `text` can be seen, whether typed or named as in HTML ("&#x3164;")."""
    return all(unicodedata.category(c) in _UNSEEN_CATEGORIES or _BLANK.match(c) for c in html.unescape(text))


def upright(text: str) -> str:
    """`text` without what shows its letters in another order."""
    return _OVERRIDES.sub("", text)


def one_line(text: str) -> str:
    """`text` in one line, with nothing in it that turns or hides what stands beside it."""
    return " ".join(_ASTRAY.sub("", text).split())


def lines_in(text: str) -> list[str]:
    """The lines in which something can be seen, each as `one_line` has it."""
    return [one_line(line) for line in text.split("\n") if not is_blank(line)]


class TextField(forms.CharField):
    """Text of any length. What nobody could see is empty; what no database holds is dropped."""

    default_error_messages = {
        "max_length": "This has %(show_value)d characters; it may have %(limit_value)d.",
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength in a box of many lines: a browser cuts the end off a paste, and says nothing."""
        attrs = super().widget_attrs(widget)
        if isinstance(widget, forms.Textarea):
            attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> str:
        text = super().to_python(upright(storable(str(value or "")))) or ""
        return "" if is_blank(text) else text


class LineField(TextField):
    """A name, a title, a caption: one line."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value))
