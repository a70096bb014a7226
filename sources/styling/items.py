"""CSL-JSON items as pandoc takes them. Pure functions.

One field of a wrong shape would cost the whole bibliography: what people imported is put right here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..csl import Item
from ..formats import dates
from ..formats.names import PARTS
from ..formats.variables import DATES, NAMES

# Titles end below 1,000 characters, addresses rarely do not. At worst this many cost pandoc a second.
MAX_FIELD_LENGTH = 2_000
MAX_NAMES = 200
# Real titles have one tag in another.
MAX_TAG_DEPTH = 4

# None of our styles prints these.
_UNUSED = frozenset({"id", "abstract", "annote", "keyword", "categories", "custom"})
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"</?(?:i|b|sup|sub|sc)>|<span[^<>]*>|</span>")
_KNOWN_SPAN = re.compile(r'<span (?:style="font-variant: ?small-caps;?"|class="nocase")>$')
# CSL's title case leaves short prepositions alone but capitalises these; Chicago 17, MLA and citeproc-js do
# not, and nobody who typed "Public Life after 1934" meant otherwise.
_SMALL_WORDS = (
    "about|above|across|after|against|along|amid|among|around|before|behind|below|beneath|beside|between|beyond"
    "|despite|during|inside|like|near|off|out|outside|past|per|since|than|through|throughout|toward|towards|under"
    "|underneath|until|unto|upon|versus|vs|within|without"
)
_SMALL_WORD = re.compile(rf"(?<=[\w,] )({_SMALL_WORDS})(?= [\w“‘\"'<])")
_LATIN_LETTER = re.compile("[A-Za-zÀ-ɏ]")
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:")


def for_pandoc(item: Item, item_id: str) -> dict[str, Any]:
    """`item` under the id `item_id`: text as text, names and dates in CSL's shape, anything else left out.

    A text is one line of at most MAX_FIELD_LENGTH characters; the tags that CSL knows are kept where they
    are closed, and dropped where not. An address is kept only where a browser may open it from a page.
    """
    clean: dict[str, Any] = {"id": item_id}
    for variable, value in item.items():
        if variable in _UNUSED:
            continue
        kept = _value(variable, value)
        if kept not in (None, "", []):
            clean[variable] = kept
    title = clean.get("title", "")
    if "language" not in clean and title and not _LATIN_LETTER.search(title):
        clean["language"] = "und"  # else the rules for English titles would capitalise it
    return clean | {"type": clean.get("type", "document")}


def is_cut(item: Item) -> bool:
    """Whether a text of `item` is longer than is rendered."""
    return any(isinstance(value, str) and len(value) > MAX_FIELD_LENGTH for value in item.values())


def one_line(value: object) -> str:
    """`value` as one line of printable text; nothing for what is no text or number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)[:MAX_FIELD_LENGTH]
    return " ".join(_UNPRINTABLE.sub("", text.replace("\x00", " ")).split())


def _value(variable: str, value: object) -> object:
    if variable in NAMES:
        return _names(value)
    if variable in DATES:
        return _date(value)
    text = balanced(one_line(value))
    if variable == "URL" and (match := _SCHEME.match(text)) and match[0].lower() not in ("http:", "https:"):
        return None
    if variable.endswith(("title", "title-short")):
        return _SMALL_WORD.sub(r'<span class="nocase">\1</span>', text)
    return text


def _names(value: object) -> list[dict[str, Any]]:
    if isinstance(value, str):
        value = [{"literal": value}]
    if not isinstance(value, list):
        return []
    names = [_name(name) for name in value[:MAX_NAMES] if isinstance(name, Mapping)]
    return [name for name in names if name]


def _name(name: Mapping[str, Any]) -> dict[str, Any]:
    parts = {part: text for part in PARTS if (text := balanced(one_line(name.get(part))))}
    if parts and name.get("comma-suffix") is True:
        return parts | {"comma-suffix": True}
    return parts


def _date(value: object) -> dict[str, Any] | None:
    if not isinstance(value, Mapping):
        text = one_line(value)
        value = {"date-parts": [[text]]} if re.fullmatch(r"-?\d{1,4}", text) else {"literal": text}
    # Pandoc prints a literal date at every place that a style has for a part of it.
    value = dates.season_of_year(one_line(value.get("literal"))) or value
    date: dict[str, Any] = {}
    written = value.get("date-parts")
    parts = [_date_parts(part) for part in written[:2]] if isinstance(written, list) else []
    if parts and all(parts):
        date["date-parts"] = parts
    for key in ("literal", "raw"):
        if text := one_line(value.get(key)):
            date[key] = text
    if not date:
        return None
    if value.get("circa") not in (None, False, 0, "", "0", "false"):
        date["circa"] = True
    season = one_line(value.get("season"))
    return date | {"season": int(season)} if season in ("1", "2", "3", "4") else date


def _date_parts(parts: object) -> list[int]:
    """Year, month, and day as numbers, as far as they are some."""
    numbers: list[int] = []
    for part, limit in zip(parts if isinstance(parts, list) else [], (9_999, 24, 31), strict=False):
        text = one_line(part)
        if not re.fullmatch(r"-?\d{1,4}", text) or int(text) > limit or (numbers and int(text) < 1):
            break
        numbers.append(int(text))
    return numbers


def balanced(text: str) -> str:
    """`text` without the tags that are not closed: pandoc's time doubles with each of them."""
    pieces: list[str] = []
    still_open: list[tuple[str, int, bool]] = []
    end = 0
    for match in _TAG.finditer(text):
        pieces.append(text[end : match.start()])
        end = match.end()
        tag = match[0]
        if not tag.startswith("</"):
            # An unknown span goes, and so does its end.
            keep = len(still_open) < MAX_TAG_DEPTH and (tag[1:5] != "span" or bool(_KNOWN_SPAN.match(tag)))
            still_open.append(("</span>" if tag[1:5] == "span" else f"</{tag[1:]}", len(pieces), keep))
            pieces.append("")
            if keep:
                pieces[-1] = tag
        elif still_open and still_open[-1][0] == tag:
            kept = still_open.pop()[2]
            pieces.append(tag if kept else "")
    for _, place, _ in still_open:
        pieces[place] = ""
    return "".join(pieces) + text[end:]
