"""The HTML of a clipboard, from Word, Google Docs, LibreOffice or a page, as HTML that says what it means.

No style and no span is left: what a style says of structure becomes an element, the rest is dropped. Pure
functions; what comes out is read by pandoc and never shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from accounts.texts import storable

from . import html_notes, word_lists
from .refusing import EMPTY, TOO_DEEP, TOO_MUCH, UNREADABLE, Refused, check_length

MAX_HTML_BYTES = 20 * 1024 * 1024
# An essay of 20,000 words in Word has 15,000.
MAX_ELEMENTS = 60_000
# The parser stops at 256 and drops what is deeper; a web page has 40.
MAX_DEPTH = 120
MAX_SPAN = 30  # of cells, and where a numbered list begins

_DROPPED = {
    "script", "style", "head", "title", "meta", "link", "base", "noscript", "template", "svg", "math",
    "object", "embed", "iframe", "select", "textarea", "input", "audio", "video", "canvas", "map",
    "xml", "dialog",
}  # fmt: skip
_KEPT = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "em", "strong",
    "s", "sub", "sup", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot",
    "tr", "th", "td", "caption", "a", "img", "figure", "figcaption", "q",
}  # fmt: skip
# Blocks that mean nothing; without them the paragraphs of a page would run together.
_DIVISIONS = {"div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "center"}
_RENAMED = {"b": "strong", "i": "em", "strike": "s", "del": "s", "cite": "em", "dfn": "em", "var": "em"}
_BY_CLASS = {
    "MsoTitle": "h1", "MsoQuote": "blockquote", "MsoIntenseQuote": "blockquote", "MsoSubtitle": "h2"
}  # fmt: skip
_SPANS = {"colspan", "rowspan"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": _SPANS, "th": _SPANS, "ol": {"start"}}
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden)", re.I)
# Word writes "mso-bidi-font-weight:normal" of what is bold: the pattern begins where a property does.
_WEIGHT = re.compile(r"(?:^|;)\s*font-weight\s*:\s*([a-z]+|\d+)", re.I)
_SLANT = re.compile(r"(?:^|;)\s*font-style\s*:\s*([a-z]+)", re.I)
_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_RAISED = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*(super|sub)\b", re.I)


@dataclass
class Cleaned:
    """`html` with its pictures as "picture:0", "picture:1"…; `pictures` are their addresses as they stood."""

    html: str
    pictures: list[str] = field(default_factory=list)


def clean(markup: str) -> Cleaned:
    """What `markup` means. Raises Refused where it is larger or deeper than any text."""
    if len(markup.encode(errors="replace")) > MAX_HTML_BYTES:
        raise Refused(TOO_MUCH)
    body = _body(storable(markup))
    try:
        return _cleaned(body)
    except Refused:
        raise
    except ValueError as error:  # a control character that is written as "&#31;"
        raise Refused(UNREADABLE) from error


def _cleaned(body: HtmlElement) -> Cleaned:
    _drop_unseen(body)
    html_notes.mark(body)
    word_lists.nest(body)
    for element in list(body.iter(etree.Element)):
        _read_style(element)
    _nest_lists(body)
    pictures = _number_pictures(body)
    _strip(body)
    check_length(sum(map(len, body.itertext())))
    return Cleaned(etree.tostring(body, encoding="unicode", method="html"), pictures)


def _body(markup: str) -> HtmlElement:
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        page = lxml.html.document_fromstring(markup.encode(errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused(EMPTY) from error
    depth = elements = 0
    for event, _ in etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > MAX_DEPTH:
            raise Refused(TOO_DEEP)
    if elements > MAX_ELEMENTS:
        raise Refused(TOO_MUCH)
    body = page.find("body")
    return page if body is None else body


def _drop_unseen(body: HtmlElement) -> None:
    for element in list(body.iter(etree.Element)):
        if element is body:
            continue
        if element.tag in _DROPPED or _HIDDEN.search(element.get("style", "")):
            element.drop_tree()


def _read_style(element: HtmlElement) -> None:
    """What the style of `element` says of emphasis, as elements around what it holds."""
    style, tag = element.get("style", ""), str(element.tag)
    weight, slant = _WEIGHT.search(style), _SLANT.search(style)
    if (tag in ("b", "strong") and weight and not _is_bold(weight[1])) or (
        tag in ("i", "em") and slant and slant[1].lower() == "normal"
    ):
        element.tag = "span"
        return
    if tag == "p" and (named := _BY_CLASS.get(element.get("class", "").split(" ")[0])):
        element.tag = named
    if tag not in ("span", "font", "a"):
        return
    raised = _RAISED.search(style)
    says = {
        "strong": weight and _is_bold(weight[1]),
        "em": slant and slant[1].lower() in ("italic", "oblique"),
        "s": _STRUCK.search(style),
        "sup": raised and raised[1].lower() == "super",
        "sub": raised and raised[1].lower() == "sub",
    }
    for name in (name for name, is_said in says.items() if is_said):
        _wrap_inside(element, name)


def _is_bold(weight: str) -> bool:
    # Python makes no number of more than 4,300 digits.
    return int(weight[:5]) >= 600 if weight.isdigit() else weight.lower() in ("bold", "bolder")


def _wrap_inside(element: HtmlElement, name: str) -> None:
    inner = element.makeelement(name)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def _nest_lists(body: HtmlElement) -> None:
    """A list that stands directly in a list, as Google Docs writes it, into the item before."""
    for inner in [e for e in body.iter("ul", "ol") if e.getparent().tag in ("ul", "ol")]:
        before = inner.getprevious()
        if before is None or before.tag != "li":
            before = inner.makeelement("li")
            inner.addprevious(before)
        inner.tail = None
        before.append(inner)


def _number_pictures(body: HtmlElement) -> list[str]:
    addresses = []
    for picture in body.iter("img"):
        addresses.append(picture.get("src", "").strip())
        picture.set("src", f"picture:{len(addresses) - 1}")
    return addresses


def _strip(body: HtmlElement) -> None:
    """Nothing but the elements and attributes that pandoc shall read."""
    for element in list(body.iter(etree.Element)):
        if element is body:
            continue
        element.tag = _RENAMED.get(str(element.tag), element.tag)
        if html_notes.is_mark(element):
            continue
        if element.tag in _DIVISIONS:
            element.tag = "div"
        elif element.tag not in _KEPT:
            element.drop_tag()
            continue
        for name, value in list(element.attrib.items()):
            if name not in _ATTRIBUTES.get(element.tag, ()) or not _is_kept(name, value):
                del element.attrib[name]
    body.attrib.clear()
    body.tag = "div"


def _is_kept(name: str, value: str) -> bool:
    if name in _SPANS or name == "start":
        return value.isascii() and value.isdigit() and 0 < int(value[:4]) <= MAX_SPAN
    return True
