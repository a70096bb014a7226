"""The end of a citation: a year or a date, and a locator. Pure functions.

What counts as a label follows the locator terms of CSL 1.0.2
(https://docs.citationstyles.org/en/stable/specification.html#locators), as they are abbreviated in
English, German, French and Russian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .vocabulary import MONTHS

# CSL's term for each label. One letter alone is a label only where a number follows it.
LABELS = {
    "page": "p pp pg pgs page pages s seite seiten с стр страница",
    "chapter": "ch chs chap chaps chapter chapters kap kapitel chapitre гл глава",
    "volume": "vol vols volume volumes bd band t tome т том",
    "book": "bk book buch livre кн книга",
    "part": "pt part teil partie ч часть",
    "section": "sec sect section §§ § abschnitt раздел",
    "paragraph": "para paras par paragraph paragraphs ¶¶ ¶ abs абз",
    "note": "n nn note notes fn anm прим",
    "line": "l ll line lines z zeile",
    "verse": "v vv verse verses stanza",
    "folio": "fol fols folio",
    "act": "act",
    "scene": "sc scene",
    "column": "col cols column",
    "issue": "no nos nr № issue",
    "figure": "fig figs figure abb рис",
    "table": "table tab табл",
    "appendix": "app appendix",
    "location": "loc",
}
CSL_LABEL = {label: term for term, labels in LABELS.items() for label in labels.split()}
# Labels that may stand alone in a bracket and still point into a source named before it.
OWN_LABELS = frozenset({"page", "chapter", ""})
MAX_TAIL_WORDS = 24

_MONTH = rf"(?:{'|'.join(MONTHS)})\.?"
MONTH = re.compile(rf"(?i:{_MONTH})$")
_D = r"[-–—−‑]"
_YEAR4 = r"(?:1[4-9]\d\d|20\d\d)"
_YEAR = (
    rf"(?:(?:c\.|ca\.|circa)\s?)?(?:\[{_YEAR4}\]\s?{_YEAR4}|{_YEAR4}/{_YEAR4}|[\[(]?{_YEAR4}[\])]?)[a-z]?"
    r"|n\.\s?d\.|o\.\s?J\.|s\.\s?d\.|б\.\s?г\.|forthcoming|in press"
)
_DATE = rf"(?:\d{{1,2}}\.?\s)?{_MONTH}(?:\s\d{{1,2}})?,?(?:\s{_YEAR4})?|{_YEAR4},\s{_MONTH}(?:\s\d{{1,2}})?"
_LABEL = "|".join(sorted((re.escape(label) for label in CSL_LABEL), key=len, reverse=True))
_MORE = r"(?:\s?ff?\b\.?|\s?sqq?\b\.?|\s?et suiv\b\.?|\s?и (?:след|сл|др)\b\.?|\+)"
_NUMBER = r"\d{1,5}(?:[a-z](?![a-z]))?(?:\s?nn?\.?\s?\d{1,4})?"
_ROMAN = r"(?-i:[ivxlc]{1,7}(?![a-z]))"
_PLACE = (
    rf"(?:\d{{1,4}}(?:\.\d{{1,4}})+(?:\s?{_D}\s?\d{{1,4}}(?:\.\d{{1,4}})*)?"
    rf"|\d{{1,3}}:\s?\d{{1,4}}(?::\d\d)?(?:\s?{_D}\s?\d{{1,4}}(?::\d\d)*)?"
    rf"|{_NUMBER}(?:\s?{_D}\s?{_NUMBER})?{_MORE}?|{_ROMAN}(?:\s?{_D}\s?{_ROMAN})?)"
)
_ITEM = rf"(?:(?:{_LABEL})\.?\s?(?:{_PLACE}|[IVXLC]{{1,7}}\b)|{_PLACE})"
_LOCATOR = rf"{_ITEM}(?:(?:\s?[,;&]\s?(?:(?:and|und|et|и)\s)?|\s(?:and|und|et|и)\s|\s){_ITEM}){{0,12}}"
_TAIL = re.compile(
    rf"(?i)(?:(?!\[{_YEAR4}\]\s?{_YEAR4})[\s,:;.(\[])*(?:(?P<date>{_DATE})(?=[\s,:;)\]]|$)|(?P<year>{_YEAR})(?=[\s,:;)\]]|$))?"
    rf"[\s,:;)\].]*(?P<locator>{_LOCATOR})?[\s,.;:]*$"
)
_LEADING = re.compile(rf"(?i)[\s,]*(?P<locator>{_LOCATOR})(?![\w])")
_CANDIDATE = re.compile(
    rf"(?i)(?<![\w’'])(?:[\[(]?\d|{_ROMAN}(?!\w)|(?:{_LABEL})(?![^\W\d_])|n\.\s?d|o\.\s?j|б\.\s?г"
    rf"|forthcoming|in press|(?:c\.|ca\.|circa)\s?\d|{_MONTH}(?!\w))"
)
_LABELLED = re.compile(rf"(?i)(?<![\w])({_LABEL})(?![^\W\d_])\.?\s?(?=[\divxlc])")
_YEARS = re.compile(_YEAR4)
_ONLY_YEARS = re.compile(rf"{_YEAR4}[a-z]?(?:,\s?{_YEAR4}[a-z]?){{0,4}}$")
_YEAR_SPAN = re.compile(rf"{_YEAR4}\s?{_D}\s?(?:{_YEAR4}|\d\d)\b")


@dataclass(slots=True)
class Tail:
    """What ends a citation: `start` is where it begins in the segment; years as numbers; the locator as
    written but without the word for "page"; its CSL label, "" where there are several or none."""

    start: int
    years: tuple[int, ...] = ()
    suffix: str = ""
    locator: str = ""
    label: str = ""
    labelled: bool = False
    dated: bool = False


def tails(segment: str) -> Iterator[Tail]:
    """Every way to read the end of `segment` as a year and a locator, the longest first, then none."""
    starts = [match.start() for match in _CANDIDATE.finditer(segment)][-MAX_TAIL_WORDS:]
    for start in starts:
        if (match := _TAIL.match(segment, start)) and (tail := _read(match, start)):
            yield tail
    yield Tail(len(segment))


def whole(segment: str) -> Tail | None:
    """`segment` as a year and a locator and nothing else; None where it holds anything else."""
    match = _TAIL.match(segment)
    return _read(match, 0) if match else None


def leading(segment: str) -> tuple[Tail, int] | None:
    """The locator that `segment` starts with, and where it ends; None without one (Pandoc's suffixes)."""
    match = _LEADING.match(segment)
    if match is None:
        return None
    locator, label, labelled = _locator(match["locator"])
    return Tail(match.start("locator"), (), "", locator, label, labelled), match.end()


def _read(match: re.Match[str], start: int) -> Tail | None:
    date, year, locator = match["date"], match["year"], match["locator"] or ""
    if not (date or year or locator):
        return None
    # "1936–38" is a span of time; as pages it would need a label.
    if _YEAR_SPAN.match(locator):
        return None
    if year and _ONLY_YEARS.match(locator):
        year, locator = f"{year}, {locator}", ""
    text, label, labelled = _locator(locator)
    years = tuple(int(number) for number in _YEARS.findall(year or date or ""))
    suffix = year[-1] if year and years and year[-1].isalpha() else ""
    return Tail(start, years, suffix, text, label, labelled, dated=bool(date))


def _locator(written: str) -> tuple[str, str, bool]:
    labels = [CSL_LABEL[match[1].lower()] for match in _LABELLED.finditer(written)]
    terms = set(labels)
    if terms <= {"page"}:
        written = _LABELLED.sub("", written)
    label = labels[0] if len(terms) == 1 else "" if terms or not written else "page"
    return written.strip(" ,.;:"), label, bool(labels)
