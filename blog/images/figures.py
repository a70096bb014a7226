"""Pictures in the text of an essay: `![words](image:NAME)`, and the HTML they become. Pure functions.

NAME is the stem of the stored file. Alone in its paragraph a picture is a figure with caption and credit,
else it stands in the line. blog/markup.py sanitises what is made here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.image import image as image_rule
from markdown_it.token import Token

from ..inserts import NOWHERE
from .sizes import FORMATS, copies, sizes

_NAME = r"image:([0-9a-f]{32})(?![0-9a-zA-Z])"
_MENTIONED = re.compile(_NAME)
_TYPED = re.compile(rf"!\[([^\[\]]{{0,1000}})\]\(<?{_NAME}")
_BREAKS = ("softbreak", "hardbreak")


@dataclass(frozen=True, slots=True)
class Figure:
    """What an essay shows of a picture. Without `alt` it is not described; its words in the text stand in."""

    url: str
    width: int
    height: int
    alt: str = ""
    is_decorative: bool = False
    caption: str = ""
    credit: str = ""


def names_in(text: str) -> list[str]:
    """The pictures that a text names, each once, in order."""
    return list(dict.fromkeys(_MENTIONED.findall(text)))


def words_in(text: str) -> dict[str, str]:
    """The words in the brackets of each picture that has any, by name; the first where there are several."""
    words: dict[str, str] = {}
    for said, name in _TYPED.findall(text):
        if said.strip():
            words.setdefault(name, " ".join(said.split()))
    return words


def name_of(file: str) -> str:
    """What a text calls the picture that is stored in `file`."""
    return file.rpartition("/")[2].partition(".")[0]


def notation(name: str) -> str:
    """What a writer puts into the text; empty for a name that no upload gets."""
    line = f"![](image:{name})"
    return line if names_in(line) else ""


def plugin(parser: MarkdownIt) -> None:
    """Make `parser` show the pictures of `env["pictures"]`, by name; of all others it shows the words."""
    parser.enable("image")
    parser.inline.ruler.at("image", _image)
    parser.core.ruler.push("pictures", _place)


def _image(state: StateInline, silent: bool) -> bool:
    """The parser's own rule, but that no picture is in another's words, and no insert (blog/inserts.py)."""
    if state.env.get("in_picture"):
        return False
    places = state.env.get("insert_places")
    state.env.update(in_picture=True, insert_places=NOWHERE)
    try:
        return image_rule(state, silent)
    finally:
        state.env.update(in_picture=False, insert_places=places)


def _place(state: StateCore) -> None:
    shown: Mapping[str, Figure] = state.env.get("pictures") or {}
    for token in state.tokens:
        if token.children and any(child.type == "image" for child in token.children):
            token.children = list(_shown(token.children, shown))
    state.tokens = list(_lone(state.tokens))


def _shown(children: Sequence[Token], shown: Mapping[str, Figure]) -> Iterator[Token]:
    for child in children:
        if child.type != "image":
            yield child
            continue
        name = str(child.attrs.get("src", "")).removeprefix("image:")
        if figure := shown.get(name):
            words = " ".join(word.content for word in child.children or () if word.content)
            yield Token("html_inline", "", 0, content=picture(figure, words), meta={"of": (figure, words)})
        else:
            yield from _shown(child.children or (), shown)


def _lone(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with a figure for each paragraph that is nothing but pictures."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        words = tokens[place + 1] if token.type == "paragraph_open" else None
        if words is None or not words.children or not all(map(_is_no_word, words.children)):
            yield token
            place += 1
            continue
        pictures = [child.meta["of"] for child in words.children if "of" in child.meta]
        if pictures:
            # What opens the essay is on the first screen.
            content = "".join(
                figure(of, said, is_lazy=place > 0 or number > 0)
                for number, (of, said) in enumerate(pictures)
            )
            yield Token("html_block", "", 0, content=content, map=token.map, level=token.level)
        else:
            yield from tokens[place : place + 3]
        place += 3


def _is_no_word(token: Token) -> bool:
    return "of" in token.meta or token.type in _BREAKS or (token.type == "text" and not token.content.strip())


def picture(of: Figure, words: str = "", *, is_lazy: bool = True) -> str:
    url = html.escape(of.url)
    sources = "".join(
        f'<source type="image/{format_}" srcset="{copies(url, of.width, format_)}" sizes="{sizes(of.width)}">'
        for format_ in FORMATS
    )
    lazy = ' loading="lazy"' if is_lazy else ""
    alt = html.escape(alternative(of, words))
    size = f'width="{of.width}" height="{of.height}"'
    return f'<picture>{sources}<img src="{url}" alt="{alt}" {size}{lazy}></picture>'


def figure(of: Figure, words: str = "", *, is_lazy: bool = True) -> str:
    """With a link to the picture, which the viewer takes over, where the picture says something."""
    shown = picture(of, words, is_lazy=is_lazy)
    if alternative(of, words):
        shown = f'<a href="{html.escape(of.url)}">{shown}</a>'
    credit = f"<small>{html.escape(of.credit)}</small>" if of.credit else ""
    said = " ".join(filter(None, (html.escape(of.caption), credit)))
    return f'<figure class="plate">{shown}{f"<figcaption>{said}</figcaption>" if said else ""}</figure>\n'


def alternative(of: Figure, words: str = "") -> str:
    return "" if of.is_decorative else of.alt or words
