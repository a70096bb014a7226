"""The text of an essay as passages count it: the same in every citation style. Pure functions.

A reader's style changes what citations say, and whether they stand in the text or in notes. So their
brackets are left out, as are figures, the marks of footnotes and the footnotes. What remains are the author's
words, every blank between them as one space. static/js/passage-text.js reads the same from the page; the two
change together.
"""

from __future__ import annotations

from html.parser import HTMLParser

# Elements that stand within a line: all others begin a new one.
INLINE = frozenset(
    {"a", "b", "code", "em", "i", "img", "picture", "s", "small", "source", "span", "strong", "sub", "sup"}
)
_BLANKS = frozenset(" \t\n\r\f\u00a0")
_PAIRS = {")": "(", "]": "["}
_VOID = frozenset({"br", "hr", "img", "source"})


class _Reader(HTMLParser):
    """Collects the characters of a text; of each, whether a citation has it. "\\n" ends a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.chars: list[str] = []
        self.cited: list[bool] = []
        # The open elements: what each is left out for, or cited by.
        self._open: list[tuple[str, bool, bool]] = [("", False, False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self._put("\n", cited=False)
        if tag in _VOID:
            return
        _, left_out, cited = self._open[-1]
        classes = (dict(attrs).get("class") or "").split()
        left_out |= tag == "figure" or (tag == "sup" and "footnote-ref" in classes)
        left_out |= tag == "section" and "footnotes" in classes
        cited |= tag == "a" and "cite" in classes
        self._open.append((tag, left_out, cited))

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self._put("\n", cited=False)
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        _, left_out, cited = self._open[-1]
        if not left_out:
            for char in data:
                self._put(" " if char in _BLANKS else char, cited)

    def _put(self, char: str, cited: bool) -> None:
        self.chars.append(char)
        self.cited.append(cited)


def essay_text(body_html: str) -> str:
    """The words of `body_html`, an essay as blog/markup.py made it, without its citations and notes."""
    reader = _Reader()
    reader.feed(body_html)
    reader.close()
    kept = _without_citations(reader.chars, reader.cited)
    text: list[str] = []
    for char, stays in zip(reader.chars, kept, strict=True):
        if stays and (char not in " \n" or (text and text[-1] != " ")):
            text.append(" " if char == "\n" else char)
    return "".join(text).rstrip(" ")


def _without_citations(chars: list[str], cited: list[bool]) -> list[bool]:
    """Which characters stay: not the brackets, in one block, that hold a citation, nor the blanks before."""
    kept = [True] * len(chars)
    # Where what is left out ends, by where it starts: of brackets in brackets, the outer ones.
    ends: dict[int, int] = {}
    # The open brackets: which, where, and how many cited characters stand before.
    brackets: list[tuple[str, int, int]] = []
    before = 0
    for place, char in enumerate(chars):
        if char == "\n":
            brackets.clear()
        elif char in "([":
            brackets.append((char, place, before))
        before += cited[place]
        if char in _PAIRS and brackets and brackets[-1][0] == _PAIRS[char]:
            _, start, already = brackets.pop()
            if before > already:
                while start and chars[start - 1] == " ":
                    start -= 1
                ends[start] = place + 1
    done = 0
    for start, end in sorted(ends.items()):
        if end > done:
            kept[start:end] = [False] * (end - start)
            done = end
    return kept
