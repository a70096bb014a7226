"""BibTeX and BibLaTeX read, BibLaTeX written. Pure functions.

TeX is decoded, never run; names, titles and dates follow BibLaTeX's manual, and older BibTeX fields are
understood. Titles are written in double braces, organisations in braces, dates as EDTF; nothing is escaped
in addresses and identifiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from accounts.slugs import unused

from . import bibtex_classic, bibtex_parser, bibtex_tables, bibtex_writing, dates, names, tex
from .bibtex_parser import RawEntry
from .bibtex_tables import MONTHS, OTHER_ROLES, SUBTITLES, TEXTS, VERBATIM, container_field
from .collecting import Collector, prepared, within_limits
from .losses import writing
from .model import MAX_ENTRIES, Reading, Writing
from .variables import NAMES

NOT_HELD = bibtex_tables.NOT_HELD
VARIABLES_NOT_HELD = bibtex_tables.VARIABLES_NOT_HELD
_TITLES = bibtex_writing.DOUBLE | {"journaltitle"}
_VARIABLE_OF = {field: variable for variable, field in TEXTS.items()} | bibtex_tables.ALSO_READ
_VERBATIM_OF = {field: variable for variable, field in VERBATIM.items()}
_NAMES_OF = {field: variable for variable, field in bibtex_tables.NAMES.items()}
_DATES_OF = {field: variable for variable, field in bibtex_tables.DATES.items()}
_CONTAINERS = ("journaltitle", "journal", "booktitle", "organization")
_KEY = re.compile(r"[^\w:.+/-]+")
_LIBRARY = re.compile(r"\{([^{}]*)\}(?:, (.+))?")
# A child entry takes what it lacks from its parent, but for these.
_NOT_INHERITED = frozenset(
    {"title", "shorttitle", "subtitle", "pages", "doi", "crossref", "abstract", "note"}
)


def read(text: str) -> Reading:
    """The items of a BibTeX or BibLaTeX file."""
    collector = Collector()
    raws: list[RawEntry] = []
    for raw in bibtex_parser.entries(within_limits(text, collector), collector.problem):
        if len(raws) >= MAX_ENTRIES:
            collector.stop(raw.line)
            break
        raws.append(raw)
    by_key = {raw.key.lower(): raw for raw in raws}
    for raw in raws:
        _Reader(raw, _inherited(raw, by_key)).into(collector)
    return collector.reading()


def write(items: Iterable[Mapping[str, Any]], *, classic: bool = False) -> Writing:
    """The items as a BibLaTeX file in UTF-8, or, `classic`, as one for BibTeX and its styles."""
    made = bibtex_classic.entry if classic else bibtex_writing.entry
    pairs = []
    taken: set[str] = set()
    for item in prepared(items):
        key = unused(_KEY.sub("-", str(item["id"])).strip("-") or "source", taken)
        taken.add(key)
        pairs.append((item, made(item, key)))
    return writing(pairs, read, "\n".join(text for _, text in pairs))


def _inherited(raw: RawEntry, by_key: Mapping[str, RawEntry]) -> dict[str, str]:
    """The entry's fields, and what it lacks from the one that its `crossref` names; one step only."""
    parent = by_key.get(raw.fields.get("crossref", "").lower())
    if not parent or parent is raw:
        return raw.fields
    found = {name: value for name, value in parent.fields.items() if name not in _NOT_INHERITED}
    if "title" in parent.fields:
        found["booktitle"] = parent.fields["title"]
    return found | raw.fields


