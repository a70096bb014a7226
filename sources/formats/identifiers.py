"""DOI, ISBN and ISSN: out of their wrappings, and whether form and check digit are right. Pure functions.

ISBN and ISSN are checked by python-stdnum, offline; a DOI has a form (ISO 26324) and no check digit.
"""

from __future__ import annotations

import re

from stdnum import isbn, issn
from stdnum.exceptions import ValidationError

MAX_LENGTH = 200
_DOI_LEAD = re.compile(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)+")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_LABEL = re.compile(r"(?i)^(?:e-?|p-?)?IS[BS]N(?:-1[03])?:?\s*")
_ISBN_LIKE = re.compile(r"[\dXx][\dXx -]{8,16}")


def doi(text: str) -> str:
    """The DOI without "doi:" and the resolver's address."""
    return _DOI_LEAD.sub("", text.strip())[:MAX_LENGTH]


def number(text: str) -> str:
    """An ISBN or ISSN as typed, without its label."""
    return _LABEL.sub("", text.strip())[:MAX_LENGTH].strip()


def is_doi(text: str) -> bool:
    return bool(_DOI.fullmatch(text))


def is_isbn(text: str) -> bool:
    """Whether every number in the field is an ISBN; several may stand in it, as catalogues write them."""
    found = [piece.strip() for piece in _ISBN_LIKE.findall(text)]
    return bool(found) and all(_valid(isbn, piece) for piece in found)


def is_issn(text: str) -> bool:
    found = re.findall(r"[\dXx]{4}-?[\dXx]{4}", text)
    return bool(found) and all(_valid(issn, piece) for piece in found)


def looks_like_issn(text: str) -> bool:
    """Eight characters make an ISSN and no ISBN, in the one field that RIS has for both."""
    return bool(re.fullmatch(r"\d{4}-?\d{3}[\dXx]", number(text)))


def problem_with(variable: str, value: str) -> str:
    """What to tell about an identifier that cannot be right; it is kept as typed."""
    if variable == "DOI" and not is_doi(value):
        return f"“{value[:60]}” has not the form of a DOI; check it"
    if variable == "ISBN" and not is_isbn(value):
        return f"“{value[:60]}” is no valid ISBN; check it"
    if variable == "ISSN" and not is_issn(value):
        return f"“{value[:60]}” is no valid ISSN; check it"
    return ""


def normalised(variable: str, value: str) -> str:
    """For comparison: a DOI in lower case, numbers bare and ISBNs in their long form."""
    if variable == "DOI":
        return doi(value).lower()
    bare = re.sub(r"[^\dX]", "", value.upper())
    if variable == "ISBN" and _valid(isbn, bare):
        return str(isbn.to_isbn13(isbn.compact(bare))).replace("-", "")
    return bare


def _valid(module: object, text: str) -> bool:
    try:
        module.validate(text)  # type: ignore[attr-defined]
    except ValidationError:
        return False
    return True
