"""Footnotes in HTML: a link to a note that has a link back.

So do Word (mso-footnote-id, "_ftn1" and "_ftnref1"), LibreOffice ("sdfootnote1sym" and "sdfootnote1anc"),
Google Docs ("ftnt1" and "ftnt_ref1"), pandoc, WordPress and Wikipedia write them. Pure functions: a
reference becomes an empty span and its note a division, which tree.py knows by their ids.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

REFERENCE, NOTE = "note-reference-", "note-text-"
MAX_NOTES = 1_000
MAX_LINKS = 4_000
# A note stands in the text as often as something refers to it: so many characters of repeats at the most.
MAX_REPEATED = 20_000
# How many links may lead to one place before the rest are not looked at.
SAME_PLACE = 5
_OURS = re.compile(rf"(?:{REFERENCE}|{NOTE})\d+")
_BLOCKS = {"p", "div", "li", "dd", "td", "aside", "section"}
_WORDS_NOTE = re.compile(r"mso-element\s*:\s*(?:foot|end)note\b", re.I)
_WRITERS_NOTE = re.compile(r"sd(?:foot|end)note\d+$")
_ARROWS = "\u2191\u21a9\ufe0e^ \n\t"
_BRACKETS = "[](){}.:\u00a0*" + _ARROWS


def mark(body: HtmlElement) -> None:
    """Put a mark in the place of every reference, and the notes at the end of `body`."""
    for element in body.iter():
        if _OURS.fullmatch(element.get("id", "")):  # none of ours yet
            del element.attrib["id"]
    links = [link for link in body.iter("a") if _fragment(link)][:MAX_LINKS]
    leading_to: dict[str, list[HtmlElement]] = {}
    for link in links:
        leading_to.setdefault(_fragment(link), []).append(link)
    named = {name: element for element in body.iter() for name in _names(element)}
    notes: dict[HtmlElement, int] = {}
    repeated = 0
    for link in links:
        target = named.get(_fragment(link))
        if target is None or not _is_within(link, body) or len(notes) >= MAX_NOTES:
            continue
        block = _block(target)
        if block is None or block is body or _is_within(link, block):
            continue
        names = dict.fromkeys(_place_names(link))  # a link may bear its parent's name
        back = [a for name in names for a in leading_to.get(name, ())[:SAME_PLACE]]
        back = [a for a in back if a is not link and _is_within(a, block)]
        if back:
            for one in back:
                _cut_back_link(one)
            if block in notes:  # Wikipedia refers to one note from several places
                repeated += len(block.text_content())
            else:
                notes[block] = len(notes) + 1
                _set_apart(block, notes[block])
            if repeated <= MAX_REPEATED:
                _refer(link, notes[block])
    body.extend(notes)


def is_mark(element: HtmlElement) -> bool:
    return bool(_OURS.fullmatch(element.get("id", "")))


def _names(element: HtmlElement) -> list[str]:
    return [name for name in (element.get("id"), element.get("name")) if name]


def _place_names(link: HtmlElement) -> list[str]:
    """What a link back to `link` may be called by."""
    near = [link, link.getparent(), *islice(link.iterdescendants(), SAME_PLACE)]
    return [name for element in near for name in _names(element)]


def _is_within(element: HtmlElement, outer: HtmlElement) -> bool:
    return any(ancestor is outer for ancestor in element.iterancestors())


def _fragment(link: HtmlElement) -> str:
    """The place in this very text that a link leads to. Word may write a file's address before it."""
    href = link.get("href", "")
    before, _, fragment = href.partition("#")
    return fragment if not before or before.startswith("file:") or "ftn" in fragment else ""


def _block(target: HtmlElement) -> HtmlElement | None:
    """What holds the note: Word's or LibreOffice's own division, else the nearest paragraph or item."""
    found = None
    for element in [target, *target.iterancestors()]:
        if element.tag in _BLOCKS:
            if _WORDS_NOTE.search(element.get("style", "")) or _WRITERS_NOTE.match(element.get("id", "")):
                return element
            found = element if found is None else found
        if element.tag == "body":
            break
    return found


def _cut_back_link(back: HtmlElement) -> None:
    """Without the number, letter or arrow that leads back; words of the note that stand in the link stay."""
    if len(back.text_content().strip(_BRACKETS + "0123456789ivxIVX")) > 1:
        back.drop_tag()
    else:
        back.drop_tree()


def _refer(link: HtmlElement, number: int) -> None:
    """A mark in the place of `link` and of what is around it alone."""
    mark = link.makeelement("span", {"id": f"{REFERENCE}{number}"})
    outer = link
    while (parent := outer.getparent()) is not None and _holds_only(parent, outer):
        outer = parent
    mark.tail, outer.tail = outer.tail, None
    outer.getparent().replace(outer, mark)


def _set_apart(note: HtmlElement, number: int) -> None:
    note.drop_tree()
    note.tail = None
    note.tag = "div"
    note.attrib.clear()
    note.set("id", f"{NOTE}{number}")
    first = next((element for element in note.iter() if (element.text or "").strip()), note)
    first.text = (first.text or "").lstrip(_ARROWS)


def _holds_only(parent: HtmlElement, child: HtmlElement) -> bool:
    """A <sup> or <span> around the link and nothing else goes with it."""
    return (
        parent.tag in ("sup", "span", "font", "small")
        and len(parent) == 1
        and not (parent.text or "").strip(_BRACKETS)
        and not (child.tail or "").strip(_BRACKETS)
    )
