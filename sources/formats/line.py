"""A reference typed as one line, taken apart as far as its form says. Pure functions.

What comes out is offered for confirmation and never saved unseen: the parts are shown, and whatever was not
understood stands in `left`. Known forms: "Title by Author; edited by Editor", and the entries of
bibliographies and notes: "Family, Given. Title. Place: Publisher, Year." "Family, G. (Year). Title.
Publisher." "Given Family, Title (Place: Publisher, Year), 12."
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import dates, identifiers, items, names, texts

MAX_LENGTH = 1_000
_URL = re.compile(r"(?:https?://|www\.)[^\s<>“”\"]{3,500}")
_DOI = re.compile(r"(?i)(?:\bdoi:?\s*)?\b(10\.\d{4,9}/[^\s\"<>]{1,200})")
_ISBN = re.compile(r"(?i)\bISBN(?:-1[03])?:?\s*([\dX -]{10,17})")
_ROLE = re.compile(
    r"[;,.]?\s*\b(?:(?P<editor>(?:edited|ed\.|eds\.) by|под ред\.|hrsg\. von|éd\. par)|"
    r"(?P<translator>(?:translated|trans\.|tr\.) by|пер\.|übers\. von|trad\. par))\s+",
    re.IGNORECASE,
)
_BY = re.compile(r"[,.]?\s+\b(?:by|von|par|автор)\s+(?=[^\W\d_]|the )")
_NAMES = re.compile(r"(?:the |The )?[^\W\d_][^\d:;“”\"?!]{1,150}")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{2,400})[”\"»“]")
_YEAR = r"(?:c\. ?|ca\. ?)?(?:\[)?[12]\d{3}(?:\])?(?:[–-]\d{2,4})?|n\.d\.|б\. ?г\."
_APA = re.compile(rf"(?P<who>[^()]{{3,200}}?)\s*\((?P<year>{_YEAR})[^()]{{0,20}}\)\.?,?\s+(?P<rest>.+)")
_NOTE = re.compile(
    rf"(?P<rest>.+?)\s*\((?:(?P<place>[^():,]{{2,60}}):\s*)?(?:(?P<publisher>[^():]{{2,100}}),\s*)?(?P<year>{_YEAR})\)"
    r"(?:,\s*(?P<page>[\d–-]{1,20}))?"
)
_IMPRINT = re.compile(
    rf"(?P<rest>.+?)[.,]\s+(?:(?P<place>[^.:,\d]{{2,60}}):\s+)?(?P<publisher>[^.:\d]{{2,100}}),\s+(?P<year>{_YEAR})"
)
_APPEARED_IN = re.compile(
    r"(?P<name>[^\d]{3,200}?),?\s+(?:vol\. ?)?(?P<volume>\d{1,4})(?:(?:, ?no\. ?|\()(?P<issue>\d{1,4})\)?)?"
    r"(?:,? \([^()\d]*(?P<year>\d{4})\))?(?:[:,] ?(?:pp?\. ?)?(?P<page>\d[\d–-]{0,15}))?(?P<rest>.*)"
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+,?")
_LEADING = re.compile(
    r"(?P<who>(?:[^\W\d_a-z][\w.’'-]*\s){1,3}[^\W\d_a-z][\w’'-]+), (?P<rest>[“\"«]?[^\W\d_a-z].+)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """The item that a line seems to name, and the words that found no place in it."""

    item: dict[str, Any]
    left: str = ""

    @property
    def is_parsed(self) -> bool:
        """Whether there is more to confirm than a title."""
        return len(self.item) > 3


def is_bare(item: Mapping[str, Any]) -> bool:
    """Nothing is known of the work but a line."""
    return item.get("type", "document") == "document" and set(item) <= {"id", "type", "title", "custom"}


def understood(item: Mapping[str, Any]) -> dict[str, Any]:
    """`item`, a bare line as far as it can be read: to compare and to show, never to be stored unseen."""
    if not is_bare(item):
        return dict(item)
    parsed = parse(str(item.get("title") or ""))
    return {**item, **parsed.item, "id": item.get("id", "")} if parsed.is_parsed else dict(item)


def parse(text: str) -> Line:
    """The item for one line; at worst a document whose title is the line."""
    text = texts.plain(text, MAX_LENGTH)
    raw: dict[str, Any] = {"type": "document"}
    rest = _identifiers(text, raw)
    rest = _roles(rest, raw)
    rest = _by(rest, raw) if " by " in rest or not _imprint_like(rest) else rest
    if "author" not in raw:
        rest = _styled(rest, raw)
    title, left = _title(rest, raw)
    # A page after a note is what one reader cites, and no part of the work.
    if (match := _NOTE.fullmatch(text.strip(" ."))) and match["page"]:
        left = f"{left} {match['page']}".strip()
    raw["title"] = title or text
    raw["type"] = _type(raw)
    item = items.clean(raw).item
    return Line(item if item.get("title") else {"id": "", "type": "document", "title": text or "?"}, left)


def _identifiers(text: str, raw: dict[str, Any]) -> str:
    """Takes addresses and numbers out of the line."""
    if match := _ISBN.search(text):
        raw["ISBN"] = match[1].strip()
        text = text.replace(match[0], " ")
    if match := _DOI.search(text):
        raw["DOI"] = identifiers.doi(match[1].rstrip(".,;)"))
    if match := _URL.search(text):
        address = match[0].rstrip(".,;)")
        if "doi.org/" not in address:
            raw["URL"] = address
        text = text.replace(address, " ")
    elif "DOI" in raw:
        text = _DOI.sub(" ", text, count=1)
    return " ".join(text.split()).strip(" ;,")


def _roles(text: str, raw: dict[str, Any]) -> str:
    """ "; edited by Joseph Stalin" at the end, or up to the next stop."""
    while match := _ROLE.search(text):
        phrase = re.match(r"(?:[^.,;:()]|(?<=\b\w)\.){2,150}", text[match.end() :])
        role = "editor" if match["editor"] else "translator"
        if not phrase or role in raw:
            break
        raw[role] = names.from_line(phrase[0])
        text = f"{text[: match.start()]}{text[match.end() + phrase.end() :]}".strip()
    return text


def _by(text: str, raw: dict[str, Any]) -> str:
    """ "Title by Author": the last "by" that is followed by what can be names, to the line's end."""
    for match in reversed(list(_BY.finditer(text))):
        who = text[match.end() :].strip(" .")
        who, year = (
            (found[1], found[2]) if (found := re.fullmatch(rf"(.+?),?\s*\(?({_YEAR})\)?", who)) else (who, "")
        )
        if _NAMES.fullmatch(who) and len(who.split()) <= 16 and _is_name(who) and (len(who) > 3):
            raw["author"] = names.from_line(who)
            if year:
                raw["issued"] = dates.from_text(year.strip("[]"))
            return text[: match.start()].strip(" ,;")
    return text


