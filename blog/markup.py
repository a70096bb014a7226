"""Markdown to safe HTML: the only module of the project that makes HTML safe.

CommonMark 0.31 (https://spec.commonmark.org/0.31.2/) through markdown-it-py, then an allow-list
sanitiser (nh3) as the last step; nothing changes the HTML after it. Pure functions, rendered at save.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from accounts.texts import upright

from .as_typed import plugin as as_typed_plugin
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

_INLINE = {"a", "br", "code", "em", "strong"}
COMMENT_TAGS = _INLINE | {"p", "blockquote", "ul", "ol", "li", "pre"}
POST_TAGS = COMMENT_TAGS | {
    "h2", "h3", "h4", "h5", "h6", "hr", "s", "section", "sup", "dl", "dt", "dd",
    "table", "thead", "tbody", "tr", "th", "td", "span", "strong", "sub",
}  # fmt: skip
REFERENCE_TAGS = {"a", "em", "strong", "sub", "sup", "span"}
LIST_TAGS = REFERENCE_TAGS | {"ol", "ul", "li", "h3", "small"}
_REFERENCE_CLASSES = {"span": {"small-caps", "upright"}}
_COMMENT_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_LIST_ATTRIBUTES = {"a": {"href"}, "li": {"id"}, "span": {"title"}}
_LIST_CLASSES = {"span": {"small-caps", "upright", "Z3988"}}
_CITING_ATTRIBUTES = _COMMENT_ATTRIBUTES | {"a": {"href", "data-at"}}
_CITING_CLASSES = {"a": {"cite"}}
_POST_ATTRIBUTES = {"a": {"href", "id", "data-at"}, "ol": {"start"}, "li": {"id"}, "h2": {"id"}}
_LINES = {"*": {"data-line"}}
_POST_CLASSES = {
    "a": {"footnote-backref", "cite"},
    "span": {"small-caps", "upright"},
    "sup": {"footnote-ref"},
    "section": {"footnotes"},
    "ol": {"footnotes-list"},
    "li": {"footnote-item"},
    "th": {"align-center", "align-right"},
    "td": {"align-center", "align-right"},
}
# Those of a text with pictures, which no other has.
_PICTURE_TAGS = {"figure", "figcaption", "small", "picture", "source", "img"}
_PICTURE_ATTRIBUTES = {
    "img": {"src", "alt", "width", "height", "loading"},
    "source": {"type", "srcset", "sizes"},
}
_PICTURE_CLASSES = {"figure": {"plate"}}
# Our own pictures alone: one from elsewhere would tell its server who reads.
_OWN_PICTURES = re.compile(r"/(?!/)[\w/.-]+(?: \d+w(?:, /(?!/)[\w/.-]+ \d+w)*)?", re.ASCII)
_DIFFERENCE_TAGS = POST_TAGS | {"ins", "del", "div", "figure", "figcaption", "img", "small"}
_DIFFERENCE_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "img": {"src", "alt", "width", "height"}}
_DIFFERENCE_CLASSES = _POST_CLASSES | {
    "div": {"note"},
    "span": {"small-caps", "upright", "visually-hidden"},
}
_URL_SCHEMES = {"http", "https", "mailto"}
_LINK_REL = "nofollow ugc noopener"
_NOTES = re.compile(r'<sup.*?</sup>|<figure.*?</figure>|<section class="footnotes">.*', re.DOTALL)
_PART = re.compile(r'<h2 id="(part-\d+)">(.*?)</h2>', re.DOTALL)
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
    tokens = _post.parse(text, env)
    _level_headings(tokens)
    _align_cells(tokens)
    if has_lines:
        _number_lines(tokens)
    rendered = _post.renderer.render(tokens, _post.options, env)
    lines = _LINES if has_lines else {}
    if not pictures:
        return _sanitise(rendered, POST_TAGS, _POST_ATTRIBUTES | lines, _POST_CLASSES)
    return _sanitise(
        rendered,
        POST_TAGS | _PICTURE_TAGS,
        _POST_ATTRIBUTES | _PICTURE_ATTRIBUTES | lines,
        _POST_CLASSES | _PICTURE_CLASSES,
        _own_pictures_only,
    )


def render_comment(text: str, inserts: Sequence[Insert] = ()) -> SafeString:
    """The HTML of a comment: emphasis, links, quotes, lists and code, and line breaks as typed."""
    if _is_tangled(text):
        return _plain(text)
    rendered = _comment.render(text, {"inserts": inserts, "text": text})
    if not inserts:
        return _sanitise(rendered, COMMENT_TAGS, _COMMENT_ATTRIBUTES, {})
    return _sanitise(rendered, COMMENT_TAGS, _CITING_ATTRIBUTES, _CITING_CLASSES)


def source_list(rendered: str) -> SafeString:
    """An essay's list of sources, made by blog/citing/listing.py, sanitised."""
    return _sanitise(rendered, LIST_TAGS, _LIST_ATTRIBUTES, _LIST_CLASSES)


def difference(rendered: str) -> SafeString:
    """Two texts of an essay as one, made by blog/revising/comparing.py, sanitised."""
    return _sanitise(rendered, _DIFFERENCE_TAGS, _DIFFERENCE_ATTRIBUTES, _DIFFERENCE_CLASSES)


def reference(rendered: str) -> SafeString:
    """What the renderer of citations wrote, for a page: sanitised again, links and all."""
    return _sanitise(rendered, REFERENCE_TAGS, {"a": {"href"}}, _REFERENCE_CLASSES)


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
            if token.type == "html_block":  # A figure of ours.
                token.content = token.content.replace("<figure", f'<figure data-line="{token.map[0]}"', 1)


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


_post = _parser("table", "strikethrough").use(footnote_plugin).use(deflist_plugin).use(inserts_plugin)
_post.use(figures_plugin)
_comment = _parser().use(as_typed_plugin).use(inserts_plugin)
