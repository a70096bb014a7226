"""What is wrong with a page, a sentence for every fault; and what one of its forms sends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

POINTERS = [
    "for",
    "headers",
    "list",
    "form",
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
    "aria-owns",
]
# What the browser fetches, or sends a form to, without being asked.
FETCHED = ["src", "srcset", "poster", "data", "action", "formaction"]
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect", "dns-prefetch"}


def faults(page: bytes) -> list[str]:
    """All that is wrong with a document. Raises ParseError where it is not HTML5 at all."""
    tree = parse(page, strict=True)
    return [
        *twice_given_ids(tree),
        *lost_pointers(tree),
        *wrong_headings(tree),
        *inline_code(tree),
        *other_hosts(tree),
    ]


def parse(page: bytes | str, *, strict: bool) -> Element:
    text = page.decode() if isinstance(page, bytes) else page
    return html5lib.HTMLParser(strict=strict, namespaceHTMLElements=False).parse(text)


def twice_given_ids(tree: Element) -> Iterator[str]:
    counts = Counter(element.get("id") for element in tree.iter() if element.get("id") is not None)
    yield from (f"id twice: {name}" for name, count in counts.items() if count > 1)


def lost_pointers(tree: Element) -> Iterator[str]:
    ids = {element.get("id") for element in tree.iter()}
    for element in tree.iter():
        for name in POINTERS:
            yield from (
                f"{element.tag} {name}: {i}" for i in (element.get(name) or "").split() if i not in ids
            )


def wrong_headings(tree: Element) -> Iterator[str]:
    levels = [int(element.tag[1]) for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"h{level} after h{before}"


def inline_code(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        names = [name for name in element.attrib if name == "style" or str(name).startswith("on")]
        yield from (f"{element.tag} has {name}" for name in names)
        if element.tag == "style" or (element.tag == "script" and _is_code(element)):
            yield f"an inline {element.tag}"
        yield from (
            f"{element.tag} {name}={value}"
            for name, value in element.attrib.items()
            if name in ("href", "src", "action") and value.strip().lower().startswith("javascript:")
        )


def _is_code(script: Element) -> bool:
    return "src" not in script.attrib and script.get("type", "") in ("", "module", "text/javascript")


def other_hosts(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        names = list(FETCHED)
        if element.tag == "link" and FETCHED_LINKS & set((element.get("rel") or "").split()):
            names.append("href")
        for name in names:
            for part in (element.get(name) or "").split(","):
                if urlsplit(part.strip().partition(" ")[0]).netloc:
                    yield f"{element.tag} {name}={part.strip()}"


def sent_by_merge(page: str) -> dict[str, str]:
    """What the form of a page with two texts carries along, as a browser would send it."""
    form = page[page.index('class="form merge"') :].partition("</form>")[0]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    fields |= dict(re.findall(r'<textarea name="([^"]+)" hidden>\n([^<]*)</textarea>', form))
    fields.pop("csrfmiddlewaretoken", None)
    return fields
