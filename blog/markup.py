"""Markdown to safe HTML: the only module of the project that makes HTML safe.

CommonMark 0.31 (https://spec.commonmark.org/0.31.2/) through markdown-it-py, then an allow-list
sanitiser (nh3) as the last step; nothing changes the HTML after it. Pure functions, rendered at save.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from accounts.texts import upright

from .allowed import (
    CITING_ATTRIBUTES,
    CITING_CLASSES,
    COMMENT_ATTRIBUTES,
    COMMENT_TAGS,
    DIFFERENCE_ATTRIBUTES,
    DIFFERENCE_CLASSES,
    DIFFERENCE_TAGS,
    ESSAY_ATTRIBUTES,
    ESSAY_CLASSES,
    ESSAY_TAGS,
    LINES,
    LIST_ATTRIBUTES,
    LIST_CLASSES,
    LIST_TAGS,
    MARK_CLASSES,
    NOTE_ATTRIBUTES,
    NOTE_CLASSES,
    NOTE_TAGS,
    POST_ATTRIBUTES,
    POST_CLASSES,
    POST_TAGS,
    REFERENCE_CLASSES,
    REFERENCE_TAGS,
)
from .as_typed import plugin as as_typed_plugin
from .blocks import Block, by_line
from .blocks import plugin as blocks_plugin
from .images.figures import Figure
from .images.figures import plugin as figures_plugin
from .inserts import Insert
from .inserts import plugin as inserts_plugin

MAX_EXCERPT_LENGTH = 280
# Each of Markdown's own characters costs the parser up to 85 microseconds, so that this many stay below
# two seconds. An essay of 20,000 words with 500 footnotes has some 6,000 of them.
MAX_MARKS = 20_000
# The search for bare addresses is quadratic in the length of one word.
MAX_WORD_WITH_ADDRESS = 2_000

# Our own pictures alone: one from elsewhere would tell its server who reads.
_OWN_PICTURES = re.compile(r"/(?!/)[\w/.-]+(?: \d+w(?:, /(?!/)[\w/.-]+ \d+w)*)?", re.ASCII)
_URL_SCHEMES = {"http", "https", "mailto"}
_LINK_REL = "nofollow ugc noopener"
_NOTES = re.compile(r'<sup.*?</sup>|<figure.*?</figure>|<section class="footnotes">.*', re.DOTALL)
_PART = re.compile(r'<h2 id="(part-\d+)">(.*?)</h2>', re.DOTALL)
_FIRST_TAG = re.compile(r"<[a-z]+")
_BREAK = re.compile(r"</(p|li|h\d|td|dd)>|<br>")
_MARKS = re.compile(r"[\[\]()*_<>&`~|#!\\^:\n]")
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD_WITH_ADDRESS},}}")


def render_post(
    text: str,
    inserts: Sequence[Insert] = (),
    pictures: Mapping[str, Figure] | None = None,
    *,
    has_lines: bool = False,
) -> SafeString:
    """The HTML of an essay: headings from h2 down, lists, quotes, tables, footnotes, links, pictures.

    `inserts` are citations: HTML of ours, in the order of their places in `text`. `pictures` are those that
    it may show, by name; of others it has the words. `has_lines`: each outermost block says the line of
    `text` that it begins in, from 0, for a preview that follows the cursor.
    """
    if _is_tangled(text):
        return _plain(text)
    env = {"docId": "essay", "inserts": inserts, "text": text, "pictures": pictures}
    rendered = _rendered(_post, text, env, has_lines=has_lines)
    lines = LINES if has_lines else {}
    if not pictures:
        return _sanitise(rendered, POST_TAGS, POST_ATTRIBUTES | lines, POST_CLASSES)
    return _sanitise(rendered, ESSAY_TAGS, ESSAY_ATTRIBUTES | lines, ESSAY_CLASSES, _own_pictures_only)


def render_note(
    text: str,
    blocks: Sequence[Block] = (),
    inserts: Sequence[Insert] = (),
    pictures: Mapping[str, Figure] | None = None,
    *,
    has_lines: bool = False,
) -> SafeString:
    """The HTML of a study note: that of an essay, with `blocks`, boxes of ours in the place of some lines.

    They do not overlap, and none begins within a list, a quotation, a table or code. The rest is as in
    `render_post`. studynotes/text/drawing.py: `draw` is the way to it from a note's text.
    """
    if _is_tangled(text):
        return _plain(text)
    env = {
        "docId": "note",
        "blocks": by_line(blocks),
        "inserts": inserts,
        "text": text,
        "pictures": pictures,
    }
    rendered = _rendered(_note, text, env, has_lines=has_lines)
    lines = LINES if has_lines else {}
    return _sanitise(rendered, NOTE_TAGS, NOTE_ATTRIBUTES | lines, NOTE_CLASSES, _own_pictures_only)


def render_comment(text: str, inserts: Sequence[Insert] = ()) -> SafeString:
    """The HTML of a comment: emphasis, links, quotes, lists and code, and line breaks as typed."""
    if _is_tangled(text):
        return _plain(text)
    rendered = _comment.render(text, {"inserts": inserts, "text": text})
    if not inserts:
        return _sanitise(rendered, COMMENT_TAGS, COMMENT_ATTRIBUTES, {})
    return _sanitise(rendered, COMMENT_TAGS, CITING_ATTRIBUTES, CITING_CLASSES)


def marked(rendered: str) -> SafeString:
    """An essay's HTML with links to key terms put into it (studynotes/terms/marking.py), sanitised again."""
    return _sanitise(rendered, ESSAY_TAGS, ESSAY_ATTRIBUTES, ESSAY_CLASSES | MARK_CLASSES, _own_pictures_only)


