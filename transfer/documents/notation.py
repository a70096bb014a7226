"""The last touches of our Markdown: citations as our check reads them, and pandoc's habits undone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain, count

from .inlines import Node, text

_CITATION = re.compile(r"(?<!\\)\[[^\[\]\n]{0,600}@[\w-][^\[\]\n]{0,600}\]|(?<![\w\\])@[\w-]+")
_KEY = re.compile(r"(?<=@)[\w-]+")
# What somebody typed as our own notation is meant so.
_TYPED = re.compile(r"\\\[((?:-?@[\w-]+)[^\[\]\\\n]{0,300})\\\]")
_RULE = re.compile(r"^-{72}$", re.MULTILINE)
_BETWEEN_LISTS = re.compile(r"^<!-- -->\n+", re.MULTILINE)
_NUMBER = re.compile(r"(?<!\\)\[\^(\d{1,6})\]")


def raw(typed: str) -> Node:
    return {"t": "RawInline", "c": ["commonmark", typed]}


def key(written: str) -> str:
    """A name for a work as one of our keys."""
    return re.sub(r"[^\w-]+", "-", written).strip("-")[:60] or "source"


def keys(written: Iterable[str]) -> dict[str, str]:
    """Our keys for all works of one document, no two alike: "A&B" and "A-B" are two works."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in written:
        base = key(name)
        counted = (f"{base}-{number}" for number in count(2))
        found[name] = next(one for one in chain([base], counted) if one not in taken)
        taken.add(found[name])
    return found


def cited(cite: Node) -> list[Node]:
    """A citation of pandoc's as [@key, 347]."""
    first = cite["c"][0][0]
    if first["citationMode"]["t"] == "AuthorInText":
        after = harmless(text(first["citationSuffix"])).lstrip(", ")
        return [raw(f"@{key(first['citationId'])}{f' [{after}]' if after else ''}")]
    works = []
    for work in cite["c"][0]:
        before, after = harmless(text(work["citationPrefix"])), harmless(text(work["citationSuffix"]))
        after = after if not after or after.startswith((",", " ", ";", ":")) else f", {after}"
        mark = "-" if work["citationMode"]["t"] == "SuppressAuthor" else ""
        works.append(f"{before} {mark}@{key(work['citationId'])}{after}".strip())
    return [raw(f"[{'; '.join(works)}]")]


def mended(markdown: str) -> str:
    """What pandoc wrote, as somebody would have typed it."""
    typed = _BETWEEN_LISTS.sub("", _RULE.sub("---", markdown))
    return _TYPED.sub(r"[\1]", typed).strip()


def renumbered(markdown: str, essay: str) -> str:
    """Its notes from where those of the `essay` end that it goes into."""
    last = max((int(number) for number in _NUMBER.findall(essay)), default=0)
    return _NUMBER.sub(lambda match: f"[^{int(match[1]) + last}]", markdown)


def harmless(words: str) -> str:
    """Words beside a citation, without what would end it."""
    return " ".join(re.sub(r"[\[\]@;]", " ", words).split())


def rekeyed(markdown: str, keys: Mapping[str, str]) -> str:
    """Its citations with the keys that `keys` gives for theirs."""
    if not keys:
        return markdown
    return _CITATION.sub(lambda match: _KEY.sub(lambda key: keys.get(key[0], key[0]), match[0]), markdown)
