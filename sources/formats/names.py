"""Names of people and organisations as CSL-JSON has them, and as the formats write them. Pure functions.

CSL: `family`, `given`, `suffix`, `non-dropping-particle`, `dropping-particle`, or `literal` for what is not
to be taken apart. BibTeX's rules are those of Oren Patashnik's "BibTeXing", section 4: "von Last, Jr, First".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from nameparser import HumanName

from ..checks.vocabulary import ORGANISATIONS, PARTICLES, folded
from . import tex, texts

Name = dict[str, Any]

MAX_NAMES = 200
MAX_PART = 300
PARTS = ("family", "given", "suffix", "non-dropping-particle", "dropping-particle", "literal")
FLAGS = ("comma-suffix", "static-ordering", "parse-names")
_AND = re.compile(r"\s+(?i:and)\s+")
_COMMA = re.compile(r",")
_BARS = re.compile(r"\|{2,}")
_SPACE = re.compile(r"[\s~]+")
_LIST = re.compile(r"\s*(?:;|,? (?:and|und|et|и) |\s?&\s?)\s*")
_ET_AL = re.compile(r"(?i),?\s*(?:et al\.?|and others|others|и др\.?)$")


def clean(value: object) -> list[Name]:
    """The names of one CSL variable in their one shape; whatever is no name is left out."""
    if isinstance(value, str):
        value = [{"literal": value}]
    if isinstance(value, Mapping):
        value = [value]
    names = [_clean(name) for name in value[:MAX_NAMES]] if isinstance(value, list) else []
    return [name for name in names if name]


def from_bibtex(source: str) -> tuple[list[Name], frozenset[str]]:
    """The names of a BibTeX field, and what in it was not understood, "and others" among it."""
    unknown: set[str] = set()
    names = []
    for one in tex.split(source, _AND)[:MAX_NAMES]:
        if one.lower() == "others":
            unknown.add("and others")
        elif one:
            names.append(_from_bibtex(one, unknown))
    return clean(names), frozenset(unknown)


def from_inverted(text: str) -> Name:
    """One name as RIS writes it: "Family, Given, Suffix"; without a comma it is one whole."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 or _is_institution(parts[0]):
        return {"literal": text.strip()}
    name = _with_particles(parts[0]) | {"given": parts[1], "suffix": ", ".join(parts[2:])}
    return {part: value for part, value in name.items() if value}


def from_extra(text: str) -> Name:
    """One name as Zotero's Extra has it: "Family || Given", or one whole."""
    family, bars, given = text.partition("||")
    return from_inverted(f"{family.strip()}, {given.strip()}") if bars else {"literal": text.strip()}


def from_line(text: str) -> list[Name]:
    """The people and organisations that a phrase names: "Gregory L. Freeze and the Central Committee"."""
    text = _ET_AL.sub("", text.strip())
    whole = [piece for piece in _LIST.split(text) if piece]
    several = [
        piece
        for part in whole
        for piece in (_without_commas(part) if len(part.split(",")) > 2 or len(whole) > 1 else [part])
    ]
    return clean([_from_words(piece) for piece in several[:MAX_NAMES]])


def inverted(name: Mapping[str, Any]) -> str:
    """ "Family, Given, Suffix"; a family name alone keeps a comma, which tells it from an organisation."""
    if literal := name.get("literal"):
        return str(literal)
    parts = [family(name), name.get("given", ""), name.get("suffix", "")]
    return ", ".join(parts).rstrip(", ") + ("" if parts[1] or parts[2] else ",")


def as_extra(name: Mapping[str, Any]) -> str:
    """As Zotero's Extra has it; two bars mean something there, and one in their place nothing."""
    written = _BARS.sub("|", inverted(name))
    return written if name.get("literal") else " || ".join(written.split(", ", 1)).rstrip(",")


def as_bibtex(name: Mapping[str, Any]) -> str:
    """The name as TeX, with the suffix in the middle, and an organisation in braces."""
    if literal := name.get("literal"):
        return f"{{{tex.encode(literal)}}}"
    parts = [family(name), name.get("suffix", ""), name.get("given", "")]
    if not parts[1]:
        del parts[1]
    return (
        ", ".join(_protected(tex.encode(part)) for part in parts).strip()
        if parts[-1]
        else f"{_protected(tex.encode(parts[0]))},"
    )


def family(name: Mapping[str, Any]) -> str:
    """The family name with its particles before it."""
    parts = (name.get(part, "") for part in ("dropping-particle", "non-dropping-particle", "family"))
    return " ".join(part for part in parts if part)


