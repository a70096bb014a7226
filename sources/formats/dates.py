"""Dates between CSL-JSON, EDTF and what people type. Pure functions.

EDTF is ISO 8601-2 as the Library of Congress states it (https://www.loc.gov/standards/datetime/), levels 0
and 1 as far as CSL can hold them; the rest stays as typed, as CSL's `literal`. A CSL date is
`{"date-parts": [[year, month, day], …], "circa": true, "season": 1-4, "literal": text}`. The library `edtf`
reads the whole standard, at 50 ms a date: a library of 5,000 works would take four minutes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from . import texts

Date = dict[str, Any]

MAX_YEAR = 9_999
MAX_LITERAL = 200
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# Read too: Russian in the cases that dates take, and what no first letters cover.
_MONTHS_ALSO = (
    "января январь", "февраля февраль", "марта март", "апреля апрель", "мая май", "июня июнь", "июля июль",
    "августа август", "сентября сентябрь sept", "октября октябрь", "ноября ноябрь", "декабря декабрь",
)  # fmt: skip
_SEASON_NAMES = ("Spring", "Summer", "Autumn", "Winter")
_LONG_MONTHS = frozenset({1, 3, 5, 7, 8, 10, 12})
_EDTF = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.+Z-]{0,20})?([?~%]?)", re.ASCII)
_SLASHED = re.compile(r"(\d{1,4})/(\d{1,2})?(?:/(\d{1,2})?)?/?", re.ASCII)
_LOOSE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_YEAR = re.compile(r"(-?\d{1,4})", re.ASCII)
_YEARS = re.compile(r"(\d{4})\s?(?:[–—/]|--?)\s?(\d{4})", re.ASCII)
_CIRCA = re.compile(r"(?:c\.|ca\.?|circa|around|около|ок\.)\s*(.+)", re.IGNORECASE)
_SEASON = re.compile(r"(spring|summer|autumn|fall|winter),? (\d{4})", re.ASCII | re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? )?(?P<month>[^\W\d_]{3,9})\.?,? (?P<year>\d{4})"
)
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d_]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})")
_RUSSIAN_TAIL = re.compile(r"\s*(?:г\.?|года?)$")
_INTEGER = re.compile(r"\s*-?\d{1,6}\s*", re.ASCII)


def from_edtf(text: str) -> Date | None:
    """The date that an EDTF expression names; None for another text and for what CSL cannot hold."""
    halves = text.strip().split("/")
    if len(halves) > 2:
        return None
    found = [_from_half(half.strip()) for half in halves]
    if not all(found):
        return None
    parts, seasons, circas = zip(*(half for half in found if half), strict=True)
    if len(parts) == 2 and any(seasons):
        return None
    date: Date = {"date-parts": [list(part) for part in parts]}
    if any(circas):
        date["circa"] = True
    return date | {"season": seasons[0]} if seasons[0] else date


def from_text(text: str) -> Date | None:
    """A date that was typed: EDTF, 2009/4/23, "c. 1937", "1936–1938", "Spring 1931", "2 March 1930" or
    "March 2, 1930", in English or Russian; else as it stands."""
    text = texts.plain(text, MAX_LITERAL)
    if not text:
        return None
    if date := from_edtf(text):
        return date
    if (match := _CIRCA.fullmatch(text)) and (date := from_text(match[1])) and "date-parts" in date:
        return date | {"circa": True}
    if date := season_of_year(text):
        return date
    if match := _YEARS.fullmatch(text):
        return {"date-parts": [[int(match[1])], [int(match[2])]]}
    for pattern in (_YEAR, _SLASHED, _LOOSE):
        match = pattern.fullmatch(text)
        typed = [group for group in match.groups() if group] if match else []
        parts = _checked(typed)
        if parts and len(parts) == len(typed) and max([0, *parts[1:2]]) <= 12:
            return {"date-parts": [parts]}
    parts = _in_words(_RUSSIAN_TAIL.sub("", text))
    return {"date-parts": [parts]} if parts else {"literal": text}


def season_of_year(text: str) -> Date | None:
    """The date that "Spring 1931" names; None for another text."""
    match = _SEASON.fullmatch(text)
    return {"date-parts": [[int(match[2])]], "season": SEASONS[match[1].lower()]} if match else None


def _in_words(text: str) -> list[int]:
    """Year, month and day of "2 March 1930", "March 1930", "March 2, 1930"; nothing for other words."""
    match = _MONTH_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if not match or not (month := _month(match["month"].lower())):
        return []
    typed = [match["year"], str(month), *([match["day"]] if match["day"] else [])]
    parts = _checked(typed)
    return parts if len(parts) == len(typed) else []


def _month(word: str) -> int:
    """The number of a month by its name, whole or cut after three letters or more; else 0."""
    for number, (name, forms) in enumerate(zip(_MONTH_NAMES, _MONTHS_ALSO, strict=True), 1):
        cut = len(word) >= 3 and name.lower().startswith(word)
        if cut or word in forms.split():
            return number
    return 0


def to_edtf(date: Mapping[str, Any]) -> str:
    """The EDTF expression of a clean date; empty for one that is only a literal."""
    halves = [_to_half(parts) for parts in date.get("date-parts", [])]
    if not halves:
        return ""
    if season := date.get("season"):
        halves = [f"{halves[0]}-{20 + season}"]
    return "/".join(half + ("~" if date.get("circa") else "") for half in halves)


def written(date: Mapping[str, Any]) -> str:
    """EDTF, or the literal: what `from_text` reads again."""
    return to_edtf(date) or str(date.get("literal", ""))


def said(date: Mapping[str, Any]) -> str:
    """The date as one writes it ("2 March 1930") where `from_text` reads it again; else as `written`."""
    halves = date.get("date-parts", [])
    circa, season = bool(date.get("circa")), date.get("season")
    words = [_said_half(half) for half in halves]
    if season and words:
        words = [f"{_SEASON_NAMES[season - 1]} {words[0]}"]
    text = ("c. " if circa else "") + "–".join(words)
    return text if words and from_text(text) == date else written(date)


def _said_half(parts: list[int]) -> str:
    year, month, day = [*parts, 0, 0][:3]
    return " ".join(
        filter(None, [str(day or ""), _MONTH_NAMES[month - 1] if 0 < month <= 12 else "", str(year)])
    )


def clean(value: object) -> Date | None:
    """A date of CSL-JSON in its one shape, with integers; None where nothing of it can be kept."""
    if isinstance(value, int | str) and not isinstance(value, bool):
        return from_text(str(value)[: 4 * MAX_LITERAL])
    if not isinstance(value, Mapping):
        return None
    literal = texts.plain(str(value["literal"]), MAX_LITERAL) if _is_text(value.get("literal")) else ""
    written_parts = value.get("date-parts")
    parts = [_checked(part) for part in written_parts[:2]] if isinstance(written_parts, list) else []
    if not parts or not parts[0]:
        for other in ("raw", "edtf"):
            if _is_text(value.get(other)) and (date := from_text(str(value[other]))):
                return date
        season = value.get("season")
        literal = literal or (texts.plain(str(season), MAX_LITERAL) if _is_text(season) else "")
        return {"literal": literal} if literal else None
    date = {"date-parts": [part for part in parts if part]}
    if value.get("circa") not in (None, False, 0, "", "0", "false"):
        date["circa"] = True
    return _with_season(date, value.get("season")) | ({"literal": literal} if literal else {})


def year(date: object) -> int | None:
    """The first year of a clean date."""
    if isinstance(date, Mapping) and date.get("date-parts"):
        return int(date["date-parts"][0][0])
    return None


def _with_season(date: Date, season: object) -> Date:
    """The date with its season as a number; it has then a year and nothing else."""
    first = date["date-parts"][0]
    if len(first) == 2 and first[1] > 12:
        # Citeproc writes seasons as months from 13 or 21.
        season = first[1] - (12 if first[1] < 20 else 20)
    elif isinstance(season, str):
        season = SEASONS.get(season.strip().lower(), season.strip())
    for part in date["date-parts"]:
        if len(part) > 1 and part[1] > 12:
            del part[1:]
    if str(season) not in ("1", "2", "3", "4") or len(date["date-parts"]) > 1:
        return date
    return date | {"date-parts": [first[:1]], "season": int(str(season))}


def _is_text(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


def _checked(parts: object) -> list[int]:
    """Year, month and day as far as they are such."""
    numbers: list[int] = []
    for part in parts[:3] if isinstance(parts, list) else []:
        if (
            isinstance(part, bool)
            or not isinstance(part, int | str | float)
            or not _INTEGER.fullmatch(str(part))
        ):
            break
        number = int(part)
        if not _fits(numbers, number):
            break
        numbers.append(number)
    return numbers


def _fits(before: list[int], number: int) -> bool:
    if not before:
        return number != 0 and abs(number) <= MAX_YEAR
    if len(before) == 1:
        return 1 <= number <= 16 or 21 <= number <= 24
    return 1 <= number <= (31 if before[1] in _LONG_MONTHS else 29 if before[1] == 2 else 30)


def _from_half(text: str) -> tuple[list[int], int, bool] | None:
    match = _EDTF.fullmatch(text)
    if not match or match[1] == "-0000":
        return None
    first = int(match[1])
    # EDTF counts a year 0, the one before the common era's first; CSL does not.
    numbers = [first if first > 0 else first - 1, *(int(part) for part in match.groups()[1:3] if part)]
    circa = bool(match[4])
    if len(numbers) == 2 and 21 <= numbers[1] <= 24:
        return numbers[:1], numbers[1] - 20, circa
    checked = _checked(numbers)
    if len(checked) != len(numbers) or any(month > 12 for month in checked[1:2]):
        return None
    return checked, 0, circa


def _to_half(parts: list[int]) -> str:
    first = parts[0] if parts[0] > 0 else parts[0] + 1
    sign = "-" if first < 0 else ""
    return "-".join([f"{sign}{abs(first):04}", *(f"{part:02}" for part in parts[1:])])
