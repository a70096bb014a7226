"""A passage as a reader hands it in: chosen on the page, or copied into a field. Pure functions.

What is copied has the essay's words as they looked: broken into lines, with other quotation marks, with the
citations that stood among them in this reader's style.
"""

from __future__ import annotations

import re

from .likeness import Likeness, alike
from .selectors import Place, Sought, find, nearest

_SPACE = re.compile(r"\s+")
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
# One character for one, so that places stay.
_PLAIN = str.maketrans("“”„‟«»″‘’‚‛‹›′`´‐‑–—−", '"""""""' + "''''''''" + "'" + "-----")


def handed_in(essay: Likeness, sought: Sought) -> Place | None:
    """Where these words stand in the essay, None where they do not. Never raises.

    They need no words around them to be believed: whoever copies two words means those.
    """
    words = _SPACE.sub(" ", sought.exact).strip()
    if not words:
        return None
    asked = sought._replace(exact=words)
    if place := find(essay, asked) or nearest(essay.text, words, asked):
        return place
    plain = Likeness(_plain(essay.text))
    for tried in (_plain(words), _BRACKETS.sub("", _plain(words)).strip()):
        if tried and (place := nearest(plain.text, tried, asked)):
            return place
    close = alike(essay, words)
    return Place(*close) if close else None


def _plain(text: str) -> str:
    return text.translate(_PLAIN).lower() if len(text.lower()) == len(text) else text.translate(_PLAIN)
