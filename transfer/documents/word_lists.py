"""Word's lists: paragraphs that look like items ("mso-list:l0 level2 lfo1") become items. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

MAX_LEVEL = 9  # as in Word
_LEVEL = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d+)", re.I)
_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.I)
# "1.", "(a)", "iv)": Word's bullets are letters of symbol fonts, "o" and "§" among them.
_NUMBER = re.compile(r"\(?(?:(\d{1,4})|[a-z]|[ivxlc]{1,7})[.):]", re.I)


@dataclass
class _List:
    element: HtmlElement
    level: int


def nest(body: HtmlElement) -> None:
    """Put every run of such paragraphs into nested lists, in place."""
    for paragraph in [p for p in body.iter("p") if _level(p)]:
        if paragraph.getparent() is not None and _level(paragraph):
            _gather(paragraph)
    for marker in [e for e in body.iter("span") if _MARKER.search(e.get("style", ""))]:
        # In a numbered heading: the number is Word's, not the writer's.
        marker.drop_tree()


def _level(paragraph: HtmlElement) -> int:
    match = _LEVEL.search(paragraph.get("style", "")) if paragraph.tag == "p" else None
    return min(max(int(match[1][:2]), 1), MAX_LEVEL) if match else 0


def _gather(first: HtmlElement) -> None:
    run = [first]
    while (after := run[-1].getnext()) is not None and _level(after) and not (run[-1].tail or "").strip():
        run.append(after)
    open_lists: list[_List] = []
    for paragraph in run:
        level, marker = _level(paragraph), _marker(paragraph)
        number = _NUMBER.fullmatch(marker)
        kind = "ol" if number else "ul"
        while open_lists and open_lists[-1].level > level:
            open_lists.pop()
        top = open_lists[-1] if open_lists else None
        if top is None or top.level < level or top.element.tag != kind:
            if top and top.level == level:
                open_lists.pop()
            made = paragraph.makeelement(kind)
            if number and number[1] and number[1] != "1":
                made.set("start", number[1])
            _place(made, open_lists[-1] if open_lists else None, paragraph)
            open_lists.append(_List(made, level))
        _make_item(paragraph, open_lists[-1].element)


def _place(made: HtmlElement, outer: _List | None, paragraph: HtmlElement) -> None:
    if outer is None:
        paragraph.addprevious(made)
    else:
        outer.element[-1].append(made)


def _make_item(paragraph: HtmlElement, of: HtmlElement) -> None:
    if (tail := (paragraph.tail or "").strip()) and paragraph.getnext() is None:
        of.tail = tail
    paragraph.tail = None
    of.append(paragraph)
    paragraph.tag = "li"
    paragraph.attrib.clear()


def _marker(paragraph: HtmlElement) -> str:
    """What stands before the item, taken away."""
    for span in paragraph.iter("span"):
        if _MARKER.search(span.get("style", "")):
            text = span.text_content().strip()
            span.drop_tree()
            return text.split()[0] if text else ""
    return ""