def given(name: Mapping[str, Any]) -> str:
    """The given name with the suffix behind it: "Martin Luther, Jr."."""
    return ", ".join(part for part in (name.get("given", ""), name.get("suffix", "")) if part)


def shown(name: Mapping[str, Any]) -> str:
    """The name in the order in which one says it."""
    return str(name.get("literal") or "") or " ".join(
        part for part in (name.get("given", ""), family(name), name.get("suffix", "")) if part
    )


def normal(name: Mapping[str, Any]) -> Name:
    """For comparison: a particle that stands in the family name or in the field of its own is the same."""
    if name.get("literal") or name.get("non-dropping-particle"):
        return dict(name)
    return dict(name) | _with_particles(name.get("family", ""))


def is_organisation(text: str) -> bool:
    return bool(ORGANISATIONS.intersection(folded(re.sub(r"[^\w\s]", " ", text))))


def _clean(name: object) -> Name:
    if isinstance(name, str):
        name = {"literal": name}
    if not isinstance(name, Mapping):
        return {}
    values = ((part, name.get(part)) for part in PARTS)
    kept: Name = {
        part: text
        for part, value in values
        if isinstance(value, str) and (text := texts.plain(value, MAX_PART))
    }
    if "family" not in kept:
        whole = kept.get("literal") or kept.get("given") or ""
        return {"literal": whole} if whole else {}
    kept.pop("literal", None)
    return kept | {flag: True for flag in FLAGS if name.get(flag) in (True, 1, "true", "1")}


def _with_particles(text: str) -> Name:
    """A family name whose first small words are its particles: "van der Linden"."""
    words = text.split()
    small = 0
    while small < len(words) - 1 and words[small][0].islower():
        small += 1
    name = {"family": " ".join(words[small:]), "non-dropping-particle": " ".join(words[:small])}
    return {part: value for part, value in name.items() if value}


def _is_institution(lead: str) -> bool:
    """Whether what stands before a comma is an organisation's: "University of California, Berkeley"."""
    return len(lead.split()) > 1 and is_organisation(lead)


def _from_bibtex(source: str, unknown: set[str]) -> Name:
    def text(part: str) -> str:
        decoded, commands = tex.decode(part)
        unknown.update(commands)
        return texts.plain(decoded, MAX_PART)

    if tex.unwrapped(source) != source:
        return {"literal": text(source)}
    parts = tex.split(source, _COMMA)
    if is_organisation(text(source)) and (len(parts) == 1 or _is_institution(text(parts[0]))):
        return {"literal": text(source)}
    if len(parts) == 1:
        return _in_order([text(word) for word in tex.split(source, _SPACE) if word])
    name = _with_particles(text(parts[0])) | {"given": text(parts[-1])}
    return name | ({"suffix": text(", ".join(parts[1:-1]))} if len(parts) > 2 else {})


def _in_order(words: list[str]) -> Name:
    """First von Last."""
    words = [word for word in words if word]
    small = [place for place, word in enumerate(words[:-1]) if word[0].islower()]
    start, end = (small[0], small[-1] + 1) if small else (len(words) - 1, len(words) - 1)
    return {
        "given": " ".join(words[:start]),
        "non-dropping-particle": " ".join(words[start:end]),
        "family": " ".join(words[end:]),
    }


def _protected(source: str) -> str:
    """In braces where the text would be read as several names or parts."""
    if not source or re.search(r",|\s(?i:and)\s|^(?i:and|others)$|^(?i:and)\s|\s(?i:and)$", source):
        return f"{{{source}}}"
    return source


def _without_commas(text: str) -> Iterable[str]:
    """ "A B, C D" are two people, "B, A" is one."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    return pieces if len(pieces) > 1 and all(len(piece.split()) > 1 for piece in pieces) else [text]


def _from_words(text: str) -> Name:
    text = re.sub(r"^(?i:the)\s+", "", text.strip())
    if is_organisation(text) or len(text.split()) > 6 or not text:
        return {"literal": text}
    if "," in text and not re.search(r"(?i),\s*(?:jr|sr|[ivx]+|ph\.?\s?d)\b", text):
        return from_inverted(text)
    person = HumanName(text)
    words = person.last.split()
    small = 0
    while small < len(words) - 1 and words[small].casefold() in PARTICLES | {"der", "den", "dos", "da"}:
        small += 1
    return {
        "family": " ".join(words[small:]) or text,
        "non-dropping-particle": " ".join(words[:small]),
        "given": f"{person.first} {person.middle}".strip() if words else "",
        "suffix": person.suffix,
    }
