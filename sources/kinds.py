"""The kinds of works that a form offers: which CSL type each is, and which of its fields one meets first.

Nothing but a title is ever asked for. Pure data and functions; the variables are those of CSL 1.0.2
(sources/formats/variables.py), and four fields of a digest (sources/digest.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import csl, digest
from .formats.variables import TYPES
from .type_names import type_name

LABELS = {
    "title": "Title",
    "author": "Authors",
    "editor": "Editors",
    "translator": "Translators",
    "director": "Directors",
    "interviewer": "Interviewers",
    "container-title": "Published in",
    "collection-title": "Series",
    "volume": "Volume",
    "issue": "Issue",
    "page": "Pages",
    "issued": "Date",
    "publisher": "Publisher",
    "publisher-place": "Place",
    "edition": "Edition",
    "number-of-volumes": "Number of volumes",
    "collection-number": "Number in the series",
    "title-short": "Short title",
    "original-title": "Original title",
    "original-date": "Original date",
    "archive": "Archive",
    "archive_location": "Shelf mark",
    "archive-place": "Place of the archive",
    "genre": "Genre",
    "number": "Number",
    "medium": "Medium",
    "language": "Language",
    "URL": "Web address",
    "accessed": "Last visited",
    "DOI": "DOI",
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "note": "Note",
    "digest-title": "Digest",
    "digest-volume": "Volume of the digest",
    "digest-issue": "Number of the digest",
    "digest-page": "Pages in the digest",
}
DIGEST_FIELDS = ("digest-title", "digest-volume", "digest-issue", "digest-page")
# What every form holds; a kind puts some of it first.
VARIABLES = tuple(name for name in LABELS if name not in DIGEST_FIELDS)
HINTS = {
    "edition": "For example: 3.",
    "archive_location": "For example: fond 7279, opis 8, delo 12; or box 3, folder 7.",
    "title-short": "As one would say it in brackets.",
    "genre": "For example: letter, poster, PhD diss.",
    "language": "For example: ru.",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`rows` are the fields that come first, those of one string side by side."""

    name: str
    label: str
    type: str
    rows: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def first(self) -> list[str]:
        return [name for row in self.rows for name in row.split()]

    @property
    def more(self) -> list[str]:
        """What one meets under "More fields"."""
        first = self.first
        hidden = "medium" if self.has_digest else ""
        return [name for name in VARIABLES if name not in first and name != hidden]

    @property
    def has_digest(self) -> bool:
        return self.name == "digest"

    def label_of(self, name: str) -> str:
        return self.labels.get(name) or LABELS[name]


WEB_MODULE, DIGEST = "web-module", "digest"
FIRST_KINDS = (
    Kind(
        "book", "Book", "book", ("author", "title", "editor", "publisher-place publisher", "issued edition")
    ),
    Kind(
        "chapter",
        "Chapter of a book",
        "chapter",
        (
            "author",
            "title",
            "container-title",
            "editor",
            "publisher-place publisher",
            "issued page",
        ),
        {"title": "Title of the chapter", "container-title": "Book", "editor": "Editors of the book"},
    ),
    Kind(
        "article-journal",
        "Journal article",
        "article-journal",
        ("author", "title", "container-title", "volume issue", "issued page", "DOI"),
        {"container-title": "Journal"},
    ),
    Kind(
        "article-newspaper",
        "Newspaper article",
        "article-newspaper",
        ("author", "title", "container-title", "issued page", "URL"),
        {"title": "Headline", "container-title": "Newspaper"},
    ),
    Kind(
        DIGEST,
        "Newspaper article translated in a digest",
        "article-newspaper",
        (
            "author",
            "title",
            "container-title",
            "issued page",
            "digest-title",
            "digest-volume digest-issue",
            "digest-page",
        ),
        {
            "title": "Headline",
            "container-title": "Newspaper",
            "issued": "Date of the newspaper",
            "page": "Page in the newspaper",
        },
    ),
    Kind(
        "webpage",
        "Web page",
        "webpage",
        ("author", "title", "container-title", "issued accessed", "URL"),
        {"container-title": "Website"},
    ),
    Kind(
        WEB_MODULE,
        "Web module",
        "webpage",
        ("title", "container-title", "author", "publisher", "issued accessed", "URL"),
        {
            "title": "Title of the module",
            "container-title": "Collection or website",
            "publisher": "Published by",
            "issued": "Date or year of the module",
        },
    ),
    Kind(
        "manuscript",
        "Archive item",
        "manuscript",
        ("author", "title", "genre issued", "archive", "archive_location"),
        {"title": "Title or description", "genre": "Kind of item"},
    ),
    Kind(
        "motion_picture",
        "Film",
        "motion_picture",
        ("director", "title", "publisher", "issued medium"),
        {"publisher": "Studio", "issued": "Year or date"},
    ),
    Kind(
        "interview",
        "Interview",
        "interview",
        ("author", "interviewer", "title", "container-title", "issued", "URL"),
        {"author": "Who is interviewed", "title": "Title or topic"},
    ),
    Kind(
        "post-weblog",
        "Essay on this site, or blog post",
        "post-weblog",
        ("author", "title", "container-title", "issued accessed", "URL"),
        {"container-title": "Course or blog"},
    ),
    Kind("document", "Other document", "document", ("author", "title", "publisher", "issued", "URL")),
)
_COMMON = ("author", "title", "container-title", "publisher-place publisher", "issued genre", "URL")
_FIRST_TYPES = frozenset(kind.type for kind in FIRST_KINDS)
MORE_KINDS = tuple(
    sorted(
        (Kind(name, type_name(name), name, _COMMON) for name in TYPES - _FIRST_TYPES),
        key=lambda kind: kind.label,
    )
)
BY_NAME = {kind.name: kind for kind in (*FIRST_KINDS, *MORE_KINDS)}


def kind_of(item: csl.Item) -> Kind:
    """The kind that an item is: what its type alone does not say is told by the digest or by `custom`."""
    kind = csl.item_type(item)
    if kind == "webpage" and csl.custom(item).get("kind") == WEB_MODULE:
        return BY_NAME[WEB_MODULE]
    if kind == "article-newspaper" and digest.read(str(item.get("medium") or "")):
        return BY_NAME[DIGEST]
    return BY_NAME.get(kind, BY_NAME["document"])


def custom_of(kind: Kind) -> dict[str, Any]:
    """What an item's `custom` has to say for `kind_of` to find the kind again."""
    return {"kind": kind.name} if kind.name == WEB_MODULE else {}
