"""Sources: the works that essays cite, and how a course keeps and shows them."""

from .imports import ImportAttempt, ImportDraft
from .library import CitationPolicy, StyleInUse, Typeset, UnitSource, rules_of_citing
from .source import Source, SourceMerge, SourceQuerySet

__all__ = [
    "CitationPolicy",
    "ImportAttempt",
    "ImportDraft",
    "Source",
    "SourceMerge",
    "SourceQuerySet",
    "StyleInUse",
    "Typeset",
    "UnitSource",
    "rules_of_citing",
]
