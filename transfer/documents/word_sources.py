"""Word's list of sources (ECMA-376 part 1, 22.6 "Bibliography") as CSL-JSON. Pure functions."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from .refusing import MAX_WORKS

# Not isdigit(), which is true of "²" too.
_YEAR, _SHORT = re.compile(r"-?[0-9]{1,5}"), re.compile(r"[0-9]{1,2}")
_TYPES = {
    "Book": "book", "BookSection": "chapter", "JournalArticle": "article-journal", "Report": "report",
    "ArticleInAPeriodical": "article-magazine", "ConferenceProceedings": "paper-conference",
    "InternetSite": "webpage", "DocumentFromInternetSite": "webpage", "ElectronicSource": "document",
    "Art": "graphic", "SoundRecording": "song", "Performance": "performance", "Film": "motion_picture",
    "Interview": "interview", "Patent": "patent", "Case": "legal_case", "Misc": "document",
}  # fmt: skip
_TEXTS = {
    "Title": "title", "ShortTitle": "title-short", "Publisher": "publisher", "City": "publisher-place",
    "Volume": "volume", "Issue": "issue", "Pages": "page", "Edition": "edition", "URL": "URL", "DOI": "DOI",
    "JournalName": "container-title", "BookTitle": "container-title", "ConferenceName": "container-title",
    "PeriodicalTitle": "container-title", "InternetSiteTitle": "container-title", "Medium": "medium",
    "Institution": "publisher", "NumberVolumes": "number-of-volumes", "Comments": "note",
}  # fmt: skip
_ROLES = {
    "Author": "author", "Editor": "editor", "Translator": "translator", "Director": "director",
    "Interviewer": "interviewer", "Interviewee": "author", "BookAuthor": "container-author",
    "Artist": "author", "Composer": "composer", "Performer": "performer", "Inventor": "author",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def works(root: etree._Element) -> dict[str, dict[str, Any]]:
    """The works of a b:Sources element by their tags, without those that have no title."""
    found = {}
    for element in list(root)[:MAX_WORKS]:
        fields = {etree.QName(child).localname: child for child in element}
        tag = _text(fields.get("Tag"))
        item = _item(fields)
        if tag and item.get("title"):
            found[tag] = item
    return found


def _item(fields: dict[str, etree._Element]) -> dict[str, Any]:
    item: dict[str, Any] = {"type": _TYPES.get(_text(fields.get("SourceType")), "document")}
    for name, variable in _TEXTS.items():
        if text := _text(fields.get(name)):
            item.setdefault(variable, text)
    if not item.get("title") and item.get("container-title"):
        item["title"] = item.pop("container-title")
    item |= _people(fields.get("Author"))
    if issued := _date(fields, ""):
        item["issued"] = issued
    if accessed := _date(fields, "Accessed"):
        item["accessed"] = accessed
    return item


def _people(authors: etree._Element | None) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for element in [] if authors is None else authors:
        role = _ROLES.get(etree.QName(element).localname)
        if not role:
            continue
        for part in element.iter():
            name = etree.QName(part).localname
            if name == "Corporate" and _text(part):
                found.setdefault(role, []).append({"literal": _text(part)})
            elif name == "Person":
                parts = {etree.QName(child).localname: _text(child) for child in part}
                given = " ".join(filter(None, (parts.get("First", ""), parts.get("Middle", ""))))
                person = {"family": parts.get("Last", ""), "given": given}
                if kept := {key: value for key, value in person.items() if value}:
                    found.setdefault(role, []).append(kept)
    return found


def _date(fields: dict[str, etree._Element], suffix: str) -> dict[str, Any]:
    year, month, day = (_text(fields.get(f"{name}{suffix}")) for name in ("Year", "Month", "Day"))
    if not _YEAR.fullmatch(year):
        return {"literal": year} if year else {}
    numbers = [int(year)]
    if number := _month(month):
        numbers.append(number)
        if _SHORT.fullmatch(day) and 1 <= int(day) <= 31:
            numbers.append(int(day))
    return {"date-parts": [numbers]}


def _month(text: str) -> int:
    if _SHORT.fullmatch(text):
        return int(text) if 1 <= int(text) <= 12 else 0
    name = text[:3].lower()
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(element.itertext()).split())[:1_000] if element is not None else ""
