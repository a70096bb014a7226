"""RIS, read and written as Zotero does it. Pure functions.

Reading puts the lines in order first, since rispy returns nothing, silently, for a file with a byte-order
mark or with "TY - " in place of "TY  - ", and loses a last record whose "ER  -" lacks its blank. Records are
told apart here, by their lines, and rispy takes each of them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import rispy

from . import dates, identifiers, names, ris_tables
from .collecting import Collector, prepared, within_limits
from .losses import writing
from .model import MAX_ENTRY_LENGTH, Reading, Writing
from .variables import ALL, DATES, LONG_TEXTS, NAMES, words

NOT_HELD = ris_tables.NOT_HELD
# Variables that stand in Extra as they are: Zotero's names of the rest are those of CSL in other case.
_BY_LOWER = {variable.lower(): variable for variable in ALL} | {"type": "type"}
_LINE = re.compile(r"[ \t]{0,8}([A-Z][A-Z0-9])[ \t\u00a0]{1,3}-(?:[ \t\u00a0](.*)|)", re.DOTALL)
_EXTRA = re.compile(r"([A-Za-z][A-Za-z _-]{1,40}):[ \t]+(\S.*)")
_PAGES = re.compile(r"([^\s–-]+)\s*[–-]+\s*([^\s–-]+)")
_DAY = re.compile(r"(\d{1,4}/\d{0,2}/\d{0,2}/)(.+)")
_ALL_TAGS = sorted(
    {*ris_tables.TEXTS, *ris_tables.NAMES, *ris_tables.SILENT} | words("PY Y1 DA Y2 SP EP SN KW M2 BT")
)
_PARSER = rispy.RisParser(
    mapping={tag: tag for tag in _ALL_TAGS} | {"UK": "UK"}, list_tags=_ALL_TAGS, delimiter_tags_mapping={}
)

Fields = dict[str, list[str]]


def read(text: str) -> Reading:
    """The items of a RIS file."""
    collector = Collector()
    for start, lines in _records(within_limits(text, collector), collector):
        if collector.is_full:
            collector.stop(start)
            break
        found = _PARSER.parse_lines(iter(lines))
        if len(found) != 1:
            collector.seen += 1
            collector.problem(start, "left out: the record cannot be taken apart")
            continue
        unknown = found[0].pop("UK", {})
        _add(found[0], start, list(unknown), collector)
    return collector.reading()


def write(items: Iterable[Mapping[str, Any]]) -> Writing:
    """The items as a file for Zotero and its like, lines ended as the specification says."""
    pairs = [(item, _written(item)) for item in prepared(items)]
    return writing(pairs, read, "\r\n".join(text for _, text in pairs))


def _records(text: str, collector: Collector) -> Iterator[tuple[int, list[str]]]:
    """The lines of each record in one spelling, from its TY to its ER, and the line it starts in."""
    record: list[str] = []
    start = length = 0
    stray = -1
    for number, written in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(written)
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", written.strip())
        if tag == "TY":
            if record:
                collector.problem(number, f"the record of line {start} has no end (ER)")
                yield start, [*record, "ER  - "]
            record, start, length = [f"TY  - {value}"], number, 0
        elif tag == "ER":
            if record:
                yield start, [*record, "ER  - "]
            record = []
        elif not record:
            if written.strip() and number != stray + 1:
                collector.problem(number, "what stands here belongs to no record (no TY before it)")
            stray = number
        elif length + len(written) > MAX_ENTRY_LENGTH:
            collector.problem(number, "left out: the record is too long")
            length = MAX_ENTRY_LENGTH + 1
        elif tag or value:
            length += len(written) + 1
            # A line without a tag goes on with the field before it.
            if tag:
                record.append(f"{tag}  - {value}")
            elif len(record) > 1:
                record[-1] += f" {value}"
    if record:
        collector.problem(start, "the record has no end (ER)")
        yield start, [*record, "ER  - "]


def _add(fields: Fields, line: int, unknown: list[str], collector: Collector) -> None:
    tag = str(fields.pop("TY")).strip().upper()  # the one field that rispy gives as a text
    repairs = (
        [] if tag in ris_tables.TYPE_OF_TAG else [f"“{tag[:20]}” is no type of RIS; it is a document now"]
    )
    meanings = ris_tables.meanings(tag)
    raw: dict[str, Any] = {
        "id": " ".join(fields.get("ID", [])),
        "type": ris_tables.TYPE_OF_TAG.get(tag, "document"),
    }
    dropped = unknown + [
        f"{kind} {fields[kind][0][:40]}" for kind in ("L1", "L2", "L3", "L4", "LK") if kind in fields
    ]
    for name, values in fields.items():
        variable = meanings.get(name)
        if variable in NAMES:
            raw.setdefault(variable, []).extend(names.from_inverted(value) for value in values)
        elif variable in LONG_TEXTS and variable:
            raw[variable] = " ".join(value for value in [raw.get(variable, ""), *values] if value)
        elif variable:
            given = [value for value in values if value]
            if given and variable not in raw:
                raw[variable] = given.pop(0)
            dropped += [f"{name} {value[:40]}" for value in given if value != raw.get(variable)]
    raw |= {variable: value for variable, value in _dates_and_numbers(fields, tag).items() if value}
    dropped += _read_extra(fields.get("M2", []), raw)
    collector.add(raw, line, dropped, repairs)


def _dates_and_numbers(fields: Fields, tag: str) -> dict[str, Any]:
    """What RIS spreads over several tags, or puts together in one."""
    first = {name: values[0] for name, values in fields.items()}
    pages = "–".join(first[name] for name in ("SP", "EP") if first.get(name))
    is_count = ris_tables.TYPE_OF_TAG.get(tag) == "book" and "EP" not in first and pages.isdigit()
    numbers = [identifiers.number(number) for number in fields.get("SN", []) if number]
    issued = [date for name in ("DA", "PY", "Y1") if (date := _day(first.get(name, "")))]
    # The fuller of the two dates, as long as they do not contradict each other.
    return {
        "number-of-pages" if is_count else "page": pages,
        "ISSN": ", ".join(number for number in numbers if identifiers.looks_like_issn(number)),
        "ISBN": ", ".join(number for number in numbers if not identifiers.looks_like_issn(number)),
        "keyword": ", ".join(word for word in fields.get("KW", []) if word),
        "issued": next((date for date in issued if "date-parts" in date), issued[0] if issued else None),
        "accessed": _day(first.get("Y2", "")),
    }


def _day(text: str) -> dates.Date | None:
    """ "2009/04/23/Thursday": what follows the third slash is dropped, but for a season."""
    match = _DAY.fullmatch(text.strip())
    date = dates.from_text(match[1] if match else text)
    if match and date and (season := dates.SEASONS.get(match[2].strip().lower())):
        return dates.clean(date | {"season": season})
    return date


def _read_extra(lines: list[str], raw: dict[str, Any]) -> list[str]:
    """Takes the lines "variable: value" into the item; returns those that say something else."""
    others = []
    for line in lines:
        match = _EXTRA.fullmatch(line)
        spelt = match[1].strip().lower() if match else ""
        variable = next(
            (_BY_LOWER[name] for name in (spelt, spelt.replace(" ", "-")) if name in _BY_LOWER), ""
        )
        if not match or not variable:
            others.append(f"M2 {line[:60]}")
        elif variable in NAMES:
            people = raw.get(variable)
            raw[variable] = [*(people if isinstance(people, list) else []), names.from_extra(match[2])]
        elif variable in DATES:
            raw[variable] = dates.from_text(match[2])
        else:
            raw[variable] = match[2]
    return [line for line in others if line != "M2 "]


def _written(item: Mapping[str, Any]) -> str:
    """One record."""
    tag = ris_tables.TAG_OF_TYPE[item["type"]]
    tags = {
        variable: name
        for name, variable in ris_tables.meanings(tag).items()
        if name not in ris_tables.READ_ONLY
    }
    lines = [("TY", tag), ("ID", item["id"])]
    extra = [] if ris_tables.TYPE_OF_TAG[tag] == item["type"] else [("type", item["type"])]
    for variable, value in item.items():
        if variable in ("id", "type"):
            continue
        found, also = _lines(variable, value, tag, tags.get(variable, ""))
        lines += found
        extra += also
    lines += [("M2", f"{variable}: {value}") for variable, value in extra] + [("ER", "")]
    return "".join(f"{name}  - {' '.join(str(value).split())}\r\n" for name, value in lines)


def _lines(
    variable: str, value: Any, tag: str, name: str
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The lines of one variable, and what goes into Extra instead."""
    if variable in NAMES:
        if name:
            return [(name, names.inverted(one)) for one in value], []
        return [], [(variable, names.as_extra(one)) for one in value]
    if variable in DATES:
        return _date_lines(variable, value)
    if variable == "keyword":
        return [("KW", word) for word in str(value).split(", ")], []
    if variable in ("ISBN", "ISSN") and identifiers.looks_like_issn(str(value)) == (variable == "ISSN"):
        return [("SN", str(value))], []
    if variable == "page" and (match := _PAGES.fullmatch(str(value))):
        return [("SP", match[1]), ("EP", match[2])], []
    if tag == "BOOK" and variable == "number-of-pages" and str(value).isdigit():
        return [("SP", str(value))], []
    if variable == "page" and tag != "BOOK":
        return [("SP", str(value))], []
    if name:
        return [(name, str(value))], []
    return ([], [(variable, str(value))]) if variable in ALL else ([], [])


def _date_lines(
    variable: str, date: Mapping[str, Any]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    parts = date.get("date-parts", [])
    is_day = len(parts) == 1 and not {"circa", "season"} & set(date) and parts[0][0] > 999
    if not is_day or variable not in ("issued", "accessed"):
        year = [("PY", str(parts[0][0]))] if variable == "issued" and parts and parts[0][0] > 999 else []
        return year, [(variable, dates.written(date))]
    day = "/".join([str(parts[0][0]), *(f"{part:02}" for part in parts[0][1:]), *[""] * (4 - len(parts[0]))])
    if variable == "accessed":
        return [("Y2", day)], []
    return [("PY", str(parts[0][0]))] + ([("DA", day)] if len(parts[0]) > 1 else []), []
