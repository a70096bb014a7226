"""A newspaper article that one reads in translation, in a digest of the press. Pure functions.

CSL has one container and one set of volume, issue and page. We give them to the newspaper, as its readers
would: type `article-newspaper`, the paper in `container-title`, its date in `issued`, its page in `page`.
The digest's own title, volume, number and pages stand in `medium`, as one phrase of a fixed form:

    translated in Current Digest of the Soviet Press, vol. 8, no. 24, pp. 3–10

All six styles of Chicago, MLA and APA print it as it stands (Harvard prints no medium), BibLaTeX and RIS
carry it (`howpublished`; a line of `M2`, which Zotero cites by), and the form takes it apart again. With the
digest in `collection-title`, Chicago would drop its volume and pages, and MLA would call them the paper's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = "translated in "
# A comma ends a volume and a number, and so none stands in them.
_PHRASE = re.compile(
    r"(?i:translated|trans\.|tr\.) in (?P<title>.+?)"
    r"(?:, vol\. (?P<volume>[^,]+))?(?:, no\. (?P<number>[^,]+))?(?:, pp?\. (?P<page>.+?))?\.?"
)
_SEVERAL = re.compile(r"\d\D+\d")


@dataclass(frozen=True, slots=True)
class Digest:
    """Where a translation was printed."""

    title: str = ""
    volume: str = ""
    number: str = ""
    page: str = ""

    def __bool__(self) -> bool:
        return any((self.title, self.volume, self.number, self.page))


def written(digest: Digest) -> str:
    """The phrase for CSL's `medium`; empty where nothing is known."""
    if not digest:
        return ""
    sign = "pp." if _SEVERAL.search(digest.page) else "p."
    volume, number = (part.replace(",", ";") for part in (digest.volume, digest.number))
    told = [
        f"{sign} {part}" for sign, part in (("vol.", volume), ("no.", number), (sign, digest.page)) if part
    ]
    return _LEAD + ", ".join([digest.title or "a digest of the press", *told])


def read(medium: str) -> Digest | None:
    """The digest that a phrase names; None for any other medium."""
    match = _PHRASE.fullmatch(medium.strip())
    return Digest(*(part or "" for part in match.groups())) if match else None
