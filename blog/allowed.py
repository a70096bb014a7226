"""What the HTML of each kind of text may hold: elements, attributes, classes. blog/markup.py keeps to it."""

from __future__ import annotations

INLINE = {"a", "br", "code", "em", "strong"}
COMMENT_TAGS = INLINE | {"p", "blockquote", "ul", "ol", "li", "pre"}
POST_TAGS = COMMENT_TAGS | {
    "h2", "h3", "h4", "h5", "h6", "hr", "s", "section", "sup", "dl", "dt", "dd",
    "table", "thead", "tbody", "tr", "th", "td", "span", "strong", "sub",
}  # fmt: skip
REFERENCE_TAGS = {"a", "em", "strong", "sub", "sup", "span"}
LIST_TAGS = REFERENCE_TAGS | {"ol", "ul", "li", "h3", "small"}
REFERENCE_CLASSES = {"span": {"small-caps", "upright"}}
COMMENT_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
LIST_ATTRIBUTES = {"a": {"href"}, "li": {"id"}, "span": {"title"}}
LIST_CLASSES = {"span": {"small-caps", "upright", "Z3988"}}
CITING_ATTRIBUTES = COMMENT_ATTRIBUTES | {"a": {"href", "data-at"}}
CITING_CLASSES = {"a": {"cite"}}
POST_ATTRIBUTES = {"a": {"href", "id", "data-at"}, "ol": {"start"}, "li": {"id"}, "h2": {"id"}}
LINES = {"*": {"data-line"}}
POST_CLASSES = {
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
PICTURE_TAGS = {"figure", "figcaption", "small", "picture", "source", "img"}
PICTURE_ATTRIBUTES = {
    "img": {"src", "alt", "width", "height", "loading"},
    "source": {"type", "srcset", "sizes"},
}
PICTURE_CLASSES = {"figure": {"plate"}}
ESSAY_TAGS = POST_TAGS | PICTURE_TAGS
ESSAY_ATTRIBUTES = POST_ATTRIBUTES | PICTURE_ATTRIBUTES
ESSAY_CLASSES = POST_CLASSES | PICTURE_CLASSES
# Those of a study note: its boxes are made by studynotes/text/drawing.py.
NOTE_TAGS = ESSAY_TAGS | {"div", "details", "summary", "dfn"}
NOTE_ATTRIBUTES = ESSAY_ATTRIBUTES | {"div": {"id"}, "details": {"id"}, "figure": {"id"}}
NOTE_CLASSES = ESSAY_CLASSES | {
    "a": {"footnote-backref", "cite", "btn", "btn-secondary"},
    "details": {"faq", "scheme"},
    "div": {"term", "question"},
    "p": {"label", "actions", "group", "rule"},
    "span": {"small-caps", "upright", "marks"},
    "ul": {"points"},
}
# Links to key terms, in an essay's text.
MARK_CLASSES = {"a": POST_CLASSES["a"] | {"term"}}
DIFFERENCE_TAGS = POST_TAGS | {"ins", "del", "div", "figure", "figcaption", "img", "small"}
DIFFERENCE_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "img": {"src", "alt", "width", "height"}}
DIFFERENCE_CLASSES = POST_CLASSES | {
    "div": {"note"},
    "span": {"small-caps", "upright", "visually-hidden"},
}