def source_list(rendered: str) -> SafeString:
    """An essay's list of sources, made by blog/citing/listing.py, sanitised."""
    return _sanitise(rendered, LIST_TAGS, LIST_ATTRIBUTES, LIST_CLASSES)


def difference(rendered: str) -> SafeString:
    """Two texts of an essay as one, made by blog/revising/comparing.py, sanitised."""
    return _sanitise(rendered, DIFFERENCE_TAGS, DIFFERENCE_ATTRIBUTES, DIFFERENCE_CLASSES)


def reference(rendered: str) -> SafeString:
    """What the renderer of citations wrote, for a page: sanitised again, links and all."""
    return _sanitise(rendered, REFERENCE_TAGS, {"a": {"href"}}, REFERENCE_CLASSES)


def stored(text: str) -> SafeString:
    """HTML that this module made and a row kept, safe again."""
    return mark_safe(text)


def excerpt(rendered: str) -> str:
    """The first words of rendered HTML as plain text, at most MAX_EXCERPT_LENGTH characters, whole words."""
    first = _NOTES.sub("", rendered[: MAX_EXCERPT_LENGTH * 20])
    text = " ".join(html.unescape(nh3.clean(_BREAK.sub(" ", first), tags=set())).split())
    if len(text) <= MAX_EXCERPT_LENGTH:
        return text
    return text[: MAX_EXCERPT_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:—–- ") + "…"


def contents(rendered: str) -> list[tuple[str, str]]:
    """The parts of a rendered essay: the id and the plain text of each heading of the first level."""
    return [
        (part, html.unescape(nh3.clean(_NOTES.sub("", heading), tags=set())))
        for part, heading in _PART.findall(rendered)
    ]


def _rendered(parser: MarkdownIt, text: str, env: dict[str, Any], *, has_lines: bool) -> str:
    tokens = parser.parse(text, env)
    _level_headings(tokens)
    _align_cells(tokens)
    if has_lines:
        _number_lines(tokens)
    return str(parser.renderer.render(tokens, parser.options, env))


def _is_tangled(text: str) -> bool:
    """No person wrote this: parsing it as Markdown would take longer than a reader's patience."""
    if sum(1 for _ in _MARKS.finditer(text)) > MAX_MARKS:
        return True
    return any("://" in word[0] or "@" in word[0] for word in _LONG_WORD.finditer(text))


def _plain(text: str) -> SafeString:
    """`text` as typed: paragraphs at blank lines, line breaks elsewhere."""
    paragraphs = re.split(r"\n\s*\n", html.escape(text.strip(), quote=False))
    return mark_safe("".join(f"<p>{p.replace(chr(10), '<br>')}</p>\n" for p in paragraphs if p.strip()))


def _own_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    if attribute in ("src", "srcset") and not _OWN_PICTURES.fullmatch(value):
        return None
    return value


def _sanitise(
    dirty: str,
    tags: set[str],
    attributes: dict[str, set[str]],
    classes: dict[str, set[str]],
    judge: Callable[[str, str, str], str | None] | None = None,
) -> SafeString:
    clean = nh3.clean(
        # Once more: what a form dropped can be written as "&#x202e;".
        upright(dirty),
        tags=tags,
        attributes=attributes,
        allowed_classes=classes,
        attribute_filter=judge,
        url_schemes=_URL_SCHEMES,
        link_rel=_LINK_REL,
        generic_attribute_prefixes=set(),
    )
    return mark_safe(clean)


def _level_headings(tokens: Sequence[Token]) -> None:
    """The page has the only h1, and no level is skipped: "###" as the first heading becomes h2.

    Headings typed alike under the same one stay alike. The h2 have ids, for the contents in the margin.
    """
    above: list[int] = []
    parts = 0
    for token in tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1])
            while above and above[-1] >= typed:
                above.pop()
            above.append(typed)
            if len(above) == 1:
                parts += 1
                token.attrs["id"] = f"part-{parts}"
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(len(above) + 1, 6)}"


def _number_lines(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.map and token.level == 0 and token.nesting >= 0:
            token.attrs["data-line"] = token.map[0]
            if token.type == "html_block":  # A figure of ours, or a box.
                token.content = _FIRST_TAG.sub(rf'\g<0> data-line="{token.map[0]}"', token.content, count=1)


def _align_cells(tokens: Sequence[Token]) -> None:
    """A column's alignment as a class: the content security policy forbids style attributes."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", "")):
            token.attrs["class"] = f"align-{str(style).removeprefix('text-align:')}"


def _parser(*rules: str) -> MarkdownIt:
    # `breaks`: a text typed by someone who knows no Markdown looks as typed.
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    parser.enable(["linkify", *rules]).disable(["image", "html_block", "html_inline"])
    assert parser.linkify is not None  # noqa: S101  (enabled above)
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    return parser


def _essay_parser() -> MarkdownIt:
    parser = _parser("table", "strikethrough").use(footnote_plugin).use(deflist_plugin)
    return parser.use(inserts_plugin).use(figures_plugin)


_post = _essay_parser()
_note = _essay_parser().use(blocks_plugin)
_comment = _parser().use(as_typed_plugin).use(inserts_plugin)
