"""What the styles of an OpenDocument text say of its paragraphs: its head, and the captions of its figures.

Pandoc reads all of them as plain paragraphs, and no description of a picture. What is told here is taken out
of the text, as it is of a .docx.
"""

from __future__ import annotations

from lxml import etree

NS = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
HREF = f"{{{NS['xlink']}}}href"
_TEXT, _STYLE, _FRAME = f"{{{NS['text']}}}", f"{{{NS['style']}}}", f"{{{NS['draw']}}}frame"
_HEAD = ("Title", "Subtitle", "Author", "Date")
# As pandoc, Word by way of LibreOffice, and LibreOffice itself call them.
_CAPTIONS = ("FigureCaption", "Image Caption", "Caption", "Illustration", "Figure")


class Styles:
    """The styles of the text `content`, which loses what they tell."""

    def __init__(self, content: etree._Element) -> None:
        self._content = content
        styles = content.iterfind(".//style:style", NS)
        self._parents = {
            style.get(f"{_STYLE}name"): style.get(f"{_STYLE}parent-style-name") for style in styles
        }

    def take_title(self) -> str:
        """The title with its subtitle, as "Title: Subtitle"; beside it stand author and date, which go."""
        told: dict[str, list[str]] = {}
        is_first = True
        for paragraph in list(self._content.iterdescendants(f"{_TEXT}p", f"{_TEXT}h")):
            name, words = self._name(paragraph), _words(paragraph)
            if not words:
                continue
            if name in _HEAD and (told or is_first or name == "Title"):
                told.setdefault(name, []).append(words)
                _remove(paragraph)
            elif told:
                break
            is_first = False
        return ": ".join(" ".join(told[name]) for name in _HEAD[:2] if name in told)

    def take_figures(self) -> dict[str, tuple[str, str]]:
        """The description and the caption of each picture, by the address of the picture."""
        found: dict[str, tuple[str, str]] = {}
        for frame in list(self._content.iter(_FRAME)):
            image = frame.find("draw:image", NS)
            if image is not None:
                described = _text(frame.find("svg:desc", NS)) or _text(frame.find("svg:title", NS))
                found.setdefault(image.get(HREF, ""), (described, self._take_caption(frame)))
        return found

    def _take_caption(self, frame: etree._Element) -> str:
        """The paragraph in the style of a caption below a picture that stands alone."""
        paragraph = frame.getparent()
        below = None if paragraph is None else paragraph.getnext()
        if below is None or _words(paragraph) or below.tag != f"{_TEXT}p" or len(below.findall(".//*")) > 50:
            return ""
        if self._name(below) not in _CAPTIONS or below.find(f".//{_FRAME}") is not None:
            return ""
        caption = _words(below)
        _remove(below)
        return caption

    def _name(self, paragraph: etree._Element) -> str:
        """The style that was chosen: an automatic one is one of its kind (ODF 1.3 part 3, 16.2)."""
        name = paragraph.get(f"{_TEXT}style-name", "")
        return str(self._parents.get(name) or name).replace("_20_", " ")


def _words(paragraph: etree._Element) -> str:
    """What it says beside its pictures."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        parts += [*([] if child.tag == _FRAME else child.itertext()), child.tail or ""]
    return " ".join("".join(parts).split())


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _remove(paragraph: etree._Element) -> None:
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)