def _is_name(words: str) -> bool:
    """Names have capitals: most words of the phrase, or an organisation's."""
    if re.match(r"(?i)an? ", words):
        return False
    found = [
        word
        for word in words.split()
        if word.lower() not in ("and", "the", "of", "&", "van", "der", "von", "de", "und", "et", "и")
    ]
    return bool(found) and sum(word[0].isupper() for word in found) * 2 > len(found)


def _imprint_like(text: str) -> bool:
    return bool(re.search(rf"[(:,]\s*(?:{_YEAR})", text))


def _styled(text: str, raw: dict[str, Any]) -> str:
    """The forms of bibliographies and notes; the author stands first."""
    text = text.strip(" .")
    if match := _APA.fullmatch(text):
        raw["author"] = names.from_line(
            match["who"].rstrip(" .,") if "," not in match["who"] else match["who"].strip()
        )
        raw["issued"] = dates.from_text(match["year"].strip("[]"))
        return _publisher(match["rest"], raw)
    for pattern in (_NOTE, _IMPRINT):
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            raw["issued"] = dates.from_text((parts.get("year") or "").strip("[]"))
            raw |= {"publisher-place": parts.get("place"), "publisher": parts.get("publisher")}
            text = match["rest"].strip(" .,")
            break
    if words := _inverted(text.split()):
        who = text.split()[:words]
        ended = " ".join(who) if _INITIAL.fullmatch(who[-1]) else " ".join(who).rstrip(".,")
        raw["author"] = names.from_line(ended)
        return " ".join(text.split()[words:])
    if (match := _LEADING.fullmatch(text)) and _is_name(match["who"]):
        raw["author"] = names.from_line(match["who"])
        return match["rest"]
    return text


def _inverted(words: list[str]) -> int:
    """How many words the names take in "Tucker, Robert C. Title": up to a stop that is not an initial's."""
    comma = next((place for place, word in enumerate(words[:3]) if word.endswith(",")), len(words))
    if "." in "".join(words[: comma + 1]):
        return 0
    after_initial = False
    for place, word in enumerate(words[comma + 1 : comma + 16], comma + 1):
        if word[0] in '“"«' or (after_initial and word[0].isupper() and word[-1] not in ".,"):
            return place if place > comma + 1 else 0
        after_initial = bool(_INITIAL.fullmatch(word))
        if not word[0].isupper() and word not in ("and", "&", "und", "et", "и"):
            return 0
        if word.endswith(".") and not after_initial:
            return place + 1 if place + 1 < len(words) else 0
    return 0


def _publisher(text: str, raw: dict[str, Any]) -> str:
    """ "Title. Publisher" or "Title. Journal, 84(2), 347–366" """
    title, stop, last = text.rpartition(". ")
    if not stop or _QUOTED.search(last):
        return text
    if (match := _APPEARED_IN.fullmatch(last)) and not match["rest"].strip(" ."):
        _appeared_in(match, raw)
        return title
    if len(last.split()) > 6:
        return text
    raw["publisher"] = last
    return title


def _appeared_in(match: re.Match[str], raw: dict[str, Any]) -> None:
    raw["container-title"] = match["name"].strip(" ,")
    raw |= {part: match[part] for part in ("volume", "issue", "page") if match[part]}
    if match["year"]:
        raw.setdefault("issued", dates.from_text(match["year"]))


def _title(text: str, raw: dict[str, Any]) -> tuple[str, str]:
    """The title, and what is left: a quoted title is a part of what is named after it."""
    text = text.strip(" ,;")
    match = _QUOTED.match(text)
    if not match:
        return text.strip('“”"«»') if text.count("“") + text.count('"') != 1 else text, ""
    container = text[match.end() :].strip(" .,")
    container = re.sub(r"^(?i:in:?)\s+", "", container)
    if found := _APPEARED_IN.fullmatch(container):
        _appeared_in(found, raw)
        return match[1].strip(" .,"), found["rest"].strip(" .,:")
    if container:
        raw["container-title"] = container
    return match[1].strip(" .,"), ""


def _type(raw: dict[str, Any]) -> str:
    if raw.get("volume"):
        return "article-journal"
    if raw.get("container-title"):
        return "webpage" if raw.get("URL") else "chapter"
    if raw.get("URL") and not raw.get("publisher"):
        return "webpage"
    return (
        "book"
        if any(raw.get(variable) for variable in ("author", "editor", "publisher", "ISBN"))
        else "document"
    )
