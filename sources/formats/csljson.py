"""CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), read and written whole.

Pure functions. A file is a list of items, an object that holds one as `items`, one item, or items one after
the other. Where the list is broken, every item that is whole is read, and the fault has its line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from . import names, texts
from .collecting import Collector, prepared, within_limits
from .model import Reading, Writing
from .variables import NAMES

# What this format cannot hold: nothing. Older names of variables come back as today's.
NOT_HELD: dict[str, str] = {}
# A file with more faults than this is no file of items; each of them costs a search.
MAX_FAULTS = 100
_BETWEEN = re.compile(r"[\s,\[\]]*")
_NEXT = re.compile(r"\}\s*(?:,\s*)?(?=\{)")
_LIST_IN_OBJECT = re.compile(
    r'\s*\{(?:\s*"[^"{}\[\]]{0,200}"\s*:\s*(?:"[^"\\]{0,500}"|[\w.+-]{1,30})\s*,){0,20}\s*"items"\s*:\s*\['
)


def read(text: str) -> Reading:
    """The items of a CSL-JSON file."""
    collector = Collector()
    text = within_limits(text, collector)
    lines = texts.Lines(text)
    for value, start in _values(text, collector, lines):
        line = lines.number(start)
        if collector.is_full:
            collector.stop(line)
            break
        if isinstance(value, Mapping):
            collector.add(value, line)
        else:
            collector.seen += 1
            collector.problem(line, "left out: an item is an object, in braces")
    return collector.reading()


def write(items: Iterable[Mapping[str, Any]], *, for_zotero: bool = False) -> Writing:
    """The items as a file, one below the other.

    Zotero drops the particles and suffixes of names: `for_zotero` writes "van der Linden" as the family
    name and "Martin Luther, Jr." as the given one.
    """
    clean = prepared(items)
    if for_zotero:
        clean = [_for_zotero(item) for item in clean]
    return Writing(json.dumps(clean, ensure_ascii=False, indent=1) + "\n")


def _for_zotero(item: dict[str, Any]) -> dict[str, Any]:
    return {
        variable: [_plain_name(name) for name in value] if variable in NAMES else value
        for variable, value in item.items()
    }


def _plain_name(name: Mapping[str, Any]) -> dict[str, Any]:
    if name.get("literal"):
        return {"literal": name["literal"]}
    given = names.given(name)
    return {"family": names.family(name)} | ({"given": given} if given else {})


def _values(text: str, collector: Collector, lines: texts.Lines) -> Iterator[tuple[Any, int]]:
    """Each item of the file and where it starts."""
    decoder = json.JSONDecoder(parse_int=_integer, parse_constant=lambda _: None, strict=False)
    wrapper = _LIST_IN_OBJECT.match(text)
    place = wrapper.end() if wrapper else 0
    faults = 0
    while (place := _BETWEEN.match(text, place).end()) < len(text):  # type: ignore[union-attr]
        start = place
        if wrapper and text[start] in '"}':
            return  # what follows the list in its object
        try:
            value, place = decoder.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            faults += 1
            collector.problem(lines.number(_fault(error, start)), f"left out: {_reason(error)}")
            following = _NEXT.search(text, max(_fault(error, start), start + 1) - 1)
            if not following or faults == MAX_FAULTS:
                return
            place = following.end()
            continue
        yield from _unwrapped(value, start)


def _unwrapped(value: Any, start: int) -> Iterator[tuple[Any, int]]:
    if isinstance(value, Mapping) and "title" not in value and isinstance(value.get("items"), list):
        yield from ((one, start) for one in value["items"])
    else:
        yield value, start


def _integer(digits: str) -> int | str:
    # Python refuses to read numbers of more than 4,300 digits, and no variable has one.
    return int(digits) if len(digits) <= 15 else digits[:40]


def _fault(error: Exception, start: int) -> int:
    return error.pos if isinstance(error, json.JSONDecodeError) else start


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "it cannot be read"
