"""What a citation can name of a source, read from its CSL-JSON item. Pure functions.

The fields are those of CSL-JSON 1.0.2; anything in them that has another shape counts as absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .. import csl
from .vocabulary import ARTICLES, CONNECTORS, ORGANISATIONS, SMALL
from .words import keys

# How much a name weighs when a citation could be of several works.
AUTHOR, LATER_AUTHOR, EDITOR, TRANSLATOR, TITLE = 10, 8, 6, 4, 2
MAX_FIELD = 2_000  # characters of a field that are looked at
MAX_NAMES = 50

# CSL types without pages that a citation could name.
PAGELESS = frozenset(
    (
        "article-newspaper", "broadcast", "dataset", "entry", "entry-dictionary", "entry-encyclopedia",
        "event", "figure", "graphic", "hearing", "interview", "map", "motion_picture", "musical_score",
        "performance", "personal_communication", "post", "post-weblog", "software", "song", "speech",
        "webpage",
    )
)  # fmt: skip
_AUTHOR_ROLES = (
    "author",
    "director",
    "composer",
    "interviewee",
    "interviewer",
    "performer",
    "original-author",
)
_EDITOR_ROLES = ("editor", "collection-editor", "container-author", "editorial-director", "compiler")
_TITLES = ("title", "title-short", "shortTitle", "original-title", "translated-title", "reviewed-title")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_TAG = re.compile(r"<[^<>]{0,50}>")
_TITLE_PARTS = re.compile(r"[:;.?!,(—–]\s|\s[-–—]\s|[):]")
_LEADING_NAME = re.compile(r"([^\W\d_a-z][\w’'-]+), ([^\W\d_a-z][\w.]*)")
_BY = re.compile(r"(?i:\b(ed(?:ited|\.|s\.) )?by )((?:[^\W\d_a-z][\w.’'-]*\s?){2,4})")
_PAGE_RANGE = re.compile(r"\d\D+\d")


@dataclass(frozen=True, slots=True)
class Name:
    """One person or organisation: `core` are the words of the surname, `particles` may be left out."""

    role: int
    core: tuple[str, ...]
    particles: frozenset[str] = frozenset()
    given: tuple[str, ...] = ()
    literal: bool = False
    written: str = ""

    @property
    def is_organisation(self) -> bool:
        return self.literal and len(self.core) > 1

    @property
    def initials(self) -> str:
        """Of an organisation, as its acronym has them: "cccpsub"."""
        return "".join(word[0] for word in self.core if word not in SMALL)


@dataclass(frozen=True)
class Work:
    """What a citation can name of one CSL item."""

    id: str
    names: tuple[Name, ...]
    titles: tuple[tuple[str, ...], ...]  # the whole titles, then their parts
    whole_titles: frozenset[tuple[str, ...]]
    containers: tuple[tuple[str, ...], ...]
    aliases: tuple[tuple[str, ...], ...]
    years: frozenset[int]
    year_suffix: str
    has_pages: bool
    title: str
    material: str  # "primary", "secondary" or ""

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        names = (word for n in self.names for word in (*n.core, *n.particles, *n.given))
        runs = (word for run in (*self.titles, *self.containers, *self.aliases) for word in run)
        return frozenset((*names, *runs))

    @cached_property
    def given_initials(self) -> frozenset[str]:
        return frozenset(word[0] for n in self.names for word in n.given)

    @property
    def first_name(self) -> str:
        """What one would write to cite it: the first author's or editor's surname, else the title."""
        return self.names[0].written if self.names else self.title


def read(id_: str, item: Mapping[str, Any], aliases: Sequence[str]) -> Work:
    """The work of one item; `aliases` are further names for it.

    An item's own aliases are a list in its field `custom`: {"aliases": ["APA"], "material": "primary"}.
    The parts of an alias that is a title are cited like those of the title.
    """
    aliases = [_text(alias) for alias in (*aliases, *csl.aliases(item))]
    names = tuple(_names(item)) or tuple(_names_in_line(_text(item.get("title"))))
    titles = [title for kind in _TITLES if (title := _text(item.get(kind)))]
    whole = [run for title in titles if (run := keys(title))]
    pieces = [piece for title in (*titles, *aliases) for piece in _TITLE_PARTS.split(title)]
    parts = [run for piece in pieces if (run := keys(piece)) and run not in whole]
    container = keys(_text(item.get("container-title")))
    material = csl.custom(item).get("material")
    return Work(
        id=id_,
        names=names,
        titles=tuple(_bare(run) for run in (*whole, *parts)),
        whole_titles=frozenset(map(_bare, whole)),
        containers=(_bare(container),) if container else (),
        aliases=tuple(run for alias in aliases if (run := keys(alias))),
        years=_years(item),
        year_suffix=_text(item.get("year-suffix")).lower(),
        has_pages=_text(item.get("type")) not in PAGELESS
        or bool(_PAGE_RANGE.search(_text(item.get("page")))),
        title=" ".join(_text(item.get("title")).split()),
        material=material if material in ("primary", "secondary") else "",
    )


def _names(item: Mapping[str, Any]) -> Iterable[Name]:
    for roles, score in ((_AUTHOR_ROLES, AUTHOR), (_EDITOR_ROLES, EDITOR), (("translator",), TRANSLATOR)):
        for role in roles:
            people = item.get(role)
            for place, person in enumerate(people[:MAX_NAMES] if isinstance(people, list) else ()):
                if isinstance(person, Mapping) and (name := _name(person, score, place)):
                    yield name


def _name(person: Mapping[str, Any], score: int, place: int) -> Name | None:
    family = _text(person.get("family")) or _text(person.get("literal")) or _text(person.get("given"))
    core = keys(family)
    if not core:
        return None
    if score == AUTHOR and place:
        score = LATER_AUTHOR
    if not person.get("family"):
        if person_name := _as_person(family):
            return Name(score, *person_name)
        core = tuple(word for word in core if word not in CONNECTORS) or core
        return Name(score, core, literal=True, written=family)
    particles = keys(
        " ".join(_text(person.get(kind)) for kind in ("non-dropping-particle", "dropping-particle"))
    )
    # "van der Linden" may stand whole in the family name.
    small = 0
    while small < len(core) - 1 and family.split()[small : small + 1] and family.split()[small].islower():
        small += 1
    given = keys(f"{_text(person.get('given'))} {_text(person.get('suffix'))}")
    return Name(score, core[small:], frozenset((*particles, *core[:small])), given, written=family)


def _as_person(written: str) -> tuple[tuple[str, ...], frozenset[str], tuple[str, ...], bool, str] | None:
    """The parts of a person's name that was typed into one field: "Gregory L. Freeze"."""
    parts = written.split()
    if not 2 <= len(parts) <= 4 or not all(part[0].isupper() for part in parts) or parts[-1].isupper():
        return None
    if ORGANISATIONS.intersection(keys(written)):
        return None
    return keys(parts[-1]), frozenset(), keys(" ".join(parts[:-1])), False, parts[-1]