class _Reader:
    """One entry on its way to an item."""

    def __init__(self, raw: RawEntry, fields: Mapping[str, str]) -> None:
        self.raw = raw
        self.fields = dict(fields)
        self.item: dict[str, Any] = {"id": raw.key}
        self.dropped: list[str] = []
        self.repairs = list(raw.repairs)
        self.type = self.csl_type()

    def into(self, collector: Collector) -> None:
        self.item["type"] = self.type
        self.join_titles()
        self.take_dates()
        for name, value in self.fields.items():
            if value.strip() and not self.takes(name, value):
                self.dropped.append(f"{name[:40]} = {value[:60]}")
        collector.add(self.item, self.raw.line, self.dropped, self.repairs)

    def csl_type(self) -> str:
        subtype = self.fields.get("entrysubtype", "").lower()
        known = bibtex_tables.TYPE_OF_ENTRY.get((self.raw.type, subtype))
        found = known or bibtex_tables.TYPE_OF_NAME.get(self.raw.type)
        if not found:
            self.repairs.append(f"“{self.raw.type[:40]}” is no type of entry; it is a document now")
        return found or "document"

    def join_titles(self) -> None:
        for name, whole in SUBTITLES.items():
            if (more := self.fields.pop(name, "").strip()) and whole in self.fields:
                self.fields[whole] = f"{{{self.fields[whole]}: {more}}}"
        whole = self.fields.get("maintitle", "")
        if whole and bibtex_tables.is_in_book(self.type):
            self.fields.setdefault("booktitle", whole)
        elif whole:
            self.item["volume-title"] = self.decoded("title", self.fields.pop("title", ""))
            self.fields["title"] = whole
        if (
            "title" not in self.fields
            and not bibtex_tables.is_in_book(self.type)
            and "booktitle" in self.fields
        ):
            self.fields["title"] = self.fields.pop("booktitle")

    def take_dates(self) -> None:
        for name, variable in _DATES_OF.items():
            if value := self.fields.pop(name, ""):
                # A tilde is EDTF's "approximately" here, and no TeX.
                edtf = dates.from_edtf(value.strip("{} "))
                self.item[variable] = edtf or dates.from_text(self.decoded(name, value))
        year = self.decoded("year", self.fields.pop("year", ""))
        if year and "issued" not in self.item:
            month = self.fields.get("month", "").strip("{} .").lower()
            number = MONTHS.index(month[:3]) + 1 if month[:3] in MONTHS else month
            day = self.fields.get("day", "").strip("{} ")
            exact = dates.clean({"date-parts": [[year, number, day]]}) if month else None
            self.item["issued"] = exact or dates.from_text(year)

    def takes(self, name: str, value: str) -> bool:
        """Whether the field has gone into the item."""
        if name in _VERBATIM_OF or name == "library":
            return self.takes_verbatim(name, value)
        if name in _NAMES_OF or name in OTHER_ROLES:
            return self.takes_names(name, value)
        if name in bibtex_tables.SILENT or name.removesuffix("type") in OTHER_ROLES:
            return True
        if name in ("language", "langid"):
            text = self.decoded(name, value)
            code = bibtex_tables.LANGUAGE_OF_NAME.get(text.lower(), text)
            return self.sets("language", code) or name == "langid"
        if name in _CONTAINERS and (name != "organization" or container_field(self.type) == name):
            return self.sets("container-title", self.decoded(name, value))
        if name == "organization":
            return self.sets("publisher", self.decoded(name, value))
        if name in ("number", "issue"):
            return self.sets(bibtex_tables.number_variable(self.type), self.decoded(name, value))
        variable = _VARIABLE_OF.get(name, "")
        return bool(variable) and self.sets(variable, self.decoded(name, value))

    def takes_verbatim(self, name: str, value: str) -> bool:
        if name == "eprint" and self.fields.get("eprinttype", "").lower() != "pubmed":
            return False
        if name != "library":
            # Older files escape what needs no escape in an address.
            bare = re.sub(r"\\([%#&_{}~])", r"\1", re.sub(r"^\\url\{(.*)\}$", r"\1", tex.unwrapped(value)))
            return self.sets(_VERBATIM_OF[name], bare)
        match = _LIBRARY.fullmatch(value.strip())
        self.sets("archive_location", self.decoded(name, match[2] or "") if match else "")
        return self.sets("archive", self.decoded(name, match[1] if match else value))

    def takes_names(self, name: str, value: str) -> bool:
        role = _NAMES_OF.get(name, "")
        if name not in ("author", "translator", "bookauthor"):
            kind = self.fields.get(f"{name}type", "").lower()
            role = kind if kind in NAMES else role
        found, unknown = names.from_bibtex(value)
        self.note_unknown(name, unknown)
        return bool(role) and self.sets(role, found)

    def decoded(self, name: str, value: str) -> str:
        text, unknown = tex.decode(value, title=name in _TITLES)
        self.note_unknown(name, unknown)
        return text.strip()

    def note_unknown(self, name: str, unknown: Iterable[str]) -> None:
        self.dropped += [f"{command} in {name[:40]}" for command in sorted(unknown)]

    def sets(self, variable: str, value: Any) -> bool:
        """Whether the variable was free; an empty value is taken, and leaves it free."""
        if value and variable in self.item:
            return self.item[variable] == value
        if value:
            self.item[variable] = value
        return True