def _names_in_line(line: str) -> Iterable[Name]:
    """The people whom a line names that nobody has taken apart: "Russia A History by Gregory L. Freeze"."""
    if lead := _LEADING_NAME.match(line):
        yield Name(AUTHOR, keys(lead[1]), given=keys(lead[2]), written=lead[1])
    for by in _BY.finditer(line):
        if person := _as_person(by[2]):
            yield Name(EDITOR if by[1] else AUTHOR, *person)


def _bare(run: tuple[str, ...]) -> tuple[str, ...]:
    """Without its connectors and the article it starts with, as the words of a citation are compared."""
    run = tuple(word for word in run if word not in CONNECTORS) or run
    return run[1:] if len(run) > 1 and run[0] in ARTICLES else run


def _years(item: Mapping[str, Any]) -> frozenset[int]:
    found: set[int] = set()
    for kind in ("issued", "original-date", "submitted"):
        date = item.get(kind)
        if isinstance(date, Mapping):
            parts = date.get("date-parts")
            first = (
                [part[0] for part in parts if isinstance(part, list) and part]
                if isinstance(parts, list)
                else []
            )
            written = [*first, date.get("raw"), date.get("literal"), date.get("edtf"), date.get("year")]
            found.update(int(year) for value in written for year in _YEAR.findall(_text(value)))
        else:
            found.update(int(year) for year in _YEAR.findall(_text(date)))
    return frozenset(found)


def _text(value: object) -> str:
    """A field of an item as text: what is neither text nor a number counts as absent."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return _TAG.sub("", value[:MAX_FIELD]) if isinstance(value, str) else str(value)
